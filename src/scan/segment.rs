//! Stretches of a source that belong to one life of one process.

use super::Strangers;
use super::allowance::{self, Allowance, Weight};
use super::naming::Owner;
use super::record::{Record, Seen};
use super::sightings::{Sighting, Sightings};
use crate::line::Moment;
use crate::pack::{Level, Pack, SignalIndex};
use crate::text::LogText;
use std::collections::{BTreeMap, BTreeSet};

/// Start messages within this many milliseconds of each other belong to one start.
const ONE_START: i64 = 2_000;

/// Threads write at the same time, so records may stand a little out of order; in milliseconds.
const DISORDER: i64 = 2_000;

/// A process that is silent for so long was not running, or its clock was not set; in milliseconds.
const LONGEST_SILENCE: i64 = 7 * 24 * 3_600_000;

/// How many jumps of a clock are kept; one that jumps more often tells nothing.
const JUMPS: usize = 32;

/// Longest value of a property that is kept, in bytes.
const PROPERTY: usize = 256;

/// Property: what the writer's clock is ahead of universal time.
pub const OFFSET: &str = "utc-offset";
/// Property: the first other value of it.
pub const OFFSET_LATER: &str = "utc-offset-later";
/// Property: the program, container or service that the text names.
pub const PROGRAM: &str = "program";
/// Property: the name of the application domain.
pub const APP_DOMAIN: &str = "app-domain";
/// Property: its number in its process; the first one is 1.
pub const DOMAIN_NUMBER: &str = "domain-number";
/// Property: who wrote the lines, as their carrier tells: pod and container, host and unit, service.
pub const ORIGIN: &str = "origin";

/// A stretch of a source: cut where a process starts or another process id appears.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is noted by itself, and any of them may go together")]
pub struct Segment {
    /// The process, where its lines name one; see [`PROGRAM`] for one that only has a name.
    pub pid: Option<u32>,
    /// Whether it begins with a start, so that its head is known to be there.
    pub started: bool,
    /// Its first line, from 1.
    pub first_line: u64,
    /// Time of its first and of its last record that have one.
    pub first: Option<Moment>,
    /// See `first`.
    pub last: Option<Moment>,
    /// Line of the first record that has a time.
    pub(super) first_timed: Option<u64>,
    /// Time of its first and of its last record that names its process.
    own: Option<(Moment, Moment)>,
    /// Where its clock was set, in the order of lines, and how often it was.
    jumps: Vec<Jump>,
    jumped: u64,
    /// Whether its last line has no end.
    pub(super) is_cut: bool,
    /// Its records.
    pub records: u64,
    /// The signals seen.
    pub sightings: BTreeMap<SignalIndex, Sightings>,
    /// Warnings and errors that no signal knows.
    pub strangers: Strangers,
    /// First value of each property that the line format itself carries.
    pub properties: BTreeMap<String, LogText>,
    /// Whether fewer sightings of its signals were kept than their signals ask for: the source would have kept too much.
    pub thinned: bool,
    /// Whether its first record is one that a process prints while it starts: it may come before the start message.
    opens: bool,
    /// The start messages seen.
    pub(super) starts: BTreeSet<SignalIndex>,
    /// What would be kept of it.
    pub(super) weight: Weight,
}

impl Segment {
    /// A segment that begins at that line.
    pub(super) fn at(first_line: u64) -> Self {
        Self { first_line, weight: Weight::same(allowance::SEGMENT), ..Self::default() }
    }

    /// Takes in the record that follows.
    pub(super) fn add(&mut self, record: &Record<'_>, allowance: &Allowance) {
        let header = &record.header;
        if let Some(Owner::Process(pid)) = record.named.owner {
            self.pid = self.pid.or(Some(pid));
        }
        self.note(PROGRAM, record.named.program.as_deref().map(str::as_bytes));
        self.note(ORIGIN, Some(record.origin.as_bytes()).filter(|origin| !origin.is_empty()));
        if let Some(moment) = header.moment.filter(|_| record.is_own) {
            self.own = Some(self.own.map_or((moment, moment), |(first, _)| (first, moment)));
        }
        if self.first.is_none() && header.moment.is_some() {
            (self.first, self.first_timed) = (header.moment, Some(record.line));
        }
        if self.records == 0 {
            self.opens = record.is_within_start();
        }
        self.see_clock(header.moment, record.line);
        self.last = header.moment.or(self.last);
        self.records += 1;
        if let Some(offset) = &header.utc_offset {
            self.see_offset(offset);
        }
        self.note(APP_DOMAIN, record.properties.app_domain);
        self.note(DOMAIN_NUMBER, record.properties.domain_number);
        self.note("tracer-version", record.properties.tracer_version);
        match &record.seen {
            Seen::Signal(signal, recognised) => {
                if signal.starts_run {
                    self.starts.insert(recognised.signal);
                }
                let captures = recognised.captures.iter();
                let sighting = Sighting {
                    wording: recognised.wording,
                    captures: captures.map(|(name, value)| (name.clone(), LogText::from(value.as_str()))).collect(),
                    ..record.sighting()
                };
                let sightings = self.sightings.entry(recognised.signal).or_default();
                let before = if sightings.count == 0 { Weight::default() } else { sightings.weight(signal.keep) };
                sightings.add(sighting, signal.keep, allowance);
                self.weight = self.weight.minus(before).plus(sightings.weight(signal.keep));
            }
            Seen::Stranger(hash) => {
                let before = self.strangers.weight();
                self.strangers.add(*hash, record, allowance);
                self.weight = self.weight.minus(before).plus(self.strangers.weight());
            }
            Seen::Nothing => {}
        }
    }

    /// Notes that its last line is the stump of a record that may have been an error.
    pub(super) fn doubt(&mut self, line: u64, stump: &[u8]) {
        let text = LogText::from_bytes(stump);
        let sighting = Sighting { line, time: None, level: Level::Error, wording: 0, text, captures: Vec::new() };
        self.strangers.add_stump(sighting);
    }

    fn see_clock(&mut self, moment: Option<Moment>, line: u64) {
        if let (Some(from), Some(to)) = (self.last, moment)
            && (from.0 - to.0 > DISORDER || to.0 - from.0 > LONGEST_SILENCE)
        {
            self.jumps.extend((self.jumps.len() < JUMPS).then_some(Jump { line, from, to }));
            self.jumped += 1;
        }
    }

    /// The first offset, and the first one that differs from it.
    fn see_offset(&mut self, offset: &[u8]) {
        match self.properties.get(OFFSET) {
            Some(known) if known.inspect().as_bytes() != offset => self.note(OFFSET_LATER, Some(offset)),
            Some(_) => {}
            None => self.note(OFFSET, Some(offset)),
        }
    }

    fn note(&mut self, property: &str, value: Option<&[u8]>) {
        if let Some(value) = value
            && !self.properties.contains_key(property)
        {
            self.properties.insert(property.to_owned(), LogText::from_bytes(value).beginning(PROPERTY));
        }
    }

    /// Takes in the stretch that follows.
    pub(super) fn join(&mut self, next: Self, pack: &Pack, allowance: &Allowance) {
        self.pid = self.pid.or(next.pid);
        self.see_clock(next.first, next.first_timed.unwrap_or(next.first_line));
        let room = JUMPS.saturating_sub(self.jumps.len());
        self.jumps.extend(next.jumps.into_iter().take(room));
        self.jumped += next.jumped;
        self.own = match (self.own, next.own) {
            (Some((first, _)), Some((_, last))) => Some((first, last)),
            (mine, theirs) => mine.or(theirs),
        };
        self.is_cut |= next.is_cut;
        if self.first.is_none() {
            (self.first, self.first_timed) = (next.first, next.first_timed);
        }
        self.last = next.last.or(self.last);
        for name in [OFFSET, OFFSET_LATER] {
            if let Some(offset) = next.properties.get(name) {
                self.see_offset(offset.inspect().as_bytes());
            }
        }
        self.records += next.records;
        for (signal, sightings) in next.sightings {
            let keep = pack.signals.get(usize::from(signal)).map_or(1, |signal| signal.keep);
            self.sightings.entry(signal).or_default().join(sightings, keep.min(allowance.sightings));
        }
        self.strangers.join(next.strangers, allowance);
        for (name, value) in next.properties {
            if name != OFFSET_LATER {
                self.properties.entry(name).or_insert(value);
            }
        }
        self.starts.extend(next.starts);
        self.weigh(pack);
    }

    /// Keeps no more than that, and tells whether sightings had to go.
    pub(super) fn thin(&mut self, allowance: &Allowance) -> bool {
        self.strangers.thin(allowance);
        let thinned = self.sightings.values_mut().map(|seen| seen.thin(allowance.sightings, allowance.text));
        thinned.fold(false, |any, thinned| any | thinned)
    }

    /// Notes whether anything of it was left out that its signals ask for; nothing is weighed any more.
    pub(super) fn settle(&mut self, pack: &Pack, is_stream: bool) {
        if is_stream {
            self.take_logs_one_behind_the_other();
        }
        self.weight = Weight::default();
        for seen in self.sightings.values_mut() {
            seen.first.shrink_to_fit();
            seen.last.shrink_to_fit();
            seen.wordings.shrink_to_fit();
        }
        self.thinned = self.sightings.iter().any(|(signal, seen)| {
            let keep = pack.signals.get(usize::from(*signal)).map_or(1, |signal| signal.keep);
            (seen.kept().count() as u64) < seen.count.min(2 * keep as u64)
        });
    }

    fn weigh(&mut self, pack: &Pack) {
        self.weight = Weight::same(allowance::SEGMENT).plus(self.strangers.weight());
        for (signal, sightings) in &self.sightings {
            let keep = pack.signals.get(usize::from(*signal)).map_or(1, |signal| signal.keep);
            self.weight = self.weight.plus(sightings.weight(keep));
        }
    }

    /// What is kept of it, in bytes.
    pub(super) fn size(&self) -> u64 {
        allowance::SEGMENT + self.strangers.size() + self.sightings.values().map(Sightings::size).sum::<u64>()
    }

    /// Moves it down by so many lines.
    pub(super) fn shift(&mut self, lines: u64) {
        self.first_line += lines;
        self.first_timed = self.first_timed.map(|line| line + lines);
        for jump in &mut self.jumps {
            jump.line += lines;
        }
        for sightings in self.sightings.values_mut() {
            for sighting in sightings.first.iter_mut().chain(&mut sightings.last) {
                sighting.line += lines;
            }
        }
        self.strangers.shift(lines);
    }

    /// Whether what follows is another start, and not a further message of the same one. In a stream, a message that
    /// several logs begin with comes again within one start.
    #[must_use]
    pub fn ends_before(&self, next: &Self, pack: &Pack, is_stream: bool) -> bool {
        if next.starts.is_empty() {
            return false;
        }
        let tells = |signal: &&SignalIndex| {
            !is_stream || pack.signals.get(usize::from(**signal)).is_some_and(|signal| !signal.begins_several_logs)
        };
        let again = next.starts.iter().filter(tells).any(|start| self.starts.contains(start));
        let later = matches!((self.first, next.first), (Some(first), Some(next)) if next.0 - first.0 > ONE_START);
        again || later
    }

    /// Whether a record that a process prints while it starts comes so long after the last one that it may open another
    /// life.
    pub(super) fn is_opened_by(&self, record: &Record<'_>) -> bool {
        record.is_within_start() && is_late(self.last, record.header.moment)
    }

    /// Whether what follows may open another life, if a start comes with it.
    pub(super) fn may_end_before(&self, next: &Self) -> bool {
        next.opens && next.starts.is_empty() && is_late(self.last, next.first)
    }

    /// Whether it is no longer than one start.
    pub(super) fn is_brief(&self) -> bool {
        !is_late(self.first, self.last)
    }

    /// Whether a start that follows belongs to what opened it here.
    pub(super) fn opens_with(&self, start: &Self) -> bool {
        !start.starts.is_empty()
            && self.first.zip(start.first).is_some_and(|(first, start)| (0..=ONE_START).contains(&(start.0 - first.0)))
    }

    /// Whether what follows in the text began before this life did.
    pub(super) fn began_after(&self, next: &Self) -> bool {
        matches!((self.first, next.first), (Some(first), Some(next)) if first.0 - next.0 > ONE_START)
    }
}

fn is_late(before: Option<Moment>, now: Option<Moment>) -> bool {
    before.zip(now).is_some_and(|(before, now)| now.0 - before.0 > ONE_START)
}

/// A clock that did not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Jump {
    /// Line of the first record behind it.
    pub line: u64,
    /// What the clock said before.
    pub from: Moment,
    /// What it said then.
    pub to: Moment,
}

impl Segment {
    /// Time of its first record that names its process.
    #[must_use]
    pub fn own_first(&self) -> Option<Moment> {
        self.own.map(|(first, _)| first)
    }

    /// Time of its last record that names its process.
    #[must_use]
    pub fn own_last(&self) -> Option<Moment> {
        self.own.map(|(_, last)| last)
    }

    /// Who wrote its lines, as their carrier tells.
    #[must_use]
    pub fn origin(&self) -> Option<&LogText> {
        self.properties.get(ORIGIN)
    }

    /// Where the clock was set, in the order of lines, as far as that is kept.
    #[must_use]
    pub fn jumps(&self) -> &[Jump] {
        &self.jumps
    }

    /// Line of the first record that is older than one before it by more than threads can differ.
    #[must_use]
    pub fn set_back(&self) -> Option<u64> {
        self.jumps.iter().find(|jump| jump.to < jump.from).map(|jump| jump.line)
    }

    /// Whether its last line has no end.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether the clock was set more often than is kept.
    #[must_use]
    pub fn clock_is_lost(&self) -> bool {
        self.jumped > self.jumps.len() as u64
    }

    /// Logs of one start that were put one behind the other begin at the same time: no clock was set there.
    fn take_logs_one_behind_the_other(&mut self) {
        let Some(first) = self.first else { return };
        let begins_anew = |jump: &Jump| jump.to < jump.from && jump.to.0 - first.0 <= ONE_START;
        let (behind, jumps): (Vec<Jump>, Vec<Jump>) = self.jumps.iter().partition(|jump| begins_anew(jump));
        self.jumped -= behind.len() as u64;
        self.jumps = jumps;
        for jump in behind {
            self.first = self.first.min(Some(jump.to));
            self.last = self.last.max(Some(jump.from));
            self.own = self.own.map(|(first, last)| (first.min(jump.to), last.max(jump.from)));
        }
    }
}
