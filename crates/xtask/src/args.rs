//! The command line: flags are taken one by one, and whatever nobody took is a mistake.

use crate::{Result, seed::Data};

pub struct Args {
    given: Vec<String>,
    /// What stands after `--`, for the runner that a command starts.
    pub rest: Vec<String>,
}

impl Args {
    pub fn from_env() -> Self {
        Self::new(std::env::args().skip(1).collect())
    }

    fn new(mut given: Vec<String>) -> Self {
        let rest = match given.iter().position(|arg| arg == "--") {
            Some(at) => given.split_off(at).split_off(1),
            None => Vec::new(),
        };
        Self { given, rest }
    }

    /// Takes the first argument that is not a flag.
    pub fn command(&mut self) -> Option<String> {
        let at = self.given.iter().position(|arg| !arg.starts_with("--")).or((!self.given.is_empty()).then_some(0))?;
        Some(self.given.remove(at))
    }

    pub fn flag(&mut self, name: &str) -> bool {
        let at = self.given.iter().position(|arg| arg == name);
        at.map(|at| self.given.remove(at)).is_some()
    }

    /// Takes `--name value` or `--name=value`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        let Some(at) = self.given.iter().position(|arg| arg == name || arg.starts_with(&joined)) else {
            return Ok(None);
        };
        let arg = self.given.remove(at);
        if let Some(value) = arg.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        if at == self.given.len() {
            return Err(format!("{name} needs a value").into());
        }
        Ok(Some(self.given.remove(at)))
    }

    pub fn data(&mut self) -> Result<Data> {
        match self.value("--data")?.as_deref() {
            None | Some("demo") => Ok(Data::Demo),
            Some("empty") => Ok(Data::Empty),
            Some("large") => Ok(Data::Large),
            Some(other) => Err(format!("--data is demo, empty or large, not `{other}`").into()),
        }
    }

    pub fn finish(self) -> Result<()> {
        match self.given.first() {
            None => Ok(()),
            Some(arg) => Err(format!("`{arg}` is not an option of this command").into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn takes_values_in_both_spellings_and_flags_in_any_order() -> Result<()> {
        let mut args = args("run --fresh --port=1 --state there");
        assert_eq!(args.command().as_deref(), Some("run"));
        assert_eq!(args.value("--port")?.as_deref(), Some("1"));
        assert_eq!(args.value("--state")?.as_deref(), Some("there"));
        assert!(args.flag("--fresh"));
        args.finish()
    }

    #[test]
    fn refuses_what_nobody_took() {
        assert!(args("--frehs").finish().is_err());
    }

    #[test]
    fn refuses_a_value_that_is_missing() {
        assert!(args("--port").value("--port").is_err());
    }

    #[test]
    fn keeps_the_rest_for_the_runner() {
        let args = args("test api -- --nocapture");
        assert_eq!(args.rest, ["--nocapture"]);
    }
}
