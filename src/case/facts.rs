//! What is known about a run, and from which line.

use super::release::{self, Releases};
use super::{Mark, Run};
use crate::pack::{FactName, FactRule, Pack};
use crate::scan::OFFSET;
use crate::text::LogText;
use std::collections::BTreeMap;

/// What is known about a run.
#[derive(Debug, Default)]
pub struct Facts {
    known: BTreeMap<String, Known>,
    settings: BTreeMap<String, Known>,
    /// Whether one kind of line gives a setting two values, as one process never does.
    pub has_two_values: bool,
    /// What is known about its release.
    pub release: Releases,
}

/// One fact.
#[derive(Debug, Clone)]
pub struct Known {
    /// Its value; nothing for a setting that is known not to be set.
    pub value: Option<LogText>,
    /// Where it is known from.
    pub how: LogText,
}

impl Facts {
    /// The value of a fact.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&LogText> {
        self.known.get(name)?.value.as_ref()
    }

    /// A fact with its origin.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<&Known> {
        self.known.get(name)
    }

    /// A setting with its origin.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&Known> {
        self.settings.get(name)
    }

    /// Takes note of what the user answered, where no log says it.
    pub fn hear(&mut self, answers: &BTreeMap<String, String>) {
        let how = || LogText::from("your answer");
        let manner = answers.get("install-method").map(|answer| answer.to_ascii_lowercase());
        if let Some(manner) = manner.filter(|manner| ["manual", "single-step"].contains(&manner.as_str())) {
            let known = Known { value: Some(LogText::from(manner.as_str())), how: how() };
            self.known.entry("install".into()).or_insert(known);
        }
        if let Some(answer) = answers.get("setting-value") {
            let unset = ["", "unset", "not set"].contains(&answer.trim().to_ascii_lowercase().as_str());
            let value = (!unset).then(|| LogText::from(answer.trim()));
            self.settings.entry("DD_PROFILING_ENABLED".into()).or_insert(Known { value, how: how() });
        }
    }

    /// Knows a fact from now on.
    pub(super) fn know(&mut self, name: &str, known: Option<Known>) {
        self.known.remove(name);
        self.known.extend(known.map(|known| (name.to_owned(), known)));
    }

    /// All settings, by name.
    #[must_use]
    pub fn settings(&self) -> &BTreeMap<String, Known> {
        &self.settings
    }
}

/// Learns the facts of a run from its sightings.
pub(super) fn learn(pack: &Pack, run: &Run<'_>) -> Facts {
    let mut facts = Facts::default();
    for rule in &pack.facts {
        let mut said: BTreeMap<(String, usize), Option<LogText>> = BTreeMap::new();
        for mark in run.marks(rule.signal) {
            let value = match apply(rule, &mark) {
                Learnt::Nothing => continue,
                Learnt::Unset => None,
                Learnt::Value(value) => Some(LogText::from(value.as_str())),
            };
            let known = Known { value, how: place(&mark) };
            match &rule.fact {
                FactName::Run(name) => {
                    facts.known.entry(name.clone()).or_insert(known);
                }
                FactName::Setting(name) => {
                    if let Some(name) = fill(name, &mark).filter(|name| is_setting(name) && !is_secret(name)) {
                        let before = said.entry((name.clone(), mark.part.index)).or_insert_with(|| known.value.clone());
                        facts.has_two_values |= *before != known.value;
                        facts.settings.entry(name).or_insert(known);
                    }
                }
            }
        }
    }
    release::learn(pack, run, &mut facts);
    let offset = run.parts.iter().find_map(|part| Some((part, part.segment.properties.get(OFFSET)?)));
    facts.know(
        OFFSET,
        offset.map(|(part, value)| Known { value: Some(value.clone()), how: LogText::from(part.source.name.as_str()) }),
    );
    facts
}

/// What a line says about a fact.
enum Learnt {
    Nothing,
    /// The setting is not set.
    Unset,
    Value(String),
}

fn apply(rule: &FactRule, mark: &Mark<'_>) -> Learnt {
    if let Some((capture, is)) = &rule.when {
        let fitting = captured(mark, capture).is_some_and(|value| is.iter().any(|pattern| fits(pattern, value)));
        if !fitting {
            return Learnt::Nothing;
        }
    }
    match &rule.value {
        None => Learnt::Unset,
        Some(template) => fill(template, mark).map_or(Learnt::Nothing, Learnt::Value),
    }
}

/// What stood at a placeholder.
pub(crate) fn captured<'a>(mark: &Mark<'a>, name: &str) -> Option<&'a str> {
    mark.sighting.captures.iter().find(|(known, _)| known == name).map(|(_, value)| value.inspect())
}

/// Whether a value fits a pattern: `*` at either end stands for anything.
pub(crate) fn fits(pattern: &str, value: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(""), _) => true,
        (Some(rest), Some(_)) => value.contains(rest.trim_end_matches('*')),
        (Some(end), None) => value.ends_with(end),
        (None, Some(start)) => value.starts_with(start),
        (None, None) => value == pattern,
    }
}

/// Fills `{captures}` into a text; nothing where one is missing.
fn fill(template: &str, mark: &Mark<'_>) -> Option<String> {
    let mut text = String::new();
    let mut left = template;
    while let Some((before, rest)) = left.split_once('{') {
        let (name, rest) = rest.split_once('}')?;
        text.push_str(before);
        text.push_str(captured(mark, name)?);
        left = rest;
    }
    text.push_str(left);
    Some(text)
}

fn is_setting(name: &str) -> bool {
    !name.is_empty() && name.len() <= 100 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Settings whose values are nobody's business: they are never kept.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["KEY", "TOKEN", "SECRET", "PASSWORD"].iter().any(|ending| name.ends_with(ending))
}

pub(super) fn place(mark: &Mark<'_>) -> LogText {
    LogText::from(format!("line {} of {}", mark.sighting.line, mark.part.source.name).as_str())
}
