//! The command line (contract, version 1): the only layer that knows the file system.
//!
//! The diagnosis goes to standard output, all else to standard error.

mod arguments;
mod commands;
mod explain;
mod help;
mod nearest;
mod packs;
mod read;
mod special;
mod walk;

use arguments::Command;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a run of the program ended (contract).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Healthy, or there was nothing to decide.
    Healthy = 0,
    /// A cause was found.
    Cause = 1,
    /// The arguments or a pack are wrong.
    Usage = 2,
    /// Nothing could be read.
    NoInput = 3,
    /// The evidence does not decide.
    Undecided = 4,
}

/// What a command has to say, and how it ends.
struct Outcome {
    text: String,
    exit: Exit,
}

/// Why a command says nothing.
#[derive(Debug)]
struct Failure {
    message: String,
    exit: Exit,
}

impl Failure {
    fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit: Exit::Usage }
    }
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let done = arguments::parse(std::env::args_os().skip(1)).and_then(|command| match command {
        Command::Help => Ok(Outcome { text: help::TEXT.to_owned(), exit: Exit::Healthy }),
        Command::Version => Ok(Outcome { text: help::version(), exit: Exit::Healthy }),
        Command::Diagnose(asked) => commands::diagnose(&asked),
        Command::Explain(asked) => explain::explain(&asked),
        Command::Lint(files) => commands::lint(&files),
        Command::Open(asked) => commands::open(&asked),
    });
    let exit = match done {
        Ok(outcome) => written(&outcome),
        Err(failure) => {
            tell(&failure.message);
            failure.exit
        }
    };
    ExitCode::from(exit as u8)
}

/// A reader that has enough, such as `head`, is no error.
fn written(outcome: &Outcome) -> Exit {
    let mut output = io::stdout().lock();
    match output.write_all(outcome.text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            tell(&format!("Writing failed: {error}"));
            Exit::Usage
        }
        _ => outcome.exit,
    }
}

/// A message to standard error. Names of files come from outside, so nothing in it is obeyed.
fn tell(message: &str) {
    // If even this cannot be written, there is nobody to tell.
    let _ = writeln!(io::stderr(), "profiler-doctor: {}", crate::text::visible(message));
}
