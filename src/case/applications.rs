//! Which runs are of one application on one host: lives that follow each other, or instances beside each other.

use super::Run;
use super::identity::Identity;
use std::collections::BTreeMap;

/// Applications of one name that are compared with each other; with more, only those that are equal in all are one.
const COMPARED: usize = 32;

/// Runs that may be of one application: of one host, and of one name of a process or, where nothing has a name, of one file.
type Neighbourhood = (String, Option<String>, Option<String>);

/// The application of each run: runs with one number are of the same one. Nothing where a run is not known to be of the
/// same as any other.
pub(super) fn number(runs: &[Run<'_>]) -> Vec<Option<usize>> {
    let mut neighbourhoods: BTreeMap<Neighbourhood, Vec<usize>> = BTreeMap::new();
    for (index, run) in runs.iter().enumerate() {
        if run.identity.is_anybody() {
            continue;
        }
        let name = run.identity.name();
        let file = if name.is_none() { run.parts.first().map(|part| part.source.name.clone()) } else { None };
        neighbourhoods.entry((run.host.clone(), name, file)).or_default().push(index);
    }
    let mut numbers = vec![None; runs.len()];
    let mut next = 0;
    for here in neighbourhoods.into_values() {
        for application in apart(runs, &here) {
            for index in application {
                if let Some(number) = numbers.get_mut(index) {
                    *number = Some(next);
                }
            }
            next += 1;
        }
    }
    numbers
}

/// The applications among these runs.
fn apart(runs: &[Run<'_>], here: &[usize]) -> Vec<Vec<usize>> {
    let run = |index: usize| runs.get(index);
    let mut same: BTreeMap<&Identity, Vec<usize>> = BTreeMap::new();
    for index in here {
        if let Some(run) = run(*index) {
            same.entry(&run.identity).or_default().push(*index);
        }
    }
    let (blank, known): (Vec<_>, Vec<_>) = same.into_iter().partition(|(identity, _)| identity.is_blank());
    let mut blank: Vec<usize> = blank.into_iter().flat_map(|(_, runs)| runs).collect();
    let mut applications = joined(known);
    // Runs of older releases that tell nothing came before the only application that tells what it is: an upgrade taught
    // it to.
    if let [only] = applications.as_mut_slice() {
        let began = only.iter().filter_map(|index| run(*index)?.first()).min();
        let oldest = only.iter().filter_map(|index| run(*index)?.facts.release.possible.iter().min()).min();
        let newest = |run: &Run<'_>| run.facts.release.possible.iter().max();
        let is_before = |index: &usize| run(*index).is_some_and(|run| run.first() < began && newest(run) < oldest);
        only.extend(blank.iter().copied().filter(is_before));
        blank.retain(|index| !is_before(index));
    }
    match applications.len() {
        // Of which one of several such a run is, nothing tells.
        2.. => applications.extend(blank.into_iter().map(|alone| vec![alone])),
        _ if !blank.is_empty() => applications.push(blank),
        _ => {}
    }
    applications
}

/// What fits into one application. What fits several that are different stays alone.
fn joined(known: Vec<(&Identity, Vec<usize>)>) -> Vec<Vec<usize>> {
    if known.len() > COMPARED {
        return known.into_iter().map(|(_, runs)| runs).collect();
    }
    let all: Vec<&Identity> = known.iter().map(|(identity, _)| *identity).collect();
    let mut applications: BTreeMap<Vec<&Identity>, Vec<usize>> = BTreeMap::new();
    for (identity, runs) in known {
        let fitting: Vec<&Identity> = all.iter().filter(|other| identity.fits(other)).copied().collect();
        let agree = fitting.iter().all(|one| fitting.iter().all(|other| one.fits(other)));
        applications.entry(if agree { fitting } else { vec![identity] }).or_default().extend(runs);
    }
    applications.into_values().collect()
}
