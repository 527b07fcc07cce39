use crate::{Result, args::Args};

pub fn deploy(args: Args) -> Result<()> {
    args.finish()
}
