//! Where a signal was seen in a segment, of which the middle is only counted.

use super::allowance::{self, Allowance, Weight};
use crate::line::Moment;
use crate::pack::Level;
use crate::text::LogText;

/// All sightings of one signal in one segment; the middle ones are only counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Sightings {
    /// How many there were.
    pub count: u64,
    /// The wordings among them, also of those that are only counted.
    pub wordings: Vec<u16>,
    /// The first ones, as many as the signal keeps.
    pub first: Vec<Sighting>,
    /// The last ones behind them, as many as the signal keeps.
    pub last: Vec<Sighting>,
    /// The longest text there was, in bytes.
    text: u64,
    /// The most that was captured at once, in bytes.
    captured: u64,
}

/// A signal seen at a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sighting {
    /// The line, from 1.
    pub line: u64,
    /// Its time, where the line has one.
    pub time: Option<Moment>,
    /// Its level.
    pub level: Level,
    /// Position of the wording within the signal.
    pub wording: u16,
    /// The record as it stands in the log, with its prefix and continuation lines, bounded.
    pub text: LogText,
    /// What stood at the placeholders.
    pub captures: Vec<(String, LogText)>,
}

impl Sightings {
    /// Those that were kept, in their order.
    #[must_use]
    pub fn kept(&self) -> impl DoubleEndedIterator<Item = &Sighting> {
        self.first.iter().chain(&self.last)
    }

    pub(super) fn add(&mut self, mut sighting: Sighting, keep: usize, allowance: &Allowance) {
        self.count += 1;
        self.note(sighting.wording);
        self.text = self.text.max(sighting.text.len() as u64);
        self.captured = self.captured.max(sighting.captured());
        sighting.shorten(allowance.text);
        self.push(sighting, keep.min(allowance.sightings));
    }

    /// In their order, so that the order of joining does not matter.
    fn note(&mut self, wording: u16) {
        if let Err(place) = self.wordings.binary_search(&wording) {
            self.wordings.insert(place, wording);
        }
    }

    fn push(&mut self, sighting: Sighting, keep: usize) {
        if self.first.len() < keep {
            self.first.push(sighting);
            return;
        }
        self.last.push(sighting);
        let surplus = self.last.len().saturating_sub(keep);
        self.last.drain(..surplus);
    }

    pub(super) fn join(&mut self, next: Self, keep: usize) {
        self.count += next.count;
        for wording in next.wordings {
            self.note(wording);
        }
        self.text = self.text.max(next.text);
        self.captured = self.captured.max(next.captured);
        for sighting in next.first.into_iter().chain(next.last) {
            self.push(sighting, keep);
        }
    }

    /// Keeps no more than that, and tells whether something had to go.
    pub(super) fn thin(&mut self, sightings: usize, text: usize) -> bool {
        let before = self.first.len() + self.last.len();
        if self.first.len() > sightings {
            let rest = self.first.split_off(sightings);
            self.last.splice(..0, rest);
        }
        let surplus = self.last.len().saturating_sub(sightings);
        self.last.drain(..surplus);
        for sighting in self.first.iter_mut().chain(&mut self.last) {
            sighting.shorten(text);
        }
        self.first.len() + self.last.len() < before
    }

    /// What would be kept of it.
    pub(super) fn weight(&self, keep: usize) -> Weight {
        let spare = keep.min(allowance::SPARE.sightings);
        let records = Weight::of_records(self.count, [2 * keep, 2 * spare], self.text, self.captured);
        records.plus(Weight::same(allowance::SIGNAL))
    }

    /// What is kept of it, in bytes.
    pub(super) fn size(&self) -> u64 {
        allowance::SIGNAL + self.kept().map(Sighting::size).sum::<u64>()
    }
}

impl Sighting {
    pub(super) fn shorten(&mut self, text: usize) {
        if self.text.len() > text {
            self.text = self.text.beginning(text);
        }
    }

    /// What its captures take, in bytes.
    fn captured(&self) -> u64 {
        self.captures.iter().map(|(name, value)| allowance::CAPTURE + (name.len() + value.len()) as u64).sum()
    }

    /// What it takes, in bytes.
    pub(super) fn size(&self) -> u64 {
        allowance::SIGHTING + self.text.len() as u64 + self.captured()
    }
}
