//! What is known about a run, and from which line.

use super::{Mark, Run};
use crate::pack::{FactName, FactRule, Pack, Release, ReleaseBounds, ReleaseSet, SignalIndex};
use crate::text::LogText;
use std::collections::BTreeMap;

/// What is known about a run.
#[derive(Debug, Default)]
pub struct Facts {
    known: BTreeMap<String, Known>,
    settings: BTreeMap<String, Known>,
    /// The releases that are possible.
    pub release: ReleaseBounds,
    /// The line from which the release is known, or the lines that bound it.
    pub release_how: Option<LogText>,
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
                    if let Some(name) = fill(name, &mark).filter(|name| is_setting(name)) {
                        facts.settings.entry(name).or_insert(known);
                    }
                }
            }
        }
    }
    learn_release(pack, run, &mut facts);
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

fn place(mark: &Mark<'_>) -> LogText {
    LogText::from(format!("line {} of {}", mark.sighting.line, mark.part.source.name).as_str())
}

/// The release: stated by a line, or bounded by the wordings that were seen.
fn learn_release(pack: &Pack, run: &Run<'_>, facts: &mut Facts) {
    let property = run.parts.iter().find_map(|part| {
        let version = part.segment.properties.get("tracer-version")?;
        let how = format!("TracerVersion in {}", part.source.name);
        Some((Release::parse(version.inspect())?, LogText::from(how.as_str())))
    });
    let line = facts.known.get("release").and_then(|known| {
        let release = Release::parse(known.value.as_ref()?.inspect())?;
        Some((release, known.how.clone()))
    });
    if let Some((release, how)) = line.or(property) {
        facts.release = ReleaseBounds { low: Some(release), high: Some(release) };
        facts.known.insert(
            "release".into(),
            Known { value: Some(LogText::from(release.to_string().as_str())), how: how.clone() },
        );
        facts.release_how = Some(how);
        return;
    }
    facts.known.remove("release");
    let mut bounds = ReleaseBounds::default();
    let (mut low, mut high) = (None, None);
    for (mark, set) in wordings(pack, run) {
        let before = bounds;
        bounds.narrow(set);
        if bounds.low != before.low {
            low = Some(mark);
        }
        if bounds.high != before.high {
            high = Some(mark);
        }
    }
    facts.release = bounds;
    let reasons: Vec<String> = [("not older", low), ("not newer", high)]
        .into_iter()
        .filter_map(|(word, mark)| {
            mark.map(|mark| format!("{word}: line {} of {}", mark.sighting.line, mark.part.source.name))
        })
        .collect();
    if !reasons.is_empty() {
        facts.release_how =
            Some(LogText::from(format!("by the wording of messages ({})", reasons.join("; ")).as_str()));
    }
}

fn wordings<'p, 'a>(pack: &'p Pack, run: &Run<'a>) -> Vec<(Mark<'a>, &'p ReleaseSet)> {
    let mut found: Vec<(Mark<'a>, &ReleaseSet)> = Vec::new();
    for (signal, index) in pack.signals.iter().zip(0 as SignalIndex..) {
        for mark in run.marks(index) {
            let wording = signal.wordings.get(usize::from(mark.sighting.wording));
            if let Some(set) = wording.and_then(|wording| wording.releases.as_ref()) {
                found.push((mark, set));
            }
        }
    }
    found
}
