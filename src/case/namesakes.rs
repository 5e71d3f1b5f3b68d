//! Processes of one id in one folder that are not the same: containers each have a process 1, and may share a folder.
//!
//! One process has different names in its native and its managed logs: native names end before the last dot, have `_`
//! for `-` and blanks, and were cut to 15 characters up to 3.18.

use super::Part;

/// Names of hosts that say nothing about the application in them.
pub(super) const HOSTS: [&str; 4] = ["dotnet", "w3wp", "iisexpress", "func"];

/// The parts of one process id, by application.
///
/// Native logs of one process have one name; the name of a managed log belongs to the native one that it shares most
/// with.
pub(super) fn apart(parts: Vec<Part<'_>>) -> Vec<Vec<Part<'_>>> {
    let native: Vec<String> = parts.iter().filter(|part| is_native(part)).filter_map(name).collect();
    let group = |part: &Part<'_>| -> Option<String> {
        let name = name(part)?;
        let fitting = native.iter().filter(|native| native.starts_with(&name) || name.starts_with(native.as_str()));
        let nearest = fitting.max_by_key(|native| (shared(native, &name), native.len() == name.len()));
        Some(nearest.cloned().unwrap_or(name))
    };
    let mut groups: Vec<(Option<String>, Vec<Part<'_>>)> = Vec::new();
    for part in parts {
        let name = group(&part);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, parts)) => parts.push(part),
            None => groups.push((name, vec![part])),
        }
    }
    // What has no name of its own is told apart only from several that have.
    if groups.len() == 2 && groups.iter().any(|(name, _)| name.is_none()) {
        return vec![groups.into_iter().flat_map(|(_, parts)| parts).collect()];
    }
    groups.into_iter().map(|(_, parts)| parts).collect()
}

fn is_native(part: &Part<'_>) -> bool {
    ["profiler-log", "loader-log", "tracer-native-log"].contains(&part.source.artifact.as_str())
}

/// How many bytes two names have in common at their beginning.
fn shared(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}

fn name(part: &Part<'_>) -> Option<String> {
    let name = part.source.named_process.as_deref()?.to_ascii_lowercase();
    let name = name.strip_suffix(".exe").unwrap_or(&name).replace(['-', ' ', '.'], "_");
    (!name.is_empty() && !HOSTS.contains(&name.as_str())).then_some(name)
}
