//! What no rule explains: warnings and errors that no signal knows, and grave signals that prove no finding.

use super::judge::proof;
use super::{Evaluation, Truth};
use crate::case::Run;
use crate::diagnosis::UnknownMessage;
use crate::order::sort_by_key;
use crate::pack::{Condition, LineFormat, Pack, SignalIndex};
use crate::scan::{Scanned, Sighting, Stranger};
use crate::text::LogText;
use std::collections::{BTreeMap, BTreeSet};

/// An unexplained record with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unexplained<'a> {
    pub(super) source: &'a Scanned,
    pub(super) sighting: &'a Sighting,
    pub(super) count: u64,
}

/// All that is unexplained in the logs that have to be understood as a whole, in the order of the sources.
pub(super) fn find<'a>(evaluation: &Evaluation<'a>) -> Vec<Unexplained<'a>> {
    let (pack, run) = (evaluation.pack, evaluation.run);
    let explained = explained(evaluation);
    let mut found = Vec::new();
    for part in &run.parts {
        if !matters(pack, &part.source.artifact) {
            continue;
        }
        let source = part.source;
        let strangers = part.segment.strangers.sample.values();
        found.extend(strangers.map(|Stranger { count, first, .. }| Unexplained {
            source,
            sighting: first,
            count: *count,
        }));
        for (signal, sightings) in &part.segment.sightings {
            let grave = pack.signals.get(usize::from(*signal)).is_some_and(|signal| signal.class.needs_judgement());
            if grave && !explained.contains(signal) {
                let first = sightings.first.first();
                found.extend(first.map(|sighting| Unexplained { source, sighting, count: sightings.count }));
            }
        }
    }
    sort_by_key(&mut found, |unexplained| (unexplained.source.name.as_str(), unexplained.sighting.line));
    found
}

/// The records that no signal knows, grouped over all sources of the run, the most frequent first.
#[must_use]
pub fn unknown_messages(pack: &Pack, run: &Run<'_>) -> Vec<UnknownMessage<LogText>> {
    let mut groups: Vec<UnknownMessage<LogText>> = Vec::new();
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    for part in run.parts.iter().filter(|part| matters(pack, &part.source.artifact)) {
        for (template, stranger) in &part.segment.strangers.sample {
            let last = (LogText::from(part.source.name.as_str()), part.source.line(stranger.last_line));
            if let Some(group) = places.get(template).and_then(|place| groups.get_mut(*place)) {
                group.count += stranger.count;
                (group.last_source, group.last_line) = last;
            } else {
                let (count, first) = (stranger.count, proof(part.source, &stranger.first));
                places.insert(*template, groups.len());
                groups.push(UnknownMessage { count, first, last_source: last.0, last_line: last.1 });
            }
        }
    }
    sort_by_key(&mut groups, |group| std::cmp::Reverse(group.count));
    groups
}

/// A mixed stream may carry the strict logs; what in it is not theirs was left out when it was read.
fn matters(pack: &Pack, artifact: &str) -> bool {
    pack.artifact(artifact).is_none_or(|artifact| artifact.strict || artifact.format == LineFormat::Mixed)
}

/// The grave signals that are explained: they prove a finding, or are excused.
fn explained(evaluation: &Evaluation<'_>) -> BTreeSet<SignalIndex> {
    let pack = evaluation.pack;
    let holds = |condition: &Condition| evaluation.evaluate(condition).truth == Truth::True;
    let mut explained = BTreeSet::new();
    for excuse in pack.excuses.iter().filter(|excuse| holds(&excuse.when)) {
        explained.extend(&excuse.signals);
    }
    for rule in &pack.rules {
        let outcome = rule.when.as_ref().map(|when| evaluation.evaluate(when));
        if let Some(outcome) = outcome.filter(|outcome| outcome.truth == Truth::True) {
            explained.extend(outcome.evidence.iter().map(|mark| mark.signal));
            explained.extend(&rule.shows);
        }
    }
    explained
}
