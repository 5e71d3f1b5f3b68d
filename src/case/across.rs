//! One process whose logs lie in two folders: copied apart, or copied twice, the second time with more in it.

use super::{Part, Run};
use crate::order::sort_by_key;
use crate::scan::{Moment, Sightings};
use std::collections::BTreeMap;

/// The logs of one start begin within this many milliseconds of each other.
const ONE_START: i64 = 1_000;

/// The runs with those of one process in several folders put together.
///
/// It is one process where id, name and start are the same, and each kind of log stands in one folder only, or in one of
/// them as far as the other one goes.
pub(super) fn joined(runs: Vec<Run<'_>>) -> Vec<Run<'_>> {
    let mut apart: BTreeMap<_, Vec<(Moment, Run<'_>)>> = BTreeMap::new();
    let mut others = Vec::new();
    for run in runs {
        match start(&run) {
            Some(start) => apart
                .entry((run.pid, run.origin.as_ref().map(|it| it.inspect().to_owned()), name(&run)))
                .or_default()
                .push((start, run)),
            None => others.push(run),
        }
    }
    for mut runs in apart.into_values() {
        sort_by_key(&mut runs, |(start, run)| (*start, run.folder));
        let mut before: Option<(Moment, Run<'_>)> = None;
        for (start, run) in runs {
            match &mut before {
                Some((began, known)) if start.0 - began.0 <= ONE_START && are_one(known, &run) => add(known, run),
                _ => others.extend(before.replace((start, run)).map(|(_, run)| run)),
            }
        }
        others.extend(before.map(|(_, run)| run));
    }
    others
}

/// The parts without those that were copied before, when less stood there: `x.log` and `x (1).log` are one log.
pub(super) fn without_earlier_copies(mut parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    let mut alike: BTreeMap<_, Vec<Part<'_>>> = BTreeMap::new();
    for part in &parts {
        alike.entry((part.source.artifact.as_str(), part.segment.first)).or_default().push(*part);
    }
    let is_newer = |part: &Part<'_>, other: &Part<'_>| {
        // Of two that say the same the first one stays.
        other.index != part.index && goes_on(part, other) && (other.index < part.index || !goes_on(other, part))
    };
    let is_copy = |part: &Part<'_>| {
        let others = alike.get(&(part.source.artifact.as_str(), part.segment.first));
        others.is_some_and(|others| others.iter().any(|other| is_newer(part, other)))
    };
    parts.retain(|part| !is_copy(part));
    parts
}

/// When its logs begin, where they have a start.
fn start(run: &Run<'_>) -> Option<Moment> {
    run.parts.iter().filter(|part| part.segment.started).filter_map(|part| part.segment.own_first()).min()
}

/// What its files call its process.
fn name(run: &Run<'_>) -> Option<String> {
    let native = run.parts.iter().filter(|part| super::namesakes::is_native(part));
    native.filter_map(|part| part.source.named_process.as_deref()).map(super::hosts::plain).min()
}

fn are_one(one: &Run<'_>, other: &Run<'_>) -> bool {
    let alike =
        |part: &Part<'_>| one.parts.iter().filter(|it| it.source.artifact == part.source.artifact).collect::<Vec<_>>();
    one.folder != other.folder
        && other.parts.iter().all(|part| {
            let alike = alike(part);
            alike.is_empty() || alike.iter().any(|known| goes_on(known, part) || goes_on(part, known))
        })
}

/// Takes in the logs of another folder; of a log that stands in both, the one that goes on longer.
fn add<'a>(run: &mut Run<'a>, other: Run<'a>) {
    for part in other.parts {
        if run.parts.iter().any(|known| goes_on(&part, known)) {
            continue;
        }
        run.parts.retain(|known| !goes_on(known, &part));
        run.parts.push(part);
    }
    sort_by_key(&mut run.parts, |part| (part.segment.first, part.index));
}

/// Whether the longer stretch begins with all that the shorter one has.
fn goes_on(shorter: &Part<'_>, longer: &Part<'_>) -> bool {
    let (one, other) = (shorter.segment, longer.segment);
    let begins = |seen: &Sightings, more: &Sightings| {
        let both = seen.first.iter().zip(&more.first);
        seen.count <= more.count
            && both.clone().all(|(one, other)| one.line == other.line && one.text.inspect() == other.text.inspect())
    };
    let has = |signal, seen: &Sightings| other.sightings.get(signal).is_some_and(|more| begins(seen, more));
    shorter.source.artifact == longer.source.artifact
        && one.first == other.first
        && one.records <= other.records
        && !one.sightings.is_empty()
        && one.sightings.iter().all(|(signal, seen)| has(signal, seen))
}
