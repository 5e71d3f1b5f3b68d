//! The properties: what the engine may say about a folder, given what is true.

use super::folder::Folder;
use super::truth::HEALTHY;
use crate::common::{PACK, scan};
use profiler_doctor::engine::{self, Request};

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
    let mut says = String::new();
    for run in &diagnosis.runs {
        let cause = run.root_cause.as_deref();
        says += &format!("run of {:?}: {}\n", run.pid, cause.unwrap_or("undecided"));
        for told in folder.lives.iter().filter(|told| Some(told.pid) == run.pid) {
            worse(lie(cause, |cause| told.truth.causes.contains(cause), told.truth.may_be_healthy));
        }
    }
    let cause = diagnosis.capture.root_cause.clone();
    let is_true = |cause: &str| folder.lives.iter().any(|told| told.truth.causes.contains(cause));
    worse(lie(cause.as_deref(), is_true, folder.lives.iter().all(|told| told.truth.may_be_healthy)));
    says += &format!("capture: {}\n", cause.as_deref().unwrap_or("undecided"));
    let could_be_told = folder.lives.iter().any(|told| told.truth.could_be_told);
    Verdict { cause, fault, could_be_told, says }
}

fn lie(cause: Option<&str>, is_true: impl Fn(&str) -> bool, may_be_healthy: bool) -> Option<Fault> {
    match cause {
        Some(HEALTHY) if !may_be_healthy => Some(Fault::FalseAllClear),
        Some(cause) if cause != HEALTHY && !is_true(cause) => Some(Fault::WrongCause),
        _ => None,
    }
}
