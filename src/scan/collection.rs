//! What is kept of all sources together.
//!
//! With too much in all of them, every source keeps less, in levels; if that is still too much, logs are left out, those
//! with the greatest paths. Which level it is depends only on what the sources keep at each level, and which logs are left
//! out only on their paths and on what they keep: so both are the same in whatever order sources come, and in whatever
//! groups.

use super::allowance::{Allowance, FULL, MOST};
use super::{PROGRAM, Scanned, Segment};
use crate::intake::InputPath;
use crate::order::sort_by_key;
use std::collections::BTreeMap;

/// With more than that in all sources together, each keeps less; in bytes. The tests of this layer reach all bounds.
const ALL: u64 = if cfg!(test) { 64 << 10 } else { 128 << 20 };
/// With more than that logs are left out, in bytes.
pub(super) const LIMIT: u64 = if cfg!(test) { 96 << 10 } else { 256 << 20 };
/// What every log may keep as long as it is not left out, in bytes: an ordinary log of one process keeps less.
const FLOOR: u64 = if cfg!(test) { 6 << 10 } else { 48 << 10 };
/// Files that are no logs, and files that cannot be read: how many of each are kept.
const FILES: u64 = 20_000;

/// What is said of a source that keeps less than it would alone.
pub const SHORTENED: &str = "There is more in what was given than is kept: of this file shorter lines are kept, fewer of them, \
                             and perhaps only the first and last starts of each process.";

const LOST_PROCESSES: &str = "There is more in what was given than is kept: of this file only some processes, and of those the \
                              last starts, were looked at.";

/// What goes first cannot change a verdict. All sources take the first steps, then only those that keep much.
const STEPS: [Allowance; 4] = [
    Allowance { text: 512, ..FULL },
    Allowance { text: 128, templates: 8, ..FULL },
    Allowance { sightings: 8, text: 128, templates: 2, ..FULL },
    Allowance { sightings: 1, text: 64, templates: 1, ..FULL },
];
/// How many steps all sources take.
const OF_ALL: u32 = 2;

/// Sources with the paths under which they were given.
#[derive(Debug, Default)]
pub struct Collection {
    found: Vec<(InputPath, Scanned)>,
    level: u32,
    /// What the sources keep at that level, in bytes.
    kept: u64,
    /// What was left out of each kind: the smallest path, for all greater ones of the kind go as well, and how many.
    left_out: [Option<(InputPath, u64)>; 3],
}

/// Kinds of sources: of each something else is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Log,
    Unread,
    Other,
}

/// So many sources of a kind that were left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeftOut {
    kind: Kind,
    count: u64,
}

impl Collection {
    /// Takes a source.
    pub fn push(&mut self, path: InputPath, mut scanned: Scanned) {
        if let Some(LeftOut { kind, count }) = scanned.left_out {
            return self.note(kind, path, count);
        }
        let kind = Kind::of(&scanned);
        if self.left_out.get(kind as usize).and_then(Option::as_ref).is_some_and(|(first, _)| path >= *first) {
            return self.note(kind, path, 1);
        }
        // It may have come with others before.
        self.lower(self.level.max(scanned.level));
        lower(&mut scanned, self.level);
        self.kept += scanned.kept();
        self.found.push((path, scanned));
        while self.kept > ALL && allowed(self.level) > FLOOR {
            self.lower(self.level + 1);
        }
        // With some more than the limit, so that this is seldom done.
        if self.kept > LIMIT + LIMIT / 4 || self.found.len() as u64 > 4 * FILES && self.found.len().is_power_of_two() {
            self.leave_out();
        }
    }

    /// The sources, in the order in which they came.
    #[must_use]
    pub fn into_sources(mut self) -> Vec<(InputPath, Scanned)> {
        self.leave_out();
        for (kind, left_out) in [Kind::Log, Kind::Unread, Kind::Other].into_iter().zip(self.left_out) {
            self.found.extend(left_out.map(|(path, count)| (path, LeftOut { kind, count }.source())));
        }
        self.found
    }

    /// Lets all give way so far.
    fn lower(&mut self, level: u32) {
        if level > self.level {
            self.level = level;
            self.found.iter_mut().for_each(|(_, scanned)| lower(scanned, level));
            self.kept = self.found.iter().map(|(_, scanned)| scanned.kept()).sum();
        }
    }

    /// Takes note that so many were left out, of which that path is the smallest.
    fn note(&mut self, kind: Kind, path: InputPath, count: u64) {
        let Some(left_out) = self.left_out.get_mut(kind as usize) else { return };
        *left_out = Some(match left_out.take() {
            Some((first, before)) => (first.min(path), before + count),
            None => (path, count),
        });
    }

    /// Leaves out what is beyond the bounds, in the order of the paths.
    fn leave_out(&mut self) {
        let mut order: Vec<usize> = (0..self.found.len()).collect();
        sort_by_key(&mut order, |index| self.found.get(*index).map(|(path, _)| path.clone()));
        let mut sums = [0; 3];
        let mut stays = vec![true; self.found.len()];
        for index in order {
            let Some((path, scanned)) = self.found.get(index) else { continue };
            let kind = Kind::of(scanned);
            let (Some(sum), Some(stays)) = (sums.get_mut(kind as usize), stays.get_mut(index)) else { continue };
            *sum += if kind == Kind::Log { scanned.kept() } else { 1 };
            if *sum > kind.limit() {
                // Behind the first that goes, all of its kind go.
                (*sum, *stays) = (u64::MAX / 2, false);
                self.note(kind, path.clone(), 1);
            }
        }
        let mut stays = stays.into_iter();
        self.found.retain(|_| stays.next().unwrap_or_default());
        self.kept = self.found.iter().map(|(_, scanned)| scanned.kept()).sum();
    }
}

impl Kind {
    fn of(scanned: &Scanned) -> Self {
        match (scanned.segments.is_empty(), &scanned.unread) {
            (false, _) => Self::Log,
            (true, Some(_)) => Self::Unread,
            (true, None) => Self::Other,
        }
    }

    /// Of logs in bytes, of everything else in files.
    fn limit(self) -> u64 {
        if self == Self::Log { LIMIT } else { FILES }
    }
}

impl LeftOut {
    /// What stands for all of them, under the path of the first.
    fn source(self) -> Scanned {
        let more = self.count.saturating_sub(1);
        let says = match self.kind {
            Kind::Log => {
                format!("There is more in what was given than is kept: this log and {more} more were left out.")
            }
            Kind::Unread => format!("This and {more} more files could not be read."),
            Kind::Other => format!("This and {more} more files are no logs, and are not listed."),
        };
        let (notices, unread) = if self.kind == Kind::Other { (vec![says], None) } else { (Vec::new(), Some(says)) };
        Scanned { notices, unread, left_out: Some(self), ..Scanned::of_unread(String::new()) }
    }
}

impl Extend<(InputPath, Scanned)> for Collection {
    fn extend<T: IntoIterator<Item = (InputPath, Scanned)>>(&mut self, sources: T) {
        for (path, scanned) in sources {
            self.push(path, scanned);
        }
    }
}

impl FromIterator<(InputPath, Scanned)> for Collection {
    fn from_iter<T: IntoIterator<Item = (InputPath, Scanned)>>(sources: T) -> Self {
        let mut collection = Self::default();
        collection.extend(sources);
        collection
    }
}

/// What a source may keep at a level, in bytes: at the first levels lines are shortened whatever it keeps.
fn allowed(level: u32) -> u64 {
    (MOST >> level.saturating_sub(OF_ALL)).max(FLOOR)
}

/// Takes away what has to go at a level, and says so.
fn lower(scanned: &mut Scanned, level: u32) {
    scanned.level = level;
    let before = scanned.kept();
    for (step, allowance) in (0..).zip(&STEPS) {
        let is_due = step < level.min(OF_ALL) || (level > OF_ALL && scanned.kept() > allowed(level));
        if is_due {
            for segment in &mut scanned.segments {
                segment.thinned |= segment.thin(allowance);
            }
        }
    }
    if level > OF_ALL && scanned.kept() > allowed(level) {
        leave_out_stretches(scanned, allowed(level));
    }
    if scanned.kept() < before && !scanned.notices.iter().any(|notice| notice == SHORTENED) {
        scanned.notices.push(SHORTENED.into());
    }
}

/// Keeps the last stretches of all processes, then those before them, of equal ones those of the smaller ids. A process
/// whose last stretch goes is lost; what stood before the last one cannot change a verdict.
fn leave_out_stretches(scanned: &mut Scanned, allowed: u64) {
    let mut behind: BTreeMap<_, usize> = BTreeMap::new();
    let mut order: Vec<(usize, usize)> = Vec::new();
    for (place, segment) in scanned.segments.iter().enumerate().rev() {
        let later = behind.entry((segment.origin(), segment.pid, segment.properties.get(PROGRAM))).or_default();
        order.push((*later, place));
        *later += 1;
    }
    let owner = |place: usize| {
        scanned.segments.get(place).map(|it| (it.origin(), it.pid, it.properties.get(PROGRAM), it.first_line))
    };
    sort_by_key(&mut order, |(later, place)| (*later, owner(*place)));
    let (mut sum, mut kept, mut is_lost) = (0, vec![false; scanned.segments.len()], false);
    for (rank, (later, place)) in order.iter().enumerate() {
        sum += scanned.segments.get(*place).map_or(0, Segment::size);
        if sum > allowed && rank > 0 {
            is_lost |= *later == 0;
            sum = u64::MAX / 2;
        } else if let Some(kept) = kept.get_mut(*place) {
            *kept = true;
        }
    }
    let mut kept = kept.into_iter();
    scanned.segments.retain(|_| kept.next().unwrap_or_default());
    if is_lost {
        scanned.leave_unread(LOST_PROCESSES);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_leaves_no_more_than_the_one_before() {
        assert_eq!((allowed(0), allowed(OF_ALL), allowed(OF_ALL + 1)), (MOST, MOST, MOST / 2));
        assert!((0..40).all(|level| allowed(level + 1) <= allowed(level) && allowed(level) >= FLOOR));
    }
}
