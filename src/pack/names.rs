//! Names of everything in a pack, so that its files may refer to each other in any order.

use super::compile::File;
use super::document::OneOrMany;
use super::spanned::Spanned;
use super::{PackError, SignalIndex, Template};
use std::collections::HashMap;
use std::ops::Range;

/// Names of everything that can be referred to.
#[derive(Default)]
pub(super) struct Names {
    pub(super) artifacts: HashMap<String, usize>,
    pub(super) signals: HashMap<String, SignalIndex>,
    captures: HashMap<SignalIndex, Vec<String>>,
    pub(super) conditions: HashMap<String, usize>,
    pub(super) rules: Vec<String>,
    pub(super) steps: HashMap<String, usize>,
    pub(super) questions: HashMap<String, usize>,
}

/// A place in a file of the pack.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Place<'_> {
    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>) -> PackError {
        let before = self.text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        PackError { file: self.file.to_owned(), line, column, message: message.into() }
    }
}

/// First pass: the names, so that files may refer to each other in any order.
pub(super) fn gather(files: &[File<'_>]) -> Result<Names, PackError> {
    let mut names = Names::default();
    for file in files {
        let place = Place { file: file.name, text: file.text };
        let document = &file.document;
        for artifact in &document.artifact {
            add(&mut names.artifacts, &artifact.id, &place)?;
        }
        for signal in &document.signal {
            let next = SignalIndex::try_from(names.signals.len())
                .map_err(|_| place.error(signal.id.span(), "too many signals"))?;
            // A signal may be written in several places; its wordings add up.
            let index = *names.signals.entry(signal.id.as_ref().clone()).or_insert(next);
            let templates = signal.wording.iter().filter_map(|wording| Template::parse(wording.text.as_ref()).ok());
            let captures = templates.flat_map(|template| template.names().map(str::to_owned).collect::<Vec<_>>());
            names.captures.entry(index).or_default().extend(captures);
        }
        for condition in &document.condition {
            add(&mut names.conditions, &condition.id, &place)?;
        }
        for rule in &document.rule {
            if names.rules.contains(rule.id.as_ref()) {
                return Err(place.error(rule.id.span(), "this id exists already"));
            }
            names.rules.push(rule.id.as_ref().clone());
        }
        for step in &document.step {
            add(&mut names.steps, &step.id, &place)?;
        }
        for question in &document.question {
            add(&mut names.questions, &question.id, &place)?;
        }
    }
    Ok(names)
}

fn add(names: &mut HashMap<String, usize>, id: &Spanned<String>, place: &Place<'_>) -> Result<(), PackError> {
    let next = names.len();
    match names.insert(id.as_ref().clone(), next) {
        None => Ok(()),
        Some(_) => Err(place.error(id.span(), "this id exists already")),
    }
}

pub(super) fn find<T: Copy>(
    names: &HashMap<String, T>,
    id: &Spanned<String>,
    kind: &str,
    place: &Place<'_>,
) -> Result<T, PackError> {
    names
        .get(id.as_ref())
        .copied()
        .ok_or_else(|| place.error(id.span(), format!("there is no {kind} `{}`", id.as_ref())))
}

impl Names {
    pub(super) fn has_capture(&self, signal: SignalIndex, capture: &str) -> Result<(), String> {
        let known = self.captures.get(&signal).is_some_and(|captures| captures.iter().any(|known| known == capture));
        if known { Ok(()) } else { Err(format!("this signal has no placeholder `{capture}`")) }
    }

    pub(super) fn signals(&self, written: OneOrMany) -> Result<Vec<SignalIndex>, String> {
        let find = |id: String| self.signals.get(&id).copied().ok_or(format!("there is no signal `{id}`"));
        written.list().into_iter().map(find).collect()
    }
}
