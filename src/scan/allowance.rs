//! How much a source keeps while it is scanned, however much there is in it and wherever it is cut.
//!
//! Most sources keep what [`FULL`] allows. One that would keep more than [`MOST`] keeps less of each stretch ([`SPARE`]);
//! if even that is too much, its processes with the largest ids are left out. Both are decided by a [`Weight`] that
//! counts also what was not kept, so that it never shrinks when pieces are joined: what one order of joining leaves out,
//! every other one leaves out as well.

use crate::text::LONGEST;

/// What is kept of one source at most, in bytes of memory, as weights count them. The tests of this layer reach it.
pub(super) const MOST: u64 = if cfg!(test) { 48 << 10 } else { 32 << 20 };

/// How many processes of one source are told apart; with more, those with the smallest ids stay.
pub(super) const PROCESSES: usize = if cfg!(test) { 12 } else { 1024 };

/// How many writers of one stream are told apart; with more, those with the smallest names stay.
pub(super) const WRITERS: usize = PROCESSES;

/// What may be kept of the stretches of a source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    /// First and last sightings of one signal in a stretch, each; a signal may ask for fewer.
    pub(super) sightings: usize,
    /// Templates of unknown records in a stretch.
    pub(super) templates: usize,
    /// Text of one record, in bytes.
    pub(super) text: usize,
    /// First and last stretches of one process, each.
    pub(super) stretches: usize,
}

/// What most sources keep.
pub(super) const FULL: Allowance = Allowance { sightings: usize::MAX, templates: 32, text: LONGEST, stretches: 512 };

/// What a source keeps that would keep too much.
pub(super) const SPARE: Allowance = Allowance { sightings: 2, templates: 4, text: 256, stretches: 4 };

/// Memory that something takes besides its texts, in bytes: measured, with what allocating costs.
pub(super) const SEGMENT: u64 = 1_000;
/// See [`SEGMENT`].
pub(super) const SIGNAL: u64 = 150;
/// See [`SEGMENT`].
pub(super) const SIGHTING: u64 = 130;
/// See [`SEGMENT`].
pub(super) const CAPTURE: u64 = 90;

/// What would be kept of something under each allowance, in bytes at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Weight {
    pub(super) full: u64,
    pub(super) spare: u64,
}

impl Weight {
    pub(super) fn same(bytes: u64) -> Self {
        Self { full: bytes, spare: bytes }
    }

    /// That of so many records, of which so many may be kept, each with at most so much text and so much else.
    pub(super) fn of_records(count: u64, keep: [usize; 2], text: u64, rest: u64) -> Self {
        let of = |keep: usize, allowance: &Allowance| {
            count.min(keep as u64).saturating_mul(SIGHTING + rest + text.min(allowance.text as u64))
        };
        let [full, spare] = keep;
        Self { full: of(full, &FULL), spare: of(spare, &SPARE) }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { full: self.full.saturating_add(other.full), spare: self.spare.saturating_add(other.spare) }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self { full: self.full.saturating_sub(other.full), spare: self.spare.saturating_sub(other.spare) }
    }

    /// The larger one under each allowance.
    pub(super) fn max(self, other: Self) -> Self {
        Self { full: self.full.max(other.full), spare: self.spare.max(other.spare) }
    }
}
