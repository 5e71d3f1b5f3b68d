//! Processes of one id in one folder that are not the same: containers each have a process 1, and may share a folder.
//!
//! One process has different names in its native and its managed logs: native names end before the last dot, have `_`
//! for `-` and blanks, and were cut to 15 characters up to 3.18.

use super::Part;
use super::hosts::{is_anybody, plain};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::Excluded;

/// The parts of each process id, by folder.
pub(super) type Processes<'a> = BTreeMap<(&'a str, u32), Vec<Part<'a>>>;

/// The parts of one process id, by application.
///
/// Native logs of one process have one name; the name of a managed log belongs to the native one that it shares most
/// with.
pub(super) fn apart(parts: Vec<Part<'_>>) -> Vec<Vec<Part<'_>>> {
    let native: BTreeSet<String> = parts.iter().filter(|part| is_native(part)).filter_map(name).collect();
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

/// The native name that shares most with a name, where one is the beginning of the other; of several that go on with it
/// the last one.
fn nearest(native: &BTreeSet<String>, name: String) -> String {
    if native.contains(&name) {
        return name;
    }
    // What begins with the name stands behind it, and before the name with the last of all letters behind it.
    let end = format!("{name}{}", char::MAX);
    let longer = native.range::<str, _>((Excluded(name.as_str()), Excluded(end.as_str()))).next_back();
    let shorter = || (0..name.len()).rev().filter_map(|end| name.get(..end)).find_map(|start| native.get(start));
    longer.or_else(shorter).cloned().unwrap_or(name)
}

pub(super) fn is_native(part: &Part<'_>) -> bool {
    ["profiler-log", "loader-log", "tracer-native-log"].contains(&part.source.artifact.as_str())
}

fn name(part: &Part<'_>) -> Option<String> {
    let name = part.source.named_process.as_deref()?;
    (!name.is_empty() && !is_anybody(name)).then(|| plain(name))
}
