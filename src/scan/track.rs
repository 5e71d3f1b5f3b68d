//! Segments by process.
//!
//! Records are kept apart by writer and process and, within one, cut at every start message; which cuts are real is decided
//! at the end, when all is known. A record without a process belongs to the one before it of the same writer.

use super::Segment;
use super::allowance::{Allowance, FULL, MOST, PROCESSES, SPARE, WRITERS, Weight};
use super::naming::Owner;
use super::record::{Record, Seen};
use crate::pack::Pack;
use std::collections::{BTreeMap, VecDeque};

/// The segments of one piece of a source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Track {
    writers: BTreeMap<String, Writer>,
    processes: BTreeMap<Process, Lane>,
    /// The smallest process that was left out, and with it all larger ones.
    left_out: Option<Process>,
    /// What would be kept of the processes.
    weight: Weight,
    /// Whether that was too much, so that the processes are kept sparingly.
    is_spare: bool,
}

/// A process, with who carried its lines: two containers each have a process 1. Without an owner: before all of its writer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Process {
    origin: String,
    owner: Option<Owner>,
}

/// What one writer has besides its processes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Writer {
    /// Records before the first one with a process.
    before: Lane,
    /// The process of the last record that had one.
    current: Option<Owner>,
}

/// The segments of one process, cut at every start message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Lane {
    /// The first ones, as many as are allowed.
    first: Vec<Segment>,
    /// The last ones of those that follow, as many as are allowed.
    last: VecDeque<Segment>,
    /// How many were left out between the two.
    left_out: u64,
    /// What would be kept of all its segments, also of those that were left out.
    all: Weight,
    /// What would be kept of the heaviest one.
    heaviest: Weight,
    /// Whether that was too much of a lane that is bounded by itself.
    is_spare: bool,
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
    /// Whether less is kept than usual.
    pub(super) is_spare: bool,
}

impl Lane {
    fn add(&mut self, record: &Record<'_>, allowance: &Allowance) {
        let starts = matches!(record.seen, Seen::Signal(signal, _) if signal.starts_run);
        let opens = self.current().is_some_and(|current| current.is_opened_by(record));
        if starts || opens || self.first.is_empty() {
            self.push(Segment::at(record.line), allowance);
        }
        if let Some(current) = self.current() {
            let before = current.weight;
            current.add(record, allowance);
            let now = current.weight;
            self.grow(before, now);
        }
    }

    /// Takes note that a segment weighs more than before.
    fn grow(&mut self, before: Weight, now: Weight) {
        self.all = self.all.minus(before).plus(now);
        self.heaviest = self.heaviest.max(now);
    }

    /// What would be kept of it.
    fn weight(&self) -> Weight {
        let kept = |all: u64, heaviest: u64, allowance: &Allowance| {
            all.min(heaviest.saturating_mul(2 * allowance.stretches as u64))
        };
        Weight {
            full: kept(self.all.full, self.heaviest.full, &FULL),
            spare: kept(self.all.spare, self.heaviest.spare, &SPARE),
        }
    }

    /// The segment that goes on until the next start.
    fn current(&mut self) -> Option<&mut Segment> {
        self.last.back_mut().or(self.first.last_mut())
    }

    fn push(&mut self, segment: Segment, allowance: &Allowance) {
        self.grow(Weight::default(), segment.weight);
        if self.first.len() < allowance.stretches {
            self.first.push(segment);
            return;
        }
        self.last.push_back(segment);
        self.bound(allowance);
    }

    fn bound(&mut self, allowance: &Allowance) {
        while self.last.len() > allowance.stretches {
            self.last.pop_front();
            self.left_out += 1;
        }
    }

    /// A segment without a start goes on with the last one before it.
    fn join(&mut self, next: Self, pack: &Pack, allowance: &Allowance) {
        // All that is kept is counted again; what was left out is not.
        let kept = next.first.iter().chain(&next.last).fold(Weight::default(), |sum, it| sum.plus(it.weight));
        self.all = self.all.plus(next.all.minus(kept));
        self.heaviest = self.heaviest.max(next.heaviest);
        for segment in next.first.into_iter().chain(next.last) {
            match self.current() {
                Some(current) if segment.starts.is_empty() && !current.may_end_before(&segment) => {
                    let before = current.weight;
                    current.join(segment, pack, allowance);
                    let now = current.weight;
                    self.grow(before, now);
                }
                _ => self.push(segment, allowance),
            }
        }
        self.left_out += next.left_out;
        self.is_spare |= next.is_spare;
    }

    /// Keeps less if what it would keep alone is too much.
    fn bound_alone(&mut self) {
        if !self.is_spare && self.weight().full > MOST {
            self.is_spare = true;
            self.thin(&SPARE);
        }
    }

    /// Keeps no more than that.
    fn thin(&mut self, allowance: &Allowance) {
        if self.first.len() > allowance.stretches {
            let rest = self.first.split_off(allowance.stretches);
            let behind = std::mem::replace(&mut self.last, rest.into());
            self.last.extend(behind);
        }
        self.bound(allowance);
        for segment in self.segments() {
            segment.thin(allowance);
        }
    }

    fn segments(&mut self) -> impl Iterator<Item = &mut Segment> {
        self.first.iter_mut().chain(&mut self.last)
    }

    /// Its lives: which of the cuts are real.
    fn lives(self, pack: &Pack, allowance: &Allowance, is_stream: bool) -> Vec<Segment> {
        let mut lives: Vec<Segment> = Vec::new();
        let mut stretches = self.first.into_iter().chain(self.last).peekable();
        while let Some(next) = stretches.next() {
            // At the end of a log the start may come in its next part.
            let opens = stretches.peek().map_or(next.is_brief(), |start| next.opens_with(start));
            let last = lives.len().checked_sub(1);
            let life = if is_stream { started_with(&lives, &next, pack) } else { last };
            let life = life.and_then(|place| lives.get_mut(place));
            match life {
                Some(life) if !(life.ends_before(&next, pack, is_stream) || opens && life.may_end_before(&next)) => {
                    life.join(next, pack, allowance);
                }
                _ => lives.push(next),
            }
        }
        for life in &mut lives {
            life.started = !life.starts.is_empty();
            life.settle(pack, is_stream);
        }
        lives
    }
}

/// The life that a stretch of a stream belongs to: where logs of several lives were put one behind the other, the one
/// that began closest to it.
fn started_with(lives: &[Segment], next: &Segment, pack: &Pack) -> Option<usize> {
    let last = lives.len().checked_sub(1)?;
    if next.starts.is_empty() {
        return Some(last);
    }
    let apart = |life: &Segment| life.first.zip(next.first).map_or(0, |(began, begins)| (began.0 - begins.0).abs());
    let fits = |life: &Segment| !life.began_after(next) && !life.ends_before(next, pack, true);
    let fitting = lives.iter().enumerate().rev().filter(|(_, life)| fits(life));
    fitting.min_by_key(|(_, life)| apart(life)).map(|(place, _)| place)
}

impl Track {
    /// Adds the record that follows.
    pub(super) fn add(&mut self, record: &Record<'_>) {
        let named = &record.named;
        if self.is_left_out(record.origin) {
            return;
        }
        let writer = self.writer(record.origin);
        if named.lasts && named.owner.is_some() && writer.current != named.owner {
            writer.current.clone_from(&named.owner);
        }
        self.change(record.origin, named.owner.as_ref(), |lane, allowance| lane.add(record, allowance));
        self.bound();
    }

    /// This and the one that follows.
    pub(super) fn join(&mut self, mut next: Self, pack: &Pack) {
        // What has no process there is here that of the last one.
        let is_spare = |(origin, writer): (&String, &Writer)| {
            writer.before.is_spare && self.writers.get(origin).is_some_and(|mine| mine.current.is_some())
        };
        if self.is_spare || next.is_spare || next.writers.iter().any(is_spare) {
            self.spare();
            next.spare();
        }
        self.left_out = match (self.left_out.take(), next.left_out) {
            (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
        let mut current = Vec::new();
        for (origin, writer) in next.writers {
            self.writer(&origin);
            self.change(&origin, None, |lane, allowance| lane.join(writer.before, pack, allowance));
            current.push((origin, writer.current));
        }
        for (process, lane) in next.processes {
            let owner = process.owner.as_ref();
            self.change(&process.origin, owner, |known, allowance| known.join(lane, pack, allowance));
        }
        for (origin, theirs) in current {
            let mine = self.writer(&origin);
            mine.current = theirs.or(mine.current.take());
        }
        self.bound();
    }

    /// Leaves out a writer, and all with larger names.
    pub(super) fn leave_out(&mut self, origin: &str) {
        let first = Process { origin: origin.to_owned(), owner: None };
        if self.left_out.as_ref().is_none_or(|left_out| first < *left_out) {
            self.left_out = Some(first);
        }
        self.bound();
    }

    fn is_left_out(&self, origin: &str) -> bool {
        self.left_out.as_ref().is_some_and(|left_out| {
            left_out.origin.as_str() < origin || (left_out.origin == origin && left_out.owner.is_none())
        })
    }

    fn writer(&mut self, origin: &str) -> &mut Writer {
        self.writers.entry(origin.to_owned()).or_default()
    }

    /// Changes the lane of a process; without one, of the last of its writer that had one. What was left out stays so.
    fn change(&mut self, origin: &str, owner: Option<&Owner>, change: impl FnOnce(&mut Lane, &Allowance)) {
        let Some(writer) = self.writers.get_mut(origin) else { return };
        let Some(owner) = owner.or(writer.current.as_ref()) else {
            // It is bounded by itself: in the piece before, it belongs to a process that this one does not know.
            let allowance = if writer.before.is_spare { &SPARE } else { &FULL };
            change(&mut writer.before, allowance);
            writer.before.bound_alone();
            return;
        };
        let process = Process { origin: origin.to_owned(), owner: Some(owner.clone()) };
        if self.left_out.as_ref().is_some_and(|left_out| process >= *left_out) {
            return;
        }
        let lane = self.processes.entry(process).or_default();
        let before = lane.weight();
        change(lane, if self.is_spare { &SPARE } else { &FULL });
        self.weight = self.weight.minus(before).plus(lane.weight());
    }

    /// Leaves out what is too much.
    fn bound(&mut self) {
        while self.writers.len() > WRITERS {
            self.spare();
            let Some((origin, _)) = self.writers.pop_last() else { break };
            let first = Process { origin, owner: None };
            self.left_out = Some(self.left_out.take().map_or(first.clone(), |left_out| left_out.min(first)));
        }
        let is_crowded = |track: &Self| track.processes.len() > PROCESSES;
        if !self.is_spare && (self.weight.full > MOST || is_crowded(self)) {
            self.spare();
        }
        while is_crowded(self) || self.has_left_out() || (self.is_too_heavy() && self.processes.len() > 1) {
            let Some((process, lane)) = self.processes.pop_last() else { break };
            self.weight = self.weight.minus(lane.weight());
            if self.left_out.as_ref().is_none_or(|left_out| process < *left_out) {
                self.left_out = Some(process);
            }
        }
        while self.writers.last_key_value().is_some_and(|(origin, _)| self.is_left_out(origin)) {
            self.writers.pop_last();
        }
    }

    fn is_too_heavy(&self) -> bool {
        self.is_spare && self.weight.spare > MOST
    }

    /// Whether it has a process that is left out by now.
    fn has_left_out(&self) -> bool {
        let last = self.processes.last_key_value().map(|(process, _)| process);
        last.zip(self.left_out.as_ref()).is_some_and(|(last, left_out)| last >= left_out)
    }

    /// Keeps the processes sparingly from now on.
    fn spare(&mut self) {
        if !self.is_spare {
            self.is_spare = true;
            self.processes.values_mut().for_each(|lane| lane.thin(&SPARE));
        }
    }

    pub(super) fn shift(&mut self, lines: u64) {
        let before = self.writers.values_mut().map(|writer| &mut writer.before);
        for segment in self.processes.values_mut().chain(before).flat_map(Lane::segments) {
            segment.shift(lines);
        }
    }

    pub(super) fn finish(self, pack: &Pack, is_stream: bool) -> Found {
        let mut found = Found { crowded: self.left_out.is_some(), ..Found::default() };
        let before = self.writers.into_values().map(|writer| writer.before);
        for lane in self.processes.into_values().chain(before) {
            let allowance = if self.is_spare || lane.is_spare { &SPARE } else { &FULL };
            found.is_spare |= self.is_spare || lane.is_spare;
            found.left_out += lane.left_out;
            found.segments.extend(lane.lives(pack, allowance, is_stream));
        }
        crate::order::sort_by_key(&mut found.segments, |segment| segment.first_line);
        found
    }
}
