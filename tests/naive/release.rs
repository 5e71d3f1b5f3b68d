//! Which releases the process can have.

use super::engine::Process;
use super::wordings::ALL;
use crate::common::PACK;
use profiler_doctor::pack::{Release, Sign};

pub(crate) fn learn(process: &mut Process, property: Option<Release>) {
    if let Some(release) = process.facts.get("release").and_then(|text| Release::parse(text)).or(property) {
        process.possible = vec![release];
        return;
    }
    process.possible = PACK.releases.iter().copied().chain([Release::LATER]).collect();
    // What most wordings have in common, and of equally many the newest.
    let records = process.in_order_of_files();
    let mut seen: Vec<(&str, usize)> = Vec::new();
    let mut sets = Vec::new();
    for (wording, _) in records.iter().filter_map(|record| record.found.as_ref()) {
        if !seen.contains(&(wording.signal.as_str(), wording.place)) {
            seen.push((wording.signal.as_str(), wording.place));
            sets.extend(&wording.releases);
        }
    }
    let agree = |release: &Release| sets.iter().filter(|set| set.has(*release)).count();
    let most = process.possible.iter().map(agree).max().unwrap();
    let newest = process.possible.iter().copied().rfind(|release| agree(release) == most).unwrap();
    for set in sets.iter().filter(|set| set.has(newest)) {
        keep(process, |release| set.has(release));
    }
    for fingerprint in &PACK.fingerprints {
        let id = |signal: u16| PACK.signals[usize::from(signal)].id.as_str();
        match &fingerprint.sign {
            Sign::Always { line, artifact, by, os, .. } => {
                let log = PACK.artifacts[*artifact].id.as_str();
                let here: Vec<_> = records.iter().filter(|record| record.log == log).collect();
                let begins = here.iter().any(|record| {
                    record.line == 1
                        && record.found.as_ref().is_some_and(|(it, _)| it.starts_run || it.signal == id(by[0]))
                });
                let witnessed = by.iter().all(|signal| here.iter().any(|record| record.is(id(*signal))));
                let wordings: Vec<_> = ALL
                    .iter()
                    .filter(|it| it.text.starts_with(line.as_str()) && it.logs.iter().any(|known| known == log))
                    .map(|it| (it.signal.clone(), it.place))
                    .collect();
                let written = here.iter().any(|record| {
                    record.found.as_ref().is_some_and(|(it, _)| wordings.contains(&(it.signal.clone(), it.place)))
                });
                let there = os.as_ref().is_none_or(|os| process.facts.get("os") == Some(os));
                if begins && witnessed && !written && there {
                    keep(process, |release| !fingerprint.releases.has(release));
                }
            }
            Sign::Order { first, then } => {
                let find = |signal| records.iter().find(|record| record.is(id(signal)));
                if let (Some(one), Some(other)) = (find(*first), find(*then))
                    && one.log == other.log
                {
                    let in_order = one.line < other.line;
                    keep(process, |release| fingerprint.releases.has(release) == in_order);
                }
            }
        }
    }
}

/// Nothing is left out where nothing would be left.
fn keep(process: &mut Process, fits: impl Fn(Release) -> bool) {
    let left: Vec<Release> = process.possible.iter().copied().filter(|release| fits(*release)).collect();
    if !left.is_empty() {
        process.possible = left;
    }
}
