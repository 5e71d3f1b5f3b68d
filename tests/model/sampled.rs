//! Whether CPU and wall time were sampled at the end of what is known, and whether the logs can tell.

use super::clock::SECOND;
use super::life::Life;
use super::play::Played;
use super::record::{Log, Record};
use super::stacks::Stacks;
use profiler_doctor::diagnosis::Symptom;
use profiler_doctor::pack::Release;
use std::collections::BTreeSet;

pub(crate) struct Sampled<'a> {
    life: &'a Life<'a>,
    /// Whether anything of the profiler stands behind a walk that was broken off.
    goes_on: bool,
    /// How long stacks have not been read, as far as is known.
    lost_for: Option<i64>,
}

impl<'a> Sampled<'a> {
    pub(crate) fn known(life: &'a Life<'a>, played: &Played, until: i64) -> Self {
        let begins = played.started.map_or(life.began, |started| Stacks::begins(life, started));
        let behind = |record: &Record| record.log == Log::Profiler && (begins + SECOND..=until).contains(&record.at);
        let goes_on = played.records.iter().any(behind);
        Self { life, goes_on, lost_for: played.stacks_lost.map(|lost| until - lost).filter(|lost| *lost >= 0) }
    }

    /// Whether saying that they are sampled is no lie. Of what nothing tells nobody can know.
    pub(crate) fn holds(&self, symptom: Symptom) -> bool {
        let is_told = self.life.stacks != Stacks::StoppedSilently || self.counted();
        let off_by_default = self.life.release < Release::new(2, 15, 0);
        let is_lost = self.lost_for.is_some_and(|lost| lost > 3 * SECOND) && is_told;
        // A type that is switched off hangs nothing.
        let is_asked_for = self.life.wall && (self.life.cpu || off_by_default) || symptom == Symptom::Hang;
        is_asked_for && !is_lost
    }

    /// The causes that are no lie.
    pub(crate) fn causes(&self) -> BTreeSet<&'static str> {
        let mut causes = BTreeSet::new();
        if self.lost_for.is_some() {
            causes.extend(self.life.stacks.causes());
        }
        if !self.life.wall || !self.life.cpu {
            causes.insert("profile-type-disabled");
        }
        causes
    }

    pub(crate) fn could_be_told(&self, symptom: Symptom) -> bool {
        if symptom != Symptom::Hang && (!self.life.wall || !self.life.cpu) {
            return self.life.release >= Release::new(3, 12, 0);
        }
        if symptom == Symptom::MissingCpuWall && self.may_be_a_known_fault() {
            return false;
        }
        let Some(lost) = self.lost_for else { return self.goes_on || self.life.stacks != Stacks::BrokenOffOnce };
        match self.life.stacks {
            Stacks::AllStuck => lost > 20 * SECOND,
            Stacks::Stuck => self.life.tells_success() && lost > 5 * SECOND || self.counted(),
            Stacks::StoppedSilently => self.counted(),
            _ => true,
        }
    }

    /// Releases that lose these samples in silence: changes 4046 (2.29.0) and 6583 (3.9.1) of the product.
    fn may_be_a_known_fault(&self) -> bool {
        let release = self.life.release;
        !self.life.is_linux() && (release < Release::new(2, 29, 0) || release == Release::new(3, 9, 0))
    }

    /// Whether the debug log counts that there were none, twice.
    fn counted(&self) -> bool {
        let counts = self.life.debug && self.life.release >= Release::new(2, 30, 0);
        counts && self.lost_for.is_some_and(|lost| lost > 3 * self.life.period + SECOND)
    }
}
