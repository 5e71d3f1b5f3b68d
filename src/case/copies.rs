//! The same log given twice: a copy in another folder, or `… (1).log` beside the first one. It counts once.

use crate::order::sort_by_key;
use crate::scan::Scanned;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// For each source the position of the one that counts among those with the same content, which may be its own.
///
/// Of copies the one whose name tells a process comes first, then the one that lies highest: so all logs that count lie in
/// one folder where a whole folder was copied.
#[must_use]
pub fn originals(sources: &[Scanned]) -> Vec<usize> {
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    let mut all: Vec<(usize, &Scanned)> = sources.iter().enumerate().collect();
    sort_by_key(&mut all, |(index, source)| {
        let folder = source.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        (source.named_pid.is_none(), folder.split('/').filter(|it| !it.is_empty()).count(), folder, *index)
    });
    let mut originals: Vec<usize> = (0..sources.len()).collect();
    for (index, source) in &all {
        if source.segments.is_empty() {
            continue;
        }
        let before = alike.entry((source.bytes, source.lines, digest(source))).or_default();
        let original = before.iter().find(|other| sources.get(**other).is_some_and(|other| is_same(other, source)));
        match original {
            Some(original) => {
                if let Some(place) = originals.get_mut(*index) {
                    *place = *original;
                }
            }
            None => before.push(*index),
        }
    }
    originals
}

/// The same for the same records, and hardly ever for others: so few are compared.
fn digest(source: &Scanned) -> u64 {
    let mut digest = DefaultHasher::new();
    source.segments.hash(&mut digest);
    digest.finish()
}

/// Whether two logs have the same records. Their names tell whose they are only where the records do not.
fn is_same(one: &Scanned, other: &Scanned) -> bool {
    let has_process = |source: &Scanned| source.segments.iter().any(|segment| segment.pid.is_some());
    let is_of_one = one.named_pid == other.named_pid || other.named_pid.is_none() || has_process(one);
    let names = one.named_process.as_ref().zip(other.named_process.as_ref());
    is_of_one
        && names.is_none_or(|(one, other)| one == other)
        && one.artifact == other.artifact
        && one.segments == other.segments
}
