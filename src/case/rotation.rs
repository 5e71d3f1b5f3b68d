//! Parts of one log: `x.log` is the newest, `x.1.log` the one before it, and so on.

use super::Part;
use crate::scan::Scanned;

/// What is missing between the parts of a log, said at the newest part before the gap.
#[must_use]
pub fn missing_parts(source: &Scanned, all: &[Scanned]) -> Option<String> {
    let mine = source.rotation.unwrap_or(0);
    source.named_pid?;
    let is_part = |other: &&Scanned| {
        other.artifact == source.artifact
            && other.named_pid == source.named_pid
            && other.named_process == source.named_process
            && folder(&other.name) == folder(&source.name)
    };
    let older = all.iter().filter(is_part).filter_map(|other| other.rotation).filter(|age| *age > mine).min()?;
    match older - mine {
        1 => None,
        2 => Some(format!("Part {} of this log is not among the files; what stood in it is not known.", mine + 1)),
        _ => Some(format!(
            "Parts {} to {} of this log are not among the files; what stood in them is not known.",
            mine + 1,
            older - 1
        )),
    }
}

/// Whether a part between two others of a run's log is missing: then nothing can be said of what was not seen.
pub(super) fn has_gap(parts: &[Part<'_>], artifact: &str) -> bool {
    let mine =
        || parts.iter().filter(|part| part.source.artifact == artifact).map(|part| part.source.rotation.unwrap_or(0));
    let has = |age: u32| mine().any(|known| known == age);
    mine().any(|age| age > 1 && !has(age - 1) && mine().any(|younger| younger < age))
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}
