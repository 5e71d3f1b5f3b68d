//! `diagnose`, `open` and `lint`.

use super::arguments::{Diagnose, Format, Open};
use super::nearest::hint;
use super::packs::pack;
use super::{Exit, Failure, Outcome, read, walk};
use crate::diagnosis::Diagnosis;
use crate::engine::{self, Request};
use crate::pack::Pack;
use crate::scan::Moment;
use crate::text::Policy;
use crate::{permalink, report};
use std::path::PathBuf;

pub(super) fn diagnose(asked: &Diagnose) -> Result<Outcome, Failure> {
    let pack = pack(&asked.packs)?;
    check_answers(asked, &pack)?;
    let found = walk::find(&asked.paths);
    let (sources, opened) = read::scan(&pack, &found.inputs);
    if !opened && !found.is_only_a_folder() {
        return Err(Failure {
            message: "Nothing could be read, so there is no diagnosis.".into(),
            exit: Exit::NoInput,
        });
    }
    let request = Request { symptom: asked.symptom, answers: asked.answers.clone() };
    let policy = if asked.redact { Policy::Shared } else { Policy::Local };
    Ok(outcome(&engine::diagnose(&pack, &sources, &request).publish(policy), asked.format))
}

pub(super) fn open(asked: &Open) -> Result<Outcome, Failure> {
    let pack = pack(&asked.packs)?;
    match permalink::decode(&asked.link, &pack) {
        Ok(diagnosis) => Ok(outcome(&diagnosis, asked.format)),
        Err(error) => Err(Failure { message: error.to_string(), exit: Exit::NoInput }),
    }
}

pub(super) fn lint(files: &[PathBuf]) -> Result<Outcome, Failure> {
    let pack = pack(files)?;
    let text = format!(
        "{} {}: {} artifacts, {} signals, {} rules, {} steps, {} questions, no mistake.\n",
        pack.name,
        pack.hash,
        pack.artifacts.len(),
        pack.signals.len(),
        pack.rules.len(),
        pack.steps.len(),
        pack.questions.len()
    );
    Ok(Outcome { text, exit: Exit::Healthy })
}

fn outcome(diagnosis: &Diagnosis<String>, format: Format) -> Outcome {
    let text = match format {
        Format::Text => report::text(diagnosis),
        Format::Json => report::json(diagnosis),
        Format::Markdown => report::markdown(diagnosis),
    };
    let exit = match diagnosis.capture.root_cause.as_deref() {
        Some("healthy") => Exit::Healthy,
        Some(_) => Exit::Cause,
        None => Exit::Undecided,
    };
    Outcome { text, exit }
}

/// An answer that nobody asked for, or that cannot be understood, would change nothing in silence.
fn check_answers(asked: &Diagnose, pack: &Pack) -> Result<(), Failure> {
    for (id, value) in &asked.answers {
        if !pack.questions.iter().any(|question| question.id == *id) {
            let known = || pack.questions.iter().map(|question| question.id.as_str());
            let all = known().collect::<Vec<_>>().join(", ");
            let hint = hint(id, known());
            return Err(Failure::usage(format!("There is no question {id}.{hint} Known are: {all}.")));
        }
        if id == "files-copied-at" && Moment::parse(value).is_none() {
            let example = "for example 2026-01-31T14:05:00";
            return Err(Failure::usage(format!("The answer to {id} is a local time, {example}, not {value}.")));
        }
    }
    Ok(())
}
