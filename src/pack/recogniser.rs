//! From the body of a record to its signal: literal first.
//!
//! Nearly all wordings begin with fixed text, so the first bytes of a body lead to the few candidates that can match;
//! only those are compared. Wordings that begin with a placeholder are few, and their longest literal is looked for.

use super::{Artifact, Level, Levels, Recognised, Signal, SignalIndex};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

const LONG: usize = 8;
const SHORT: usize = 3;

/// A wording with as much of it as rules it out for most records, so that those need not reach for it.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    signal: SignalIndex,
    wording: u16,
    levels: Levels,
    /// A bit for each artifact.
    artifacts: u64,
}

impl Candidate {
    /// Whether a record of that level can have the wording.
    fn has(&self, level: Level) -> bool {
        level == Level::None || self.levels.has(level)
    }
}

/// Beginnings of bodies, each in a number.
type Places = HashMap<u64, Vec<Candidate>, BuildHasherDefault<Mix>>;

/// Spreads a number over all bits. The keys are those of the pack, so nobody can choose them to collide.
#[derive(Debug, Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The look-up of a pack.
#[derive(Debug, Default)]
pub(super) struct Recogniser {
    long: Places,
    short: Places,
    /// The others, by the level of the record.
    loose: BTreeMap<Level, Vec<Candidate>>,
    /// A bit for each artifact whose lines can stand in a stream.
    streams: u64,
}

const LEVELS: [Level; 7] =
    [Level::None, Level::Trace, Level::Debug, Level::Info, Level::Warning, Level::Error, Level::Critical];

impl Recogniser {
    /// Sorts the wordings so that the most specific candidate of a place comes first.
    pub(super) fn new(signals: &[Signal], artifacts: &[Artifact]) -> Self {
        let mut all: Vec<(usize, usize, Candidate)> = Vec::new();
        for (signal, index) in signals.iter().zip(0..) {
            for (wording, position) in signal.wordings.iter().zip(0..) {
                let blanks = wording.template.placeholders();
                let artifacts = wording.artifacts.iter().fold(0, |bits, artifact| bits | bit(*artifact));
                let candidate = Candidate { signal: index, wording: position, levels: wording.levels, artifacts };
                all.push((wording.template.specificity(), blanks, candidate));
            }
        }
        // Stable: of two equal wordings the one that stands first in the pack wins.
        crate::order::sort_by_key(&mut all, |(specificity, blanks, _)| (std::cmp::Reverse(*specificity), *blanks));
        let streams = artifacts.iter().zip(0..).filter(|(artifact, _)| artifact.format.streams());
        let mut recogniser = Self { streams: streams.fold(0, |bits, (_, index)| bits | bit(index)), ..Self::default() };
        for (_, _, candidate) in all {
            let Some(wording) = wording(signals, candidate) else { continue };
            let start = wording.template.start();
            if let Some(key) = key::<LONG>(start) {
                recogniser.long.entry(key).or_default().push(candidate);
            } else if let Some(key) = key::<SHORT>(start) {
                recogniser.short.entry(key).or_default().push(candidate);
            } else {
                for level in LEVELS.into_iter().filter(|level| candidate.has(*level)) {
                    recogniser.loose.entry(level).or_default().push(candidate);
                }
            }
        }
        recogniser
    }

    /// The signal of a body, if an artifact of that position (or, with none, any of a stream) prints it at that level.
    pub(super) fn recognise(
        &self,
        signals: &[Signal],
        artifact: Option<usize>,
        level: Level,
        body: &[u8],
    ) -> Option<Recognised> {
        let bits = artifact.map_or(self.streams, bit);
        let long = key::<LONG>(body).and_then(|key| self.long.get(&key));
        let short = key::<SHORT>(body).and_then(|key| self.short.get(&key));
        let places = [long.map(Vec::as_slice), short.map(Vec::as_slice), self.loose.get(&level).map(Vec::as_slice)];
        for candidate in places.into_iter().flatten().flatten() {
            if candidate.artifacts & bits == 0 || !candidate.has(level) {
                continue;
            }
            let Some(wording) = wording(signals, *candidate) else { continue };
            if artifact.is_some_and(|artifact| !wording.artifacts.contains(&artifact)) {
                continue;
            }
            if let Some(captures) = wording.template.capture(body) {
                return Some(Recognised { signal: candidate.signal, wording: candidate.wording, captures });
            }
        }
        None
    }
}

/// The bit of an artifact; should there be more than 64, some share one.
fn bit(artifact: usize) -> u64 {
    1 << (artifact % 64)
}

fn key<const LENGTH: usize>(text: &[u8]) -> Option<u64> {
    let start = text.first_chunk::<LENGTH>()?;
    Some(start.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)))
}

fn wording(signals: &[Signal], candidate: Candidate) -> Option<&super::Wording> {
    signals.get(usize::from(candidate.signal))?.wordings.get(usize::from(candidate.wording))
}
