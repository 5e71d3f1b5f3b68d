//! What no rule explains: warnings and errors that no signal knows, and grave signals that no rule looks at.

use crate::case::Run;
use crate::order::sort_by_key;
use crate::pack::{Artifact, Condition, LineFormat, Pack, SignalIndex};
use crate::scan::{Sighting, Stranger};
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
        // A mixed stream may carry the strict logs; what in it is not theirs was left out when it was read.
        let matters = |artifact: &Artifact| artifact.strict || artifact.format == LineFormat::Mixed;
        if !pack.artifact(&part.source.artifact).is_none_or(matters) {
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

/// The signals that some rule looks at.
fn judged(pack: &Pack) -> BTreeSet<SignalIndex> {
    let mut judged = BTreeSet::new();
    let rules = pack.rules.iter().filter_map(|rule| rule.when.as_ref());
    for condition in rules.chain(&pack.conditions) {
        collect(condition, &mut judged);
    }
    judged
}

fn collect(condition: &Condition, signals: &mut BTreeSet<SignalIndex>) {
    match condition {
        Condition::All(inner) | Condition::Any(inner) | Condition::None(inner) => {
            for condition in inner {
                collect(condition, signals);
            }
        }
        Condition::Seen(seen) => signals.extend(&seen.signals),
        _ => {}
    }
}
