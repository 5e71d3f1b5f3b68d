//! What no rule explains: warnings and errors that no signal knows, and grave signals that no rule looks at.

use super::judge::proof;
use crate::case::Run;
use crate::diagnosis::UnknownMessage;
use crate::order::sort_by_key;
use crate::pack::{Condition, LineFormat, Pack, SignalIndex};
use crate::scan::{Sighting, Stranger};
use crate::text::LogText;
use std::collections::BTreeSet;

/// An unexplained record with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unexplained<'a> {
    pub(super) source: &'a str,
    pub(super) sighting: &'a Sighting,
    pub(super) count: u64,
}

/// All that is unexplained in the logs that have to be understood as a whole, in the order of the sources.
pub(super) fn find<'a>(pack: &Pack, run: &Run<'a>) -> Vec<Unexplained<'a>> {
    let judged = judged(pack);
    let mut found = Vec::new();
    for part in &run.parts {
        if !matters(pack, &part.source.artifact) {
            continue;
        }
        let source = part.source.name.as_str();
        let strangers = part.segment.strangers.sample.values();
        found.extend(strangers.map(|Stranger { count, first, .. }| Unexplained {
            source,
            sighting: first,
            count: *count,
        }));
        for (signal, sightings) in &part.segment.sightings {
            let grave = pack.signals.get(usize::from(*signal)).is_some_and(|signal| signal.class.needs_judgement());
            if grave && !judged.contains(signal) {
                let first = sightings.first.first();
                found.extend(first.map(|sighting| Unexplained { source, sighting, count: sightings.count }));
            }
        }
    }
    sort_by_key(&mut found, |unexplained| (unexplained.source, unexplained.sighting.line));
    found
}

/// The records that no signal knows, grouped over all sources of the run, the most frequent first.
#[must_use]
pub fn unknown_messages(pack: &Pack, run: &Run<'_>) -> Vec<UnknownMessage<LogText>> {
    let mut groups: Vec<(u64, UnknownMessage<LogText>)> = Vec::new();
    for part in run.parts.iter().filter(|part| matters(pack, &part.source.artifact)) {
        let name = part.source.name.as_str();
        for (template, stranger) in &part.segment.strangers.sample {
            let last = (LogText::from(name), stranger.last_line);
            if let Some((_, group)) = groups.iter_mut().find(|(known, _)| known == template) {
                group.count += stranger.count;
                (group.last_source, group.last_line) = last;
            } else {
                let (count, first) = (stranger.count, proof(name, &stranger.first));
                let group = UnknownMessage { count, first, last_source: last.0, last_line: last.1 };
                groups.push((*template, group));
            }
        }
    }
    let mut groups: Vec<_> = groups.into_iter().map(|(_, group)| group).collect();
    sort_by_key(&mut groups, |group| std::cmp::Reverse(group.count));
    groups
}

/// A mixed stream may carry the strict logs; what in it is not theirs was left out when it was read.
fn matters(pack: &Pack, artifact: &str) -> bool {
    pack.artifact(artifact).is_none_or(|artifact| artifact.strict || artifact.format == LineFormat::Mixed)
}

/// The signals that some rule looks at.
fn judged(pack: &Pack) -> BTreeSet<SignalIndex> {
    let mut judged = BTreeSet::new();
    let rules = pack.rules.iter().filter_map(|rule| rule.when.as_ref());
    for condition in rules.chain(&pack.conditions) {
        condition.visit(&mut |condition| {
            if let Condition::Seen(seen) = condition {
                judged.extend(&seen.signals);
            }
        });
    }
    judged
}
