//! The customer portal: its parts, cut off by the build into as many files as are named here, with others for what several share:
//! what is there before signing in, right after it, and each area.

use app::portal::{self, account, bookings, home, invoices};
use app::{Part, part, sign_in};

static PARTS: &[Part] = &[part!(account), part!(bookings), part!(home), part!(invoices), part!(sign_in)];

fn main() {
    portal::start(PARTS);
}
