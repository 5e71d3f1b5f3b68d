//! Segments by process.
//!
//! Records are kept apart by process and, within one, cut at every start message; which cuts are real is decided at the
//! end, when all is known. A record without a process belongs to the one before it.

use super::Segment;
use super::naming::Owner;
use super::record::{Record, Seen};
use crate::pack::Pack;
use std::collections::{BTreeMap, VecDeque};

/// How many processes of one source are told apart; with more, those with the smallest ids stay.
pub(super) const PROCESSES: usize = 1024;

/// How many segments of one process are kept from the beginning, and how many from the end.
const KEPT: usize = 512;

/// The segments of one piece of a source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Track {
    /// Records before the first one with a process.
    before: Lane,
    processes: BTreeMap<Owner, Lane>,
    /// The process of the last record that had one.
    current: Option<Owner>,
    /// Whether there were more than [`PROCESSES`].
    crowded: bool,
}

/// The segments of one process, cut at every start message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Lane {
    /// The first ones, up to [`KEPT`].
    first: Vec<Segment>,
    /// The last ones of those that follow, up to [`KEPT`].
    last: VecDeque<Segment>,
    /// How many were left out between the two.
    left_out: u64,
}

/// What there is in a whole source.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The real segments, in the order of their first lines.
    pub(super) segments: Vec<Segment>,
    /// How many starts more there were than are kept.
    pub(super) left_out: u64,
    /// Whether there were more processes than are told apart.
    pub(super) crowded: bool,
}

impl Lane {
    fn add(&mut self, record: &Record<'_>) {
        let starts = matches!(record.seen, Seen::Signal(signal, _) if signal.starts_run);
        if starts || self.first.is_empty() {
            self.push(Segment::at(record.line));
        }
        if let Some(current) = self.current() {
            current.add(record);
        }
    }

    /// The segment that goes on until the next start.
    fn current(&mut self) -> Option<&mut Segment> {
        self.last.back_mut().or(self.first.last_mut())
    }

    fn push(&mut self, segment: Segment) {
        if self.first.len() < KEPT {
            self.first.push(segment);
            return;
        }
        self.last.push_back(segment);
        if self.last.len() > KEPT {
            self.last.pop_front();
            self.left_out += 1;
        }
    }

    /// A segment without a start goes on with the last one before it.
    fn join(&mut self, next: Self, pack: &Pack) {
        for segment in next.first.into_iter().chain(next.last) {
            match self.current() {
                Some(current) if segment.starts.is_empty() => current.join(segment, pack),
                _ => self.push(segment),
            }
        }
        self.left_out += next.left_out;
    }

    fn segments(&mut self) -> impl Iterator<Item = &mut Segment> {
        self.first.iter_mut().chain(&mut self.last)
    }

    /// Its lives: which of the cuts are real.
    fn lives(self, pack: &Pack) -> Vec<Segment> {
        let mut lives: Vec<Segment> = Vec::new();
        for next in self.first.into_iter().chain(self.last) {
            match lives.last_mut() {
                Some(life) if !life.ends_before(&next, pack) => life.join(next, pack),
                _ => lives.push(next),
            }
        }
        for life in &mut lives {
            life.started = !life.starts.is_empty();
        }
        lives
    }
}

impl Track {
    /// Adds the record that follows.
    pub(super) fn add(&mut self, record: &Record<'_>) {
        let named = &record.named;
        if named.lasts && named.owner.is_some() && self.current != named.owner {
            self.current.clone_from(&named.owner);
        }
        self.lane(named.owner.as_ref()).add(record);
        self.bound();
    }

    /// This and the one that follows.
    pub(super) fn join(&mut self, next: Self, pack: &Pack) {
        self.lane(None).join(next.before, pack);
        for (owner, lane) in next.processes {
            self.lane(Some(&owner)).join(lane, pack);
        }
        self.current = next.current.or(self.current.take());
        self.crowded |= next.crowded;
        self.bound();
    }

    /// That of a process; without one, of the last that had one.
    fn lane(&mut self, owner: Option<&Owner>) -> &mut Lane {
        let Some(owner) = owner.or(self.current.as_ref()) else { return &mut self.before };
        // Most records are of a process that is known.
        if !self.processes.contains_key(owner) {
            self.processes.insert(owner.clone(), Lane::default());
        }
        self.processes.entry(owner.clone()).or_default()
    }

    fn bound(&mut self) {
        while self.processes.len() > PROCESSES {
            self.processes.pop_last();
            self.crowded = true;
        }
    }

    pub(super) fn shift(&mut self, lines: u64) {
        for segment in self.processes.values_mut().chain([&mut self.before]).flat_map(Lane::segments) {
            segment.shift(lines);
        }
    }

    pub(super) fn finish(self, pack: &Pack) -> Found {
        let mut found = Found { crowded: self.crowded, ..Found::default() };
        for lane in self.processes.into_values().chain([self.before]) {
            found.left_out += lane.left_out;
            found.segments.extend(lane.lives(pack));
        }
        crate::order::sort_by_key(&mut found.segments, |segment| segment.first_line);
        found
    }
}
