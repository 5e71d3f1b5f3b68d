//! One process whose logs lie in two folders: copied apart, or copied twice, the second time with more in it.

use super::{Part, Run};
use crate::order::sort_by_key;
use crate::scan::{Moment, Sightings};
use std::collections::BTreeMap;

/// The logs of one start begin within this many milliseconds of each other.
const ONE_START: i64 = 1_000;

/// How many runs of one start are compared with each other.
const COMPARED: usize = 32;

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
    for runs in apart.into_values() {
        others.extend(together(runs));
    }
    others
}

/// Of runs with one process id and name those of one start together. What fits several that do not fit each other stays
/// alone.
fn together(mut runs: Vec<(Moment, Run<'_>)>) -> Vec<Run<'_>> {
    sort_by_key(&mut runs, |(start, run)| (*start, run.folder));
    let are_near = |one: &(Moment, Run<'_>), other: &(Moment, Run<'_>)| (one.0.0 - other.0.0).abs() <= ONE_START;
    let mut all = Vec::new();
    while let Some(first) = runs.first() {
        let count = runs.iter().take_while(|run| are_near(first, run)).count();
        let near: Vec<Run<'_>> = runs.drain(..count).map(|(_, run)| run).collect();
        if near.len() > COMPARED || has_rivals(&near) {
            all.extend(near);
            continue;
        }
        let mut near = near.into_iter();
        let mut joined: Vec<Run<'_>> = near.next().into_iter().collect();
        for run in near {
            match joined.iter_mut().find(|known| are_one(known, &run)) {
                Some(known) => add(known, run),
                None => joined.push(run),
            }
        }
        all.extend(joined);
    }
    all
}

/// Whether one of them fits two that do not fit each other.
fn has_rivals(runs: &[Run<'_>]) -> bool {
    let fits = |one: &Run<'_>, other: &Run<'_>| are_one(one, other) && are_one(other, one);
    runs.iter().any(|run| {
        let fitting: Vec<&Run<'_>> = runs.iter().filter(|other| fits(run, other)).collect();
        fitting.iter().any(|one| fitting.iter().any(|other| one.folder != other.folder && !fits(one, other)))
    })
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
