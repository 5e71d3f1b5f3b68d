//! Parts of one log: `x.log` is the newest, `x.1.log` the one before it, and so on.

use super::Part;
use crate::scan::Scanned;
use std::collections::{BTreeMap, BTreeSet};

/// For each source what is missing between it and the next older part of the same log.
#[must_use]
pub fn missing_parts(sources: &[Scanned]) -> Vec<Option<String>> {
    let log = |source: &Scanned| -> Option<_> {
        let folder = source.name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        Some((folder, source.named_pid?, source.artifact.clone(), source.named_process.clone()))
    };
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
