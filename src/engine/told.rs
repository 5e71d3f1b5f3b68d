//! How much is told of a large capture: all of it is judged, and the gravest is told.

use crate::diagnosis::{Run, Source};
use crate::flow::{Candidate, HEALTHY};
use crate::order::sort_by_key;
use crate::text::LogText;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Runs that are told at most.
pub(super) const RUNS: usize = 1_024;
/// What they take in the document together, in bytes; the one that decides is told in any case.
const RUNS_SIZE: usize = 16 << 20;
/// What the list of sources takes there, in bytes.
const SOURCES_SIZE: usize = 4 << 20;
/// Kinds of unknown messages that are told of one run.
const MESSAGES: usize = 128;
/// Sources and settings that are named of one run.
const NAMES: usize = 1_000;
/// Causes that are counted where runs are left out.
const CAUSES: usize = 8;

/// The positions of the runs, the one that decides first, then the gravest.
pub(super) fn gravest(candidates: &[Candidate<'_>], deciding: Option<usize>) -> Vec<usize> {
    let mut order: Vec<&Candidate<'_>> = candidates.iter().collect();
    sort_by_key(&mut order, |candidate| (Some(candidate.run) != deciding, candidate.gravity()));
    order.into_iter().map(|candidate| candidate.run).collect()
}

/// The runs that are told.
#[derive(Default)]
pub(super) struct Told {
    runs: BTreeMap<usize, Run<LogText>>,
    size: usize,
    /// Whether something was left out of a run itself.
    shortened: bool,
}

impl Told {
    /// Takes a run if there is room for it; the first one in any case.
    pub(super) fn take(&mut self, index: usize, mut run: Run<LogText>) {
        self.shorten(&mut run);
        let size = run.size();
        if self.runs.is_empty() || self.size + size <= RUNS_SIZE {
            self.size += size;
            self.runs.insert(index, run);
        }
    }

    /// A run, if it is told.
    pub(super) fn get(&self, index: usize) -> Option<&Run<LogText>> {
        self.runs.get(&index)
    }

    /// How many are.
    pub(super) fn len(&self) -> usize {
        self.runs.len()
    }

    /// What was left out, in words.
    pub(super) fn notices(&self, candidates: &[Candidate<'_>]) -> Vec<String> {
        let runs = (self.len() < candidates.len()).then(|| {
            let left_out = candidates.iter().filter(|candidate| self.get(candidate.run).is_none());
            format!(
                "{} runs of processes were looked at, and {} of them are shown: the one that decides and the gravest of \
                 the others. Left out: {}.",
                candidates.len(),
                self.len(),
                counted(left_out)
            )
        });
        let shortened = self.shortened.then(|| {
            format!(
                "Of each run at most {MESSAGES} kinds of unknown messages, {NAMES} files and {NAMES} settings are shown, \
                 and there are more."
            )
        });
        runs.into_iter().chain(shortened).collect()
    }

    /// In their order.
    pub(super) fn into_runs(self) -> Vec<Run<LogText>> {
        self.runs.into_values().collect()
    }

    fn shorten(&mut self, run: &mut Run<LogText>) {
        let settings = &mut run.facts.settings;
        self.shortened |= run.unknown_messages.len() > MESSAGES || run.sources.len() > NAMES || settings.len() > NAMES;
        run.unknown_messages.truncate(MESSAGES);
        run.sources.truncate(NAMES);
        while settings.len() > NAMES {
            settings.pop_last();
        }
    }
}

/// How many runs have which cause, the most frequent first.
fn counted<'a>(runs: impl Iterator<Item = &'a Candidate<'a>>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for run in runs {
        *counts.entry(run.root_cause.unwrap_or("undecided")).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    sort_by_key(&mut counts, |(cause, count)| (*cause == HEALTHY, Reverse(*count)));
    let others: usize = counts.iter().skip(CAUSES).map(|(_, count)| count).sum();
    let named = counts.iter().take(CAUSES).map(|(cause, count)| format!("{count} {cause}"));
    named.chain((others > 0).then(|| format!("{others} with other causes"))).collect::<Vec<_>>().join(", ")
}

/// The sources that are listed, in their order, and what to say of those that are not. First come those of the runs that
/// are told and those that could not be read, then those of a known kind.
pub(super) fn listed(sources: Vec<Source<LogText>>, runs: &[Run<LogText>]) -> (Vec<Source<LogText>>, Option<String>) {
    let all = sources.len();
    let told: BTreeSet<&str> = runs.iter().flat_map(|run| &run.sources).map(LogText::inspect).collect();
    let rank = |source: &Source<LogText>| {
        let matters = told.contains(source.name.inspect()) || !source.notices.is_empty();
        (!matters, source.artifact == "unknown")
    };
    let mut order: Vec<(usize, Source<LogText>)> = sources.into_iter().enumerate().collect();
    sort_by_key(&mut order, |(_, source)| rank(source));
    let mut size = 0;
    let mut listed: BTreeMap<usize, Source<LogText>> = BTreeMap::new();
    for (index, source) in order {
        size += source.size();
        if size > SOURCES_SIZE {
            break;
        }
        listed.insert(index, source);
    }
    let notice = (listed.len() < all).then(|| {
        format!(
            "{all} files were looked at, and {} of them are listed: first those of the runs that are shown.",
            listed.len()
        )
    });
    (listed.into_values().collect(), notice)
}
