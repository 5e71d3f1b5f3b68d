//! What is kept of all sources together.
//!
//! Each source may keep so much that all of them fit: the largest ones give way first. How much that is depends only on
//! what the sources kept when they had been read, so it is the same in whatever order they come, and what is taken away
//! in several steps is what one step would take away.

use super::allowance::{Allowance, FULL, MOST};
use super::{PROGRAM, Scanned, Segment};
use crate::intake::InputPath;
use crate::order::sort_by_key;
use std::collections::BTreeMap;

/// What all sources may keep together, in bytes. The tests of this layer reach it.
pub(super) const ALL: u64 = if cfg!(test) { 256 << 10 } else { 128 << 20 };
/// What every source may keep, however many there are, in bytes: an ordinary log of one process keeps less.
pub(super) const FLOOR: u64 = if cfg!(test) { 6 << 10 } else { 48 << 10 };
/// How many sources are kept; with more, those with the smallest paths.
const SOURCES: usize = 20_000;

const TOO_MUCH: &str = "There is more in what was given than is kept: of this file only some processes, and of those the \
                        last starts, were looked at.";

/// A source keeps less and less, until it is small enough: first only shorter texts.
const STEPS: [Allowance; 4] = [
    Allowance { text: 512, ..FULL },
    Allowance { text: 128, templates: 8, ..FULL },
    Allowance { sightings: 8, text: 128, templates: 2, ..FULL },
    Allowance { sightings: 1, text: 64, templates: 1, ..FULL },
];

/// Sources with the paths under which they were given.
#[derive(Debug, Default)]
pub struct Collection {
    found: Vec<(InputPath, Scanned)>,
    /// How often what a source may keep was halved.
    halved: u32,
    /// What all keep if the larger ones give way to that.
    all: u64,
    /// Sources that were left out, and the smallest of their paths.
    left_out: u64,
    first_left_out: Option<InputPath>,
}

impl Collection {
    /// Takes a source.
    pub fn push(&mut self, path: InputPath, scanned: Scanned) {
        self.all += scanned.weight.min(self.allowed());
        self.found.push((path, scanned));
        let before = self.allowed();
        while self.all > ALL && self.allowed() > FLOOR {
            self.halved += 1;
            self.all = self.found.iter().map(|(_, scanned)| scanned.weight.min(self.allowed())).sum();
        }
        let allowed = self.allowed();
        let from = if allowed < before { 0 } else { self.found.len() - 1 };
        for (_, scanned) in self.found.iter_mut().skip(from) {
            thin(scanned, allowed);
        }
        if self.found.len() >= 2 * SOURCES {
            self.leave_out();
        }
    }

    /// The sources, in the order in which they came unless there were too many.
    #[must_use]
    pub fn into_sources(mut self) -> Vec<(InputPath, Scanned)> {
        self.leave_out();
        if let Some(path) = self.first_left_out {
            let why = format!(
                "More than {SOURCES} files were given: this one and {} more were left out.",
                self.left_out.saturating_sub(1)
            );
            self.found.push((path, Scanned::of_unread(why)));
        }
        self.found
    }

    /// What a source may keep, in bytes.
    fn allowed(&self) -> u64 {
        (MOST >> self.halved).max(FLOOR)
    }

    /// Leaves out what is too many.
    fn leave_out(&mut self) {
        if self.found.len() <= SOURCES {
            return;
        }
        sort_by_key(&mut self.found, |(path, _)| path.clone());
        self.left_out += (self.found.len() - SOURCES) as u64;
        let first = self.found.get(SOURCES).map(|(path, _)| path.clone());
        self.first_left_out = self.first_left_out.take().into_iter().chain(first).min();
        self.found.truncate(SOURCES);
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

/// Takes away as much as has to go.
fn thin(scanned: &mut Scanned, allowed: u64) {
    if scanned.weight <= allowed {
        return;
    }
    for step in &STEPS {
        if scanned.kept() <= allowed {
            return;
        }
        for segment in &mut scanned.segments {
            segment.thinned |= segment.thin(step);
        }
    }
    leave_out_stretches(scanned, allowed);
}

/// Keeps the last stretches of all processes, then those before them, of equal ones those of the smaller ids.
fn leave_out_stretches(scanned: &mut Scanned, allowed: u64) {
    let mut behind: BTreeMap<_, usize> = BTreeMap::new();
    let mut order: Vec<(usize, usize)> = Vec::new();
    for (place, segment) in scanned.segments.iter().enumerate().rev() {
        let later = behind.entry((segment.pid, segment.properties.get(PROGRAM))).or_default();
        order.push((*later, place));
        *later += 1;
    }
    let owner =
        |place: usize| scanned.segments.get(place).map(|it| (it.pid, it.properties.get(PROGRAM), it.first_line));
    sort_by_key(&mut order, |(later, place)| (*later, owner(*place)));
    let (mut sum, mut kept) = (0, vec![false; scanned.segments.len()]);
    for (rank, (_, place)) in order.iter().enumerate() {
        sum += scanned.segments.get(*place).map_or(0, Segment::size);
        if sum > allowed && rank > 0 {
            break;
        }
        if let Some(kept) = kept.get_mut(*place) {
            *kept = true;
        }
    }
    let all = scanned.segments.len();
    let mut kept = kept.into_iter();
    scanned.segments.retain(|_| kept.next().unwrap_or_default());
    if scanned.segments.len() < all {
        scanned.leave_unread(TOO_MUCH);
    }
}
