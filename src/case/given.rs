//! Which kinds of logs a run has.

use super::Part;
use super::rotation::with_gaps;
use crate::pack::{LineFormat, Pack};
use std::collections::BTreeMap;

/// The artifacts that the stretches speak for, each with whether it is there from its first record on, without a
/// gap.
pub(super) fn kinds(pack: &Pack, parts: &[Part<'_>]) -> BTreeMap<String, bool> {
    let mut kinds = BTreeMap::new();
    let with_gaps = with_gaps(parts);
    let mut add = |artifact: &str, has_head: bool| *kinds.entry(artifact.to_owned()).or_insert(false) |= has_head;
    for part in parts.iter().filter(|part| part.segment.records > 0) {
        let artifact = part.source.artifact.as_str();
        let format = pack.artifact(artifact).map(|artifact| artifact.format);
        // Not every release of the managed side begins with a line that is known.
        let has_head = part.segment.started && format != Some(LineFormat::Managed);
        add(artifact, has_head && !with_gaps.contains(artifact));
        let is_mixed = format == Some(LineFormat::Mixed);
        if !is_mixed {
            continue;
        }
        // A line that only one kind of log has tells where it comes from.
        for (signal, sightings) in &part.segment.sightings {
            let Some(signal) = pack.signals.get(usize::from(*signal)) else { continue };
            for sighting in &sightings.first {
                let wording = signal.wordings.get(usize::from(sighting.wording));
                if let Some([only]) = wording.map(|wording| wording.artifacts.as_slice())
                    && let Some(origin) = pack.artifacts.get(*only)
                {
                    add(&origin.id, signal.starts_run);
                }
            }
        }
    }
    kinds
}
