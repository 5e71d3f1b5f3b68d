//! Every sentence of the page that depends on a result.

mod number;
mod remedy;
mod trouble;

pub use number::{bytes, count, percent, progress};
pub use remedy::{Piece, pieces};
pub use trouble::trouble;

use crate::diagnosis::{Need, Run, Source, Symptom, UnknownMessage, Verdict};
use crate::report::{Outline, words};
use crate::worker::{Asked, View};

/// What the command line calls a run without a fault.
pub const HEALTHY: &str = "healthy";

/// A symptom as the user would say it.
#[must_use]
pub fn symptom(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::MissingProfiles => "No profiles arrive",
        Symptom::MissingCpuWall => "CPU or wall-time profiles are missing",
        Symptom::Overhead => "The profiler costs too much",
        Symptom::Hang => "The application hangs",
    }
}

/// A verdict as a word.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "In order",
        Verdict::Fail => "Fault",
        Verdict::Warn => "Caution",
        Verdict::Info => "Note",
        Verdict::Unknown => "Open",
        Verdict::NotApplicable => "Does not apply",
    }
}

/// How often an unknown message was seen, and where first and last.
#[must_use]
pub fn unknown_message(message: &UnknownMessage<String>) -> String {
    let first = format!("{}:{}", message.first.source, message.first.line);
    match message.count {
        1 => first,
        many => format!("{many} times: first {first}, last {}:{}", message.last_source, message.last_line),
    }
}

/// A verdict as the contract writes it.
#[must_use]
pub fn id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Warn => "warn",
        Verdict::Info => "info",
        Verdict::Unknown => "unknown",
        Verdict::NotApplicable => "not_applicable",
    }
}

/// The outcome of a run, for colour and mark: a fault, in order, or open.
#[must_use]
pub fn outcome(root_cause: Option<&str>) -> Verdict {
    match root_cause {
        Some(HEALTHY) => Verdict::Pass,
        Some(_) => Verdict::Fail,
        None => Verdict::Unknown,
    }
}

/// The answer for a run, in one sentence.
#[must_use]
pub fn headline(run: &Run<String>) -> String {
    match (run.root_cause.as_deref(), Outline::of(run).cause) {
        (Some(HEALTHY), _) => "Profiling works in this run".to_owned(),
        (Some(_), Some(cause)) => cause.title.clone(),
        (Some(id), None) => id.replace('-', " "),
        (None, _) => "The logs do not decide it yet".to_owned(),
    }
}

/// What stands below the headline.
#[must_use]
pub fn explanation(run: &Run<String>) -> String {
    match run.root_cause.as_deref() {
        Some(HEALTHY) => "The profiler started, and nothing in these logs speaks against profiles being sent. If the \
                          profiles are still missing in Datadog, look at the service, environment and time filters there."
            .to_owned(),
        Some(_) => Outline::of(run).cause.map(|finding| finding.says.clone()).unwrap_or_default(),
        None => "Nothing here proves a fault, and nothing proves that profiles arrive. What is listed below would \
                 settle it."
            .to_owned(),
    }
}

/// Which process a run is, and when it was, as far as known.
#[must_use]
pub fn process(run: &Run<String>) -> Option<String> {
    let who = match (run.app.as_deref(), run.pid) {
        (Some(app), Some(pid)) => Some(format!("{app}, process {pid}")),
        (Some(app), None) => Some(format!("{app}, process not known")),
        (None, Some(pid)) => Some(format!("Process {pid}")),
        (None, None) => None,
    };
    let known: Vec<String> = who.into_iter().chain(period(run)).collect();
    (!known.is_empty()).then(|| known.join(" · "))
}

/// From when to when a run is known, to the second.
#[must_use]
pub fn period(run: &Run<String>) -> Option<String> {
    let first = second(run.first.as_deref()?);
    let Some(last) = run.last.as_deref().map(second).filter(|last| *last != first) else { return Some(first) };
    let (day, from) = first.split_once(' ')?;
    match last.split_once(' ') {
        Some((same, to)) if same == day => Some(format!("{day}, {from} to {to}")),
        _ => Some(format!("{first} to {last}")),
    }
}

/// `2026-01-01T10:11:12.345` as `2026-01-01 10:11:12`.
fn second(moment: &str) -> String {
    moment.split('.').next().unwrap_or(moment).replace('T', " ")
}

/// What was read, in a few words.
#[must_use]
pub fn given(view: &View) -> String {
    let runs = count(view.runs as u64, "run", "runs");
    match view.sources {
        // A link names no files.
        0 => runs,
        sources => format!("{}, {runs}", count(sources as u64, "file", "files")),
    }
}

/// Says that something could not be read, or that there was more than is kept.
#[must_use]
pub fn unread(things: usize) -> String {
    match things {
        0 => "Not everything was looked at".to_owned(),
        1 => "One file or folder could not be read".to_owned(),
        many => format!("{many} files or folders could not be read"),
    }
}

/// A source: what it is, how long.
#[must_use]
pub fn source(source: &Source<String>) -> String {
    let what = words::artifact(&source.artifact);
    format!("{what}, {}, {}", bytes(source.bytes), count(source.lines, "line", "lines"))
}

/// Something to get next: what it is, what to copy, and what to know about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// A sentence.
    pub asks: String,
    /// What can be copied: a path or a setting.
    pub copy: Option<String>,
    /// How to find out.
    pub how: Option<String>,
}

/// How a setting reaches a process.
const SETTING_HOW: &str = "systemd: `Environment=` in the unit; container: its environment in the compose file or the pod; \
     IIS: the environment variables of the pool; batch file: `set` before the application. The same after single step.";

/// A need as a request to the user; `questions` tells how to answer them.
#[must_use]
pub fn need(need: &Need, questions: &[Asked]) -> Request {
    match need {
        Need::Artifact { artifact, path_hint } => Request {
            asks: format!("Add this file: {}.", words::artifact(artifact)),
            copy: (!path_hint.is_empty()).then(|| path_hint.clone()),
            how: None,
        },
        Need::Setting { setting } => Request {
            asks: "Set this for the process, restart it, and take the new logs:".to_owned(),
            copy: Some(setting.clone()),
            how: Some(SETTING_HOW.to_owned()),
        },
        Need::Question { question } => {
            let how = questions.iter().find(|asked| asked.id == *question).map(|asked| asked.how.clone());
            Request { asks: words::question(question).to_owned(), copy: None, how }
        }
    }
}

/// Which profiles a finding concerns.
#[must_use]
pub fn affects(affects: &[String]) -> Option<String> {
    match affects {
        [] => None,
        [all] if all == "all" => Some("all profiles".to_owned()),
        types => Some(format!("{} profiles", types.join(", "))),
    }
}

/// What a screen reader is told when the stage changes.
#[must_use]
pub fn announcement(stage: &super::state::Stage) -> String {
    use super::state::Stage;
    match stage {
        Stage::Idle => String::new(),
        Stage::Working(_) => "Reading the files.".to_owned(),
        Stage::Done(view) => {
            let missing = match view.diagnosis.capture.unread.len() {
                0 => String::new(),
                some => format!(" {}.", unread(some)),
            };
            match view.diagnosis.runs.first() {
                Some(run) => format!("Done.{missing} {}.", headline(run)),
                None => format!("Done.{missing} There is nothing to show."),
            }
        }
        Stage::Error(error) => {
            let (what, next) = trouble(error);
            format!("{what}. {next}")
        }
    }
}
