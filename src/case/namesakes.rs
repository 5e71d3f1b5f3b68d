//! Processes of one id in one folder that are not the same: containers each have a process 1, and may share a folder.
//!
//! One process has different names in its native and its managed logs: native names end before the last dot, have `_`
//! for `-` and blanks, and were cut to 15 characters up to 3.18.

use super::Part;

/// Names of hosts that say nothing about the application in them.
pub(super) const HOSTS: [&str; 4] = ["dotnet", "w3wp", "iisexpress", "func"];

/// The parts of one process id, by application. Where names do not contradict each other it is one.
pub(super) fn apart(parts: Vec<Part<'_>>) -> Vec<Vec<Part<'_>>> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    for name in parts.iter().filter_map(name) {
        let (alike, others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|known| is_same(known, &name)));
        groups = others;
        let mut merged: Vec<String> = alike.into_iter().flatten().collect();
        merged.push(name);
        groups.push(merged);
    }
    if groups.len() < 2 {
        return vec![parts];
    }
    crate::order::sort_by_key(&mut groups, Clone::clone);
    // What has no name of its own is told apart from those that have.
    let mut apart: Vec<Vec<Part<'_>>> = (0..=groups.len()).map(|_| Vec::new()).collect();
    for part in parts {
        let group = name(&part).and_then(|name| groups.iter().position(|group| group.contains(&name)));
        if let Some(place) = apart.get_mut(group.unwrap_or(groups.len())) {
            place.push(part);
        }
    }
    apart.retain(|parts| !parts.is_empty());
    apart
}

fn name(part: &Part<'_>) -> Option<String> {
    let name = part.source.named_process.as_deref()?.to_ascii_lowercase();
    let name = name.strip_suffix(".exe").unwrap_or(&name).replace(['-', ' ', '.'], "_");
    (!name.is_empty() && !HOSTS.contains(&name.as_str())).then_some(name)
}

fn is_same(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}
