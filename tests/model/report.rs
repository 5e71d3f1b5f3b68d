//! What many lives came to: a table by kind, and each failure as the smallest folder.

use super::choices::Choices;
use super::folder::Folder;
use super::shrink::shrunk;
use super::verdict::{Fault, Verdict, judge};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::thread;

#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Count {
    lives: usize,
    false_all_clears: usize,
    wrong_causes: usize,
    could_be_told: usize,
    untold: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.lives += other.lives;
        self.false_all_clears += other.false_all_clears;
        self.wrong_causes += other.wrong_causes;
        self.could_be_told += other.could_be_told;
        self.untold += other.untold;
    }
}

/// Counts by kind, and the seeds that failed.
#[derive(Debug, Default)]
pub(crate) struct Report {
    counts: BTreeMap<String, Count>,
    pub(crate) failed: Vec<(u64, Fault)>,
    /// The seeds of what could be told and was not.
    pub(crate) untold: Vec<u64>,
    /// Faults that are known and not mended yet, with how often they showed.
    known: BTreeMap<&'static str, usize>,
}

impl Report {
    /// On all cores; the same whatever their number.
    pub(crate) fn of(seeds: Range<u64>) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let seeds: Vec<u64> = seeds.collect();
        let mut report = Self::default();
        thread::scope(|scope| {
            let chunks = seeds.chunks(seeds.len().div_ceil(cores).max(1));
            let running: Vec<_> = chunks.map(|seeds| scope.spawn(|| Self::of_some(seeds))).collect();
            for part in running {
                report.join(part.join().unwrap());
            }
        });
        report
    }

    fn of_some(seeds: &[u64]) -> Self {
        let mut report = Self::default();
        for seed in seeds {
            let folder = Folder::drawn(&Choices::of(*seed));
            report.take(*seed, &folder, &judge(&folder));
        }
        report
    }

    fn join(&mut self, other: Self) {
        for (kind, count) in other.counts {
            self.counts.entry(kind).or_default().add(count);
        }
        self.failed.extend(other.failed);
        self.untold.extend(other.untold);
        for (known, count) in other.known {
            *self.known.entry(known).or_default() += count;
        }
    }

    fn take(&mut self, seed: u64, folder: &Folder, verdict: &Verdict) {
        if let (Some(known), true) = (folder.known, verdict.fault.is_some()) {
            *self.known.entry(known).or_default() += 1;
            return;
        }
        self.failed.extend(verdict.fault.map(|fault| (seed, fault)));
        if verdict.could_be_told && verdict.cause.is_none() {
            self.untold.push(seed);
        }
        for kind in &folder.kinds {
            let count = self.counts.entry(kind.clone()).or_default();
            count.lives += 1;
            count.false_all_clears += usize::from(verdict.fault == Some(Fault::FalseAllClear));
            count.wrong_causes += usize::from(verdict.fault == Some(Fault::WrongCause));
            count.could_be_told += usize::from(verdict.could_be_told);
            count.untold += usize::from(verdict.could_be_told && verdict.cause.is_none());
        }
    }

    pub(crate) fn table(&self) -> String {
        let mut table = String::from(
            "| kind | lives | false all-clears | wrong causes | could be told | of these undecided |\n|---|---|---|---|---|---|\n",
        );
        for (kind, count) in &self.counts {
            let Count { lives, false_all_clears, wrong_causes, could_be_told, untold } = count;
            let _ = writeln!(
                table,
                "| {kind} | {lives} | {false_all_clears} | {wrong_causes} | {could_be_told} | {untold} |"
            );
        }
        for (known, count) in &self.known {
            let _ = writeln!(table, "\nKnown and not mended, not in the table: {known} ({count} lives).");
        }
        table
    }
}

/// Seed, truth, verdict and files of the smallest folder that fails like this one.
pub(crate) fn smallest(seed: u64, fault: Option<Fault>) -> String {
    let folder = shrunk(seed, |folder| {
        let verdict = judge(folder);
        folder.known.is_none()
            && verdict.fault == fault
            && (fault.is_some() || verdict.could_be_told && verdict.cause.is_none())
    });
    let what = fault.map_or("undecided, though it could be told".into(), |fault| format!("{fault:?}"));
    let mut shown = format!("seed {seed}: {what}, asked about {}\n", folder.symptom.id());
    for told in &folder.lives {
        let causes: Vec<_> = told.truth.causes.iter().collect();
        let _ = writeln!(
            shown,
            "truth of {}: {}; causes {causes:?}, healthy is {}",
            told.pid,
            told.says,
            if told.truth.may_be_healthy { "true" } else { "a lie" }
        );
    }
    let causes: Vec<_> = folder.truth.causes.iter().collect();
    let _ = writeln!(
        shown,
        "truth of all: causes {causes:?}, healthy is {}",
        if folder.truth.may_be_healthy { "true" } else { "a lie" }
    );
    shown += &judge(&folder).says;
    for (name, bytes) in &folder.files {
        let _ = write!(shown, "== {name}\n{}", String::from_utf8_lossy(bytes));
    }
    shown
}
