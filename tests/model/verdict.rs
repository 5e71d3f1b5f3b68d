//! The properties: what the engine may say about a folder, given what is true.

use super::folder::Folder;
use super::told::Told;
use super::truth::HEALTHY;
use crate::common::{PACK, scan};
use profiler_doctor::diagnosis::Run;
use profiler_doctor::engine::{self, Request};
use profiler_doctor::scan::Moment;

/// What is wrong with a verdict, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    FalseAllClear,
    WrongCause,
}

/// What the engine said.
pub(crate) struct Verdict {
    pub(crate) cause: Option<String>,
    pub(crate) fault: Option<Fault>,
    pub(crate) could_be_told: bool,
    pub(crate) says: String,
}

pub(crate) fn judge(folder: &Folder) -> Verdict {
    let sources: Vec<_> = folder.files.iter().map(|(name, bytes)| scan(name, bytes)).collect();
    let request = Request { symptom: folder.symptom, ..Request::default() };
    let diagnosis = engine::diagnose(&PACK, &sources, &request);
    let mut fault: Option<Fault> = None;
    let mut worse = |found: Option<Fault>| fault = [fault, found].into_iter().flatten().min();
    let mut says = Vec::new();
    for run in &diagnosis.runs {
        let cause = run.root_cause.as_deref();
        says.push(format!("run of {:?} from {:?}: {}\n", run.pid, run.first, cause.unwrap_or("undecided")));
        // A run may be taken for more than one life only where they share number and time.
        let meant: Vec<&Told> = folder.lives.iter().filter(|told| is_meant(told, run)).collect();
        let is_true = |cause: &str| meant.iter().any(|told| told.truth.causes.contains(cause));
        if !meant.is_empty() {
            worse(lie(cause, is_true, meant.iter().any(|told| told.truth.may_be_healthy)));
        }
    }
    let cause = diagnosis.capture.root_cause.clone();
    // Where nothing is said of what came later, a cause is told of the life that it is named for.
    let named = diagnosis.runs.iter().find(|run| Some(&run.id) == diagnosis.capture.run.as_ref());
    let is_latest_told = |named: &Run<_>| {
        diagnosis.runs.iter().filter(|run| run.first > named.first).all(|later| later.root_cause.is_none())
    };
    let is_true_of = |named: &Run<_>, cause: &str| {
        folder.lives.iter().any(|told| is_meant(told, named) && told.truth.causes.contains(cause))
    };
    let is_true = |cause: &str| {
        folder.truth.causes.contains(cause)
            || named.is_some_and(|named| is_latest_told(named) && is_true_of(named, cause))
    };
    worse(lie(cause.as_deref(), is_true, folder.truth.may_be_healthy));
    says.push(format!("capture: {}\n", cause.as_deref().unwrap_or("undecided")));
    Verdict { cause, fault, could_be_told: folder.truth.could_be_told, says: says.concat() }
}

fn is_meant<T>(told: &Told, run: &Run<T>) -> bool {
    let time = |text: &Option<String>| text.as_deref().and_then(Moment::parse).map(|moment| moment.0);
    let (Some(first), Some(last)) = (time(&run.first), time(&run.last)) else { return false };
    Some(told.pid) == run.pid && first <= told.until + 1000 && last >= told.from
}

fn lie(cause: Option<&str>, is_true: impl Fn(&str) -> bool, may_be_healthy: bool) -> Option<Fault> {
    match cause {
        Some(HEALTHY) if !may_be_healthy => Some(Fault::FalseAllClear),
        Some(cause) if cause != HEALTHY && !is_true(cause) => Some(Fault::WrongCause),
        _ => None,
    }
}
