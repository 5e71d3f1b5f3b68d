//! What the clock of a run is known for, found once for all questions about time.

use super::jumps::Jumps;
use super::{DISORDER, Part};
use crate::order::sort_by_key;
use crate::scan::{Moment, OFFSET, OFFSET_LATER};
use std::collections::BTreeMap;

/// The clock of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Clock {
    /// Whether it was set so often that no lapse of time is known.
    pub(super) is_lost: bool,
    /// From when to when a log has one and the same zone in every line.
    zone: Option<(Moment, Moment)>,
    /// By how many milliseconds the clock was put forward when the zone changed, where such a log shows that it did.
    pub(super) zone_change: Option<i64>,
    /// By artifact and age of the part: what clocks were set back by in the older parts of that log, and between them.
    lost: BTreeMap<String, BTreeMap<u32, i64>>,
    /// The jumps of all its logs.
    pub(super) jumps: Jumps,
    /// By artifact: the place of the first part of a log in several.
    logs: BTreeMap<String, usize>,
}

impl Clock {
    /// The clock of a run of these stretches.
    pub(super) fn of(parts: &[Part<'_>]) -> Self {
        let mut logs: BTreeMap<&str, Vec<&Part<'_>>> = BTreeMap::new();
        for part in parts {
            logs.entry(&part.source.artifact).or_default().push(part);
        }
        logs.retain(|_, parts| parts.iter().any(|part| age(part) > 0));
        let first = |parts: &[&Part<'_>]| parts.iter().map(|part| part.index).min().unwrap_or_default();
        let firsts: BTreeMap<String, usize> =
            logs.iter().map(|(artifact, parts)| ((*artifact).to_owned(), first(parts))).collect();
        Self {
            is_lost: parts.iter().any(|part| part.segment.clock_is_lost()),
            zone: zone(parts),
            zone_change: parts.iter().find_map(zone_change),
            jumps: Jumps::of(parts, |part| log(&firsts, part)),
            logs: firsts,
            lost: logs.into_iter().map(|(artifact, parts)| (artifact.to_owned(), lost_by_age(parts))).collect(),
        }
    }

    /// What clocks were set back by in the older parts of the same log, and between them.
    pub(super) fn lost_before(&self, part: &Part<'_>) -> i64 {
        self.lost.get(&part.source.artifact).and_then(|ages| ages.get(&age(part))).copied().unwrap_or(0)
    }

    /// Which log of the run a stretch is of: the place of its first source.
    pub(super) fn log(&self, part: &Part<'_>) -> usize {
        log(&self.logs, part)
    }

    /// Whether a log with its zone in every line shows that the zone was the same all the time.
    pub(super) fn has_one_zone(&self, from: Moment, to: Moment) -> bool {
        // Starts of one process are written within a second by several logs.
        self.zone.is_some_and(|(first, last)| first.0 <= from.0 + DISORDER && last.0 >= to.0 - DISORDER)
    }
}

fn log(firsts: &BTreeMap<String, usize>, part: &Part<'_>) -> usize {
    firsts.get(&part.source.artifact).copied().unwrap_or(part.index)
}

fn age(part: &Part<'_>) -> u32 {
    part.source.rotation.unwrap_or(0)
}

fn zone(parts: &[Part<'_>]) -> Option<(Moment, Moment)> {
    let has = |property: &'static str| move |part: &&Part<'_>| part.segment.properties.contains_key(property);
    if parts.iter().any(|part| has(OFFSET_LATER)(&part)) {
        return None;
    }
    let first = parts.iter().filter(has(OFFSET)).filter_map(|part| part.segment.own_first()).min()?;
    let last = parts.iter().filter(has(OFFSET)).filter_map(|part| part.segment.own_last()).max()?;
    Some((first, last))
}

fn zone_change(part: &Part<'_>) -> Option<i64> {
    let offset = |name: &str| part.segment.properties.get(name).and_then(|offset| offset_of(offset.inspect()));
    Some((offset(OFFSET_LATER)? - offset(OFFSET)?).max(0))
}

/// Milliseconds of an offset such as `-05:30`.
pub(super) fn offset_of(offset: &str) -> Option<i64> {
    let (hours, minutes) = offset.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some((hours * 60 + if offset.starts_with('-') { -minutes } else { minutes }) * 60_000)
}

/// From the oldest part to the newest.
fn lost_by_age(mut parts: Vec<&Part<'_>>) -> BTreeMap<u32, i64> {
    sort_by_key(&mut parts, |part| std::cmp::Reverse(age(part)));
    let mut by_age = BTreeMap::new();
    let (mut lost, mut before): (i64, Option<&Part<'_>>) = (0, None);
    for part in parts {
        if let Some(older) = before.filter(|older| age(older) != age(part)) {
            lost += older.segment.jumps().iter().map(|jump| jump.from.0 - jump.to.0).sum::<i64>();
            if let (Some(last), Some(next)) = (older.segment.own_last(), part.segment.own_first())
                && last.0 - next.0 > DISORDER
            {
                lost += last.0 - next.0;
            }
        }
        by_age.insert(age(part), lost);
        before = Some(part);
    }
    by_age
}
