//! Counts what passed and what failed, over checks of our own and over the runners' own summaries.

use crate::{Result, machine::describe};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Instant,
};

#[derive(Default)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
    failures: Vec<String>,
    left_out: Vec<String>,
}

impl Tally {
    /// Counts one check that is either right or not.
    pub fn check(&mut self, name: &str, check: impl FnOnce() -> Result<()>) {
        let start = Instant::now();
        println!("── {name}");
        match check() {
            Ok(()) => {
                self.passed += 1;
                println!("   ok in {:.1?}", start.elapsed());
            }
            Err(error) => self.fail(name, &error.to_string()),
        }
    }

    pub fn fail(&mut self, name: &str, reason: &str) {
        println!("   FAILED {name}: {reason}");
        self.failed += 1;
        self.failures.push(name.to_owned());
    }

    /// Runs `cargo test`, shows what it says and adds up its closing lines.
    pub fn cargo_test(&mut self, name: &str, command: &mut Command) -> Result<()> {
        println!("── {name}: {}", describe(command));
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let (mut passed, mut failed) = (0, 0);
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).lines() {
                let line = line?;
                println!("{line}");
                if let Some(counts) = closing_line(&line) {
                    passed += counts.0;
                    failed += counts.1;
                }
            }
        }
        let succeeded = child.wait()?.success();
        self.add(name, passed, failed);
        if !succeeded && failed == 0 {
            self.fail(name, "it did not run to its end");
        }
        Ok(())
    }

    pub fn add(&mut self, name: &str, passed: u32, failed: u32) {
        self.passed += passed;
        self.failed += failed;
        if failed > 0 {
            self.failures.push(format!("{name} ({failed})"));
        }
    }

    /// What could not be looked at on this machine, and why: neither passed nor failed, and said once more at the end.
    pub fn leave_out(&mut self, what: String) {
        if !self.left_out.contains(&what) {
            println!("   left out: {what}");
            self.left_out.push(what);
        }
    }

    #[cfg(test)]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The last line has the one form that every reader of logs knows.
    pub fn close(self) -> Result<()> {
        for what in &self.left_out {
            println!("\nLeft out: {what}");
        }
        if !self.failures.is_empty() {
            println!("\nFailed: {}", self.failures.join(", "));
        }
        println!("\n{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { Ok(()) } else { Err("some tests failed".into()) }
    }
}

/// Reads `test result: ok. 12 passed; 0 failed; …`.
fn closing_line(line: &str) -> Option<(u32, u32)> {
    let counts = line.strip_prefix("test result: ")?;
    let number = |word: &str| {
        let before = counts.split(word).next()?;
        before.split_whitespace().next_back()?.parse().ok()
    };
    Some((number(" passed;")?, number(" failed;")?))
}

#[cfg(test)]
mod tests {
    use super::closing_line;

    #[test]
    fn reads_the_closing_line_of_cargo_test() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.00s";
        assert_eq!(closing_line(line), Some((12, 3)));
        assert_eq!(closing_line("running 3 tests"), None);
    }
}
