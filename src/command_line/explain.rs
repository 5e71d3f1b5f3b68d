//! `explain`: what the pack knows of an id.

use super::arguments::Explain;
use super::nearest::hint;
use super::packs::pack;
use super::{Exit, Failure, Outcome};
use crate::pack::{Pack, Question, Remedy, Rule, Signal, StepRule};
use crate::report::words;
use std::fmt::Write as _;

pub(super) fn explain(asked: &Explain) -> Result<Outcome, Failure> {
    let pack = pack(&asked.packs)?;
    let text = if let Some(found) = pack.rule(&asked.id) {
        rule(found, &pack)
    } else if let Some(found) = pack.steps.iter().find(|step| step.id == asked.id) {
        step(found, &pack)
    } else if let Some(found) = pack.questions.iter().find(|question| question.id == asked.id) {
        question(found)
    } else if let Some(found) = pack.signals.iter().find(|signal| signal.id == asked.id) {
        signal(found, &pack)
    } else {
        let rules = pack.rules.iter().map(|rule| rule.id.as_str());
        let steps = pack.steps.iter().map(|step| step.id.as_str());
        let questions = pack.questions.iter().map(|question| question.id.as_str());
        let signals = pack.signals.iter().map(|signal| signal.id.as_str());
        let hint = hint(&asked.id, rules.chain(steps).chain(questions).chain(signals));
        return Err(Failure::usage(format!("Nothing has the id {}.{hint}", asked.id)));
    };
    Ok(Outcome { text, exit: Exit::Healthy })
}

fn rule(rule: &Rule, pack: &Pack) -> String {
    let about = pack.about(rule);
    let mut text = format!("{} ({})\n\nWhy it matters:\n  {}\n", about.title, about.id, about.why);
    let _ = write!(text, "\nVerdict: {}, in the step {}", words::verdict(about.verdict), about.step);
    if !rule.affects.is_empty() {
        let _ = write!(text, "; profiles concerned: {}", rule.affects.join(", "));
    }
    text.push_str(".\n");
    if !rule.explains.is_empty() {
        let _ = writeln!(text, "Brings with it: {}", rule.explains.join(", "));
    }
    if !about.wants.is_empty() {
        text.push_str("\nEvidence:\n");
        for (depth, line) in &about.wants {
            let _ = writeln!(text, "  {:indent$}{line}", "", indent = depth * 2);
        }
    }
    if !about.messages.is_empty() {
        text.push_str("\nMessages (explain ID shows their wordings and releases):\n");
        for (id, means) in &about.messages {
            let _ = writeln!(text, "  {id}: {means}");
        }
    }
    for remedy in &rule.remedies {
        let _ = write!(text, "\nWhat to do{}:\n{}\n", circumstances(remedy), remedy.text.trim_end());
    }
    let _ = writeln!(text, "\nKnown from: {}", about.source);
    text
}

fn signal(signal: &Signal, pack: &Pack) -> String {
    let mut text = format!("{}\n\n{}\n\nWordings:\n", signal.id, signal.means);
    for wording in &signal.wordings {
        let _ = writeln!(text, "  {}", wording.template.to_string().replace('\n', "\n      "));
        let logs = wording.artifacts.iter().filter_map(|index| pack.artifacts.get(*index));
        let logs: Vec<&str> = logs.map(|artifact| artifact.id.as_str()).collect();
        let levels = wording.levels.words();
        let levels = if levels.is_empty() { String::new() } else { format!(", {}", levels.join(", ")) };
        let releases =
            wording.releases.as_ref().map_or("releases not known".to_owned(), |set| format!("releases {set}"));
        let _ = writeln!(text, "      {}{levels}; {releases}", logs.join(", "));
    }
    let rules: Vec<&str> = pack.rules_about(signal).map(|rule| rule.id.as_str()).collect();
    if !rules.is_empty() {
        let _ = writeln!(text, "\nLooked at by: {}", rules.join(", "));
    }
    text
}

fn circumstances(remedy: &Remedy) -> String {
    let parts = [remedy.os.as_deref(), remedy.install.as_deref(), remedy.when.as_ref().map(|_| "in some cases")];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn step(step: &StepRule, pack: &Pack) -> String {
    let mut text = format!("{} ({})\n\n{}\n\nDecided by:\n", step.title, step.id, step.question);
    let position = pack.steps.iter().position(|other| other.id == step.id);
    for rule in pack.rules.iter().filter(|rule| Some(rule.step) == position) {
        let _ = writeln!(text, "  {:<34} {}", rule.id, rule.title);
    }
    if !step.place.is_empty() {
        let _ = writeln!(text, "\nOn the official page: {}.", step.place);
    }
    for quote in &step.quotes {
        let _ = writeln!(text, "  {}\n      {}", quote.text, quote.truth);
    }
    text
}

fn question(question: &Question) -> String {
    let options: Vec<_> = question.options.iter().map(|option| option.value.as_str()).collect();
    let value = match (options.is_empty(), question.time) {
        (false, _) => options.join("|"),
        (true, true) => "YYYY-MM-DDTHH:MM:SS".to_owned(),
        (true, false) => "VALUE".to_owned(),
    };
    format!("{} ({})\n\n{}\n\nAnswer with --answer {}={value}\n", question.asks, question.id, question.how, question.id)
}
