//! Processes of one id in one folder that are not the same: containers each have a process 1, and may share a folder.
//!
//! One process has different names in its native and its managed logs: native names end before the last dot, have `_`
//! for `-` and blanks, and were cut to 15 characters up to 3.18.

use super::Part;
use super::hosts::{is_anybody, plain};
use std::collections::BTreeMap;

/// The parts of one process id, by application.
///
/// Native logs of one process have one name; the name of a managed log belongs to the native one that it shares most
/// with.
pub(super) fn apart(parts: Vec<Part<'_>>) -> Vec<Vec<Part<'_>>> {
    let mut native: Vec<String> = parts.iter().filter(|part| is_native(part)).filter_map(name).collect();
    native.sort_unstable();
    native.dedup();
    let mut groups: BTreeMap<Option<String>, Vec<Part<'_>>> = BTreeMap::new();
    for part in parts {
        let name = name(&part).map(|name| nearest(&native, name));
        groups.entry(name).or_default().push(part);
    }
    // What has no name of its own is told apart only from several that have.
    if groups.len() == 2 && groups.contains_key(&None) {
        return vec![groups.into_values().flatten().collect()];
    }
    groups.into_values().collect()
}

/// The native name that shares most with a name, where one is the beginning of the other.
fn nearest(native: &[String], name: String) -> String {
    let fitting = native.iter().filter(|native| native.starts_with(&name) || name.starts_with(native.as_str()));
    let nearest = fitting.max_by_key(|native| (shared(native, &name), native.len() == name.len()));
    nearest.cloned().unwrap_or(name)
}

pub(super) fn is_native(part: &Part<'_>) -> bool {
    ["profiler-log", "loader-log", "tracer-native-log"].contains(&part.source.artifact.as_str())
}

/// How many bytes two names have in common at their beginning.
fn shared(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}

fn name(part: &Part<'_>) -> Option<String> {
    let name = part.source.named_process.as_deref()?;
    (!name.is_empty() && !is_anybody(name)).then(|| plain(name))
}
