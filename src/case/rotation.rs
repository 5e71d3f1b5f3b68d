//! Parts of one log: `x.log` is the newest, `x.1.log` the one before it, and so on.

use super::Part;
use crate::scan::Scanned;
use std::collections::{BTreeMap, BTreeSet};

/// A log, of which there may be several parts: folder, process, kind, and name of the process.
type Log<'a> = (&'a str, u32, &'a str, Option<&'a str>);

fn log(source: &Scanned) -> Option<Log<'_>> {
    let folder = source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some((folder, source.named_pid?, &source.artifact, source.named_process.as_deref()))
}

/// For each source what is missing between it and the next older part of the same log.
#[must_use]
pub fn missing_parts(sources: &[Scanned]) -> Vec<Option<String>> {
    let mut logs: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for source in sources {
        if let (Some(log), Some(age)) = (log(source), source.rotation) {
            logs.entry(log).or_default().insert(age);
        }
    }
    let older = |source: &Scanned, mine: u32| logs.get(&log(source)?)?.range(mine + 1..).next().copied();
    let missing = |source: &Scanned| {
        let mine = source.rotation.unwrap_or(0);
        older(source, mine).and_then(|older| between(mine, older))
    };
    sources.iter().map(missing).collect()
}

/// For each source of these logs whether it is the newest part that is there, and not the newest one that was written.
pub(crate) fn newest_is_missing(sources: &[Scanned], is_meant: impl Fn(&Scanned) -> bool) -> Vec<bool> {
    let mut newest: BTreeMap<_, u32> = BTreeMap::new();
    for source in sources {
        if let Some(log) = log(source) {
            let age = source.rotation.unwrap_or(0);
            newest.entry(log).and_modify(|known| *known = age.min(*known)).or_insert(age);
        }
    }
    let is_newest = |source: &Scanned| log(source).and_then(|log| newest.get(&log).copied()) == source.rotation;
    sources.iter().map(|source| source.rotation.unwrap_or(0) > 0 && is_meant(source) && is_newest(source)).collect()
}

fn between(newer: u32, older: u32) -> Option<String> {
    match older - newer {
        1 => None,
        2 => Some(format!("Part {} of this log is not among the files; what stood in it is not known.", newer + 1)),
        _ => Some(format!(
            "Parts {} to {} of this log are not among the files; what stood in them is not known.",
            newer + 1,
            older - 1
        )),
    }
}

/// The kinds of logs of a run in which a part between two others is missing: then nothing can be said of what was not
/// seen.
pub(super) fn with_gaps<'a>(parts: &[Part<'a>]) -> BTreeSet<&'a str> {
    let mut ages: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for part in parts {
        ages.entry(&part.source.artifact).or_default().insert(part.source.rotation.unwrap_or(0));
    }
    let has_gap = |ages: &BTreeSet<u32>| ages.iter().zip(ages.iter().skip(1)).any(|(newer, older)| older - newer > 1);
    ages.into_iter().filter(|(_, ages)| has_gap(ages)).map(|(artifact, _)| artifact).collect()
}
