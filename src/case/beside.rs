//! What lies beside the logs: which processes it is about.
//!
//! What tells about a host, a cluster or the Agent belongs to no life of a process; every process of its folder sees it,
//! and every process there is where its folder has none. What names a program, a container or a service is about the
//! processes of that name; where none has it, about the only process there is, if nothing says that it is another one.

use super::hosts;
use super::{Part, Run};
use crate::order::map;
use crate::pack::{Pack, Scope};
use crate::scan::PROGRAM;
use crate::text::LogText;
use std::collections::BTreeMap;

/// How many stretches are shown to one process, so that many files beside many logs stay cheap.
const MOST: usize = 64;

/// The kernel keeps so much of a program's name, in bytes.
const KERNEL_NAME: usize = 15;

/// How the runtime's own threads are called.
const RUNTIME_THREAD: &str = ".NET ";

/// Whether a stretch is such a one, and not part of a process's own logs.
pub(super) fn is_beside(pack: &Pack, part: &Part<'_>) -> bool {
    let is_host = pack.artifact(&part.source.artifact).is_some_and(|artifact| artifact.scope == Scope::Host);
    let has_pid = part.segment.pid.or(part.source.named_pid).is_some();
    is_host || (!has_pid && program(part).is_some())
}

/// Gives each stretch to the runs that it is about. Where there is no run at all, those that say something make one.
pub(super) fn join<'a>(runs: &mut Vec<Run<'a>>, beside: Vec<Part<'a>>) {
    let mut shelves: BTreeMap<&str, Vec<Part<'a>>> = BTreeMap::new();
    for part in beside {
        shelves.entry(folder(&part)).or_default().push(part);
    }
    if runs.is_empty() {
        let parts = shelves.into_values().flatten().filter(|part| program(part).is_none());
        let parts: Vec<Part<'a>> = parts.filter(|part| !part.segment.sightings.is_empty()).take(MOST).collect();
        if let Some(first) = parts.first() {
            runs.push(alone(folder(first), parts));
        }
        return;
    }
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (run, index) in runs.iter().zip(0..) {
        folders.entry(run.folder).or_default().push(index);
    }
    // Those of folders without any run are about all runs, together.
    let mut of_all = Vec::new();
    for (folder, parts) in shelves {
        match near(&folders, folder) {
            Some(near) => give(runs, &near, parts),
            None => of_all.extend(parts),
        }
    }
    if !of_all.is_empty() {
        let all: Vec<usize> = (0..runs.len()).collect();
        give(runs, &all, of_all);
    }
}

/// The runs of a folder; where it has none, those below it.
fn near(folders: &BTreeMap<&str, Vec<usize>>, folder: &str) -> Option<Vec<usize>> {
    if let Some(here) = folders.get(folder) {
        return Some(here.clone());
    }
    let start = format!("{folder}/");
    let below = folders.range(start.as_str()..).take_while(|(name, _)| name.starts_with(&start));
    let below: Vec<usize> = below.flat_map(|(_, runs)| runs).copied().collect();
    (!below.is_empty()).then_some(below)
}

/// Gives stretches to those of these runs that they are about.
fn give<'a>(runs: &mut [Run<'a>], near: &[usize], parts: Vec<Part<'a>>) {
    let mut by_name = names(runs, near);
    let is_one = near.iter().all(|index| same_process(runs, *index, near.first().copied()));
    // The name may be that of these runs, though none of them has it: they have none, or it is nobody's.
    let nobody_is_named = near.iter().filter_map(|index| runs.get(*index)).all(|run| names_of(run).next().is_none());
    // Those that have no room are not looked at again.
    let mut open = near.to_vec();
    for part in parts {
        let mine = match program(&part) {
            None => &mut open,
            Some(program) => match by_name.get_mut(&plain(program)) {
                Some(those) => those,
                None if is_one && !hosts::is_other(program) && (nobody_is_named || is_anybody(program)) => &mut open,
                None => continue,
            },
        };
        mine.retain(|index| {
            let Some(run) = runs.get_mut(*index).filter(|run| run.beside.len() < MOST) else { return false };
            run.beside.push(part);
            true
        });
    }
}

fn alone<'a>(folder: &'a str, beside: Vec<Part<'a>>) -> Run<'a> {
    Run { beside, ..Run::new(folder, None, Vec::new()) }
}

fn folder<'a>(part: &Part<'a>) -> &'a str {
    part.source.name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn program<'a>(part: &Part<'a>) -> Option<&'a str> {
    part.segment.properties.get(PROGRAM).map(LogText::inspect)
}

fn same_process(runs: &[Run<'_>], one: usize, other: Option<usize>) -> bool {
    let key = |index: usize| runs.get(index).map(|run| (run.folder, run.pid, run.app.as_ref().map(LogText::inspect)));
    other.is_some_and(|other| key(one) == key(other))
}

/// The runs by each of their names.
fn names(runs: &[Run<'_>], near: &[usize]) -> BTreeMap<String, Vec<usize>> {
    let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in near {
        let Some(run) = runs.get(*index) else { continue };
        let mine = map(names_of(run).flat_map(|name| {
            let short: String = name.chars().take(KERNEL_NAME).collect();
            [(plain(name), ()), (plain(&short), ())]
        }));
        for (name, ()) in mine {
            names.entry(name).or_default().push(*index);
        }
    }
    names
}

/// Its application, its service, and what its files are called.
fn names_of<'r>(run: &'r Run<'_>) -> impl Iterator<Item = &'r str> {
    let service = run.facts.setting("DD_SERVICE").and_then(|known| known.value.as_ref());
    let files = run.parts.iter().filter_map(|part| part.source.named_process.as_deref());
    let known = run.app.iter().chain(service).map(LogText::inspect);
    known.chain(files).filter(|name| !is_anybody(name))
}

/// Names that say nothing about the application.
fn is_anybody(name: &str) -> bool {
    name.starts_with(RUNTIME_THREAD) || hosts::is_anybody(name)
}

/// Letters and digits, in lower case, without the ending of a file and the number of a replica.
fn plain(name: &str) -> String {
    let name = name.trim_end_matches(".exe").trim_end_matches(".dll");
    hosts::without_replica(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| sign.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_anybody, plain};

    #[test]
    fn one_application_has_many_spellings() {
        for name in ["Rates.Api", "rates-api", "rates_api", "Rates.Api.dll", "rates-api-1", "RATES.API.exe"] {
            assert_eq!(plain(name), "ratesapi", "{name}");
        }
        assert_ne!(plain("rates-api"), plain("rates-web"));
    }

    #[test]
    fn some_names_are_nobodys() {
        assert!(is_anybody("dotnet") && is_anybody("w3wp.exe") && is_anybody(".NET Tiered Com"));
        assert!(!is_anybody("shop") && !is_anybody("dotnet-shop"));
    }
}
