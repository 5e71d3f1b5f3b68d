//! Arguments to commands.

use super::Failure;
use super::nearest::hint;
use crate::diagnosis::Symptom;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

const COMMANDS: [&str; 6] = ["diagnose", "explain", "lint", "open", "scan", "merge"];
const FORMATS: [&str; 3] = ["text", "json", "markdown"];
/// Named by the contract, to come.
const LATER_FORMATS: [&str; 3] = ["html", "sarif", "junit"];

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    Help,
    Version,
    Diagnose(Diagnose),
    Explain(Explain),
    /// The files of one pack.
    Lint(Vec<PathBuf>),
    Open(Open),
}

/// `diagnose`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Diagnose {
    pub paths: Vec<PathBuf>,
    pub format: Format,
    pub symptom: Symptom,
    pub answers: BTreeMap<String, String>,
    pub redact: bool,
    pub packs: Vec<PathBuf>,
}

/// `explain`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Explain {
    pub id: String,
    pub packs: Vec<PathBuf>,
}

/// `open`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub link: String,
    pub format: Format,
    pub packs: Vec<PathBuf>,
}

/// How to write a result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Format {
    #[default]
    Text,
    Json,
    Markdown,
}

pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Failure> {
    let mut arguments = arguments.into_iter();
    let Some(command) = arguments.next() else {
        return Err(Failure::usage("Say what to do, for example: profiler-doctor diagnose LOGS (--help shows all)."));
    };
    let command = command.to_string_lossy().into_owned();
    let given = match command.as_str() {
        "-h" | "--help" | "help" => return Ok(Command::Help),
        "-V" | "--version" => return Ok(Command::Version),
        "diagnose" => Given::read(arguments, &["--format", "--symptom", "--answer", "--redact", "--pack"])?,
        "explain" => Given::read(arguments, &["--pack"])?,
        "open" => Given::read(arguments, &["--format", "--pack"])?,
        "lint" => Given::read(arguments, &[])?,
        "scan" | "merge" => return Err(Failure::usage(format!("{command} is not built yet."))),
        other => return Err(Failure::usage(unknown_command(other))),
    };
    if let Some(asked) = given.asks {
        return Ok(asked);
    }
    match command.as_str() {
        "diagnose" => given.diagnose(),
        "explain" => given.explain(),
        "open" => given.open(),
        _ => given.lint(),
    }
}

fn unknown_command(word: &str) -> String {
    // Paths and links are the likeliest thing to be given without a command.
    let meant = if word.contains("#r=") {
        format!(" To open a link: profiler-doctor open '{word}'.")
    } else if word.contains(['/', '\\', '.']) {
        format!(" To read logs: profiler-doctor diagnose {word}.")
    } else {
        hint(word, COMMANDS)
    };
    format!("There is no command {word}.{meant} See --help.")
}

/// What was given after the command.
#[derive(Default)]
struct Given {
    /// `--help` or `--version`, which go before everything else.
    asks: Option<Command>,
    operands: Vec<OsString>,
    format: Format,
    symptom: Symptom,
    answers: BTreeMap<String, String>,
    redact: bool,
    packs: Vec<PathBuf>,
}

impl Given {
    fn read(mut arguments: impl Iterator<Item = OsString>, known: &[&str]) -> Result<Self, Failure> {
        let mut given = Self::default();
        while let Some(argument) = arguments.next() {
            let text = argument.to_string_lossy().into_owned();
            match text.as_str() {
                "--" => {
                    given.operands.extend(arguments);
                    break;
                }
                "-h" | "--help" => given.asks = Some(Command::Help),
                "-V" | "--version" => given.asks = Some(Command::Version),
                option if option.starts_with('-') && option != "-" => {
                    given.option(option, &mut arguments, known)?;
                }
                _ => given.operands.push(argument),
            }
        }
        Ok(given)
    }

    fn option(
        &mut self,
        option: &str,
        rest: &mut impl Iterator<Item = OsString>,
        known: &[&str],
    ) -> Result<(), Failure> {
        let (name, joined) = match option.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (option, None),
        };
        if !known.contains(&name) {
            let words = known.iter().copied().chain(["--help", "--version"]);
            return Err(Failure::usage(format!("There is no option {name} here.{} See --help.", hint(name, words))));
        }
        if name == "--redact" {
            self.redact = true;
            return if joined.is_none() { Ok(()) } else { Err(Failure::usage("--redact takes no value.")) };
        }
        let value = joined.or_else(|| rest.next());
        let value = value.ok_or_else(|| Failure::usage(format!("{name} needs a value. See --help.")))?;
        let text = value.to_string_lossy().into_owned();
        match name {
            "--format" => self.format = format(&text)?,
            "--symptom" => self.symptom = symptom(&text)?,
            "--answer" => {
                let (id, answer) = answer(&text)?;
                self.answers.insert(id, answer);
            }
            _ => self.packs.push(value.into()),
        }
        Ok(())
    }

    fn diagnose(self) -> Result<Command, Failure> {
        if self.operands.is_empty() {
            return Err(Failure::usage("Say what to read: files, folders, or - for standard input."));
        }
        if self.operands.iter().filter(|path| *path == "-").count() > 1 {
            return Err(Failure::usage("Standard input can be read only once."));
        }
        Ok(Command::Diagnose(Diagnose {
            paths: self.operands.into_iter().map(PathBuf::from).collect(),
            format: self.format,
            symptom: self.symptom,
            answers: self.answers,
            redact: self.redact,
            packs: self.packs,
        }))
    }

    fn explain(self) -> Result<Command, Failure> {
        let id = only(&self.operands, "explain takes one id, for example: explain agent-unreachable.")?;
        Ok(Command::Explain(Explain { id, packs: self.packs }))
    }

    fn open(self) -> Result<Command, Failure> {
        let link = only(&self.operands, "open takes one link, in quotes: open 'https://…#r=1.…'.")?;
        Ok(Command::Open(Open { link, format: self.format, packs: self.packs }))
    }

    fn lint(self) -> Result<Command, Failure> {
        if self.operands.is_empty() {
            return Err(Failure::usage("Say which files make the pack."));
        }
        Ok(Command::Lint(self.operands.into_iter().map(PathBuf::from).collect()))
    }
}

fn only(operands: &[OsString], otherwise: &str) -> Result<String, Failure> {
    match operands {
        [only] => Ok(only.to_string_lossy().into_owned()),
        _ => Err(Failure::usage(otherwise)),
    }
}

fn format(word: &str) -> Result<Format, Failure> {
    match word {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        "markdown" => Ok(Format::Markdown),
        later if LATER_FORMATS.contains(&later) => Err(Failure::usage(format!("The format {later} is not built yet."))),
        other => Err(Failure::usage(unknown("format", other, FORMATS))),
    }
}

fn symptom(word: &str) -> Result<Symptom, Failure> {
    Symptom::from_id(word).ok_or_else(|| Failure::usage(unknown("symptom", word, Symptom::ALL.map(Symptom::id))))
}

fn unknown<const N: usize>(what: &str, word: &str, known: [&str; N]) -> String {
    format!("There is no {what} {word}.{} Known are: {}.", hint(word, known), known.join(", "))
}

fn answer(text: &str) -> Result<(String, String), Failure> {
    match text.split_once('=') {
        Some((id, value)) if !id.is_empty() && !value.is_empty() => Ok((id.to_owned(), value.to_owned())),
        _ => Err(Failure::usage("--answer takes QUESTION=VALUE, for example: --answer agent-running=yes.")),
    }
}

#[cfg(test)]
mod tests;
