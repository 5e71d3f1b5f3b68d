//! How often a run uploads: not printed, but errors that fail at once come at that distance.

use crate::case::{Mark, Run, captured};
use crate::order::sort_by_key;
use crate::pack::Pack;

/// The product's default, in milliseconds.
const DEFAULT: i64 = 60_000;
/// Shorter distances are no period but two messages of one upload.
const SHORTEST: i64 = 1_000;

/// The upload period of a run in milliseconds.
///
/// A process with several applications fails several times in one upload, and an upload that works prints nothing: the
/// smallest distance may be too short and the largest too long. A shorter period than the default is believed only
/// where no distance, from the start on, exceeds the default; then the largest is taken. A longer one is believed
/// where no two errors come closer.
pub(super) fn upload(pack: &Pack, run: &Run<'_>) -> i64 {
    let shutdown = run.last_of(&pack.period.until).and_then(|mark| mark.sighting.time);
    let Some(start) = run.last_of(&pack.period.since).and_then(|mark| mark.sighting.time) else { return DEFAULT };
    let mut times: Vec<i64> = pack
        .period
        .errors
        .iter()
        .flat_map(|signal| run.marks(*signal))
        .filter(|mark| !is_late(pack, mark))
        .filter_map(|mark| mark.sighting.time)
        .filter(|time| shutdown.is_none_or(|shutdown| *time < shutdown))
        .map(|time| time.0)
        .collect();
    sort_by_key(&mut times, |time| *time);
    let distances: Vec<i64> = std::iter::once(start.0)
        .chain(times.iter().copied())
        .zip(&times)
        .map(|(one, next)| next - one)
        .filter(|distance| *distance >= SHORTEST)
        .collect();
    let largest = distances.iter().copied().max().unwrap_or(DEFAULT);
    let smallest = distances.iter().skip(1).copied().min().unwrap_or(DEFAULT);
    if largest < DEFAULT { largest } else { smallest.max(DEFAULT) }
}

/// Whether an error came long after its upload began, so that its time shows nothing.
fn is_late(pack: &Pack, mark: &Mark<'_>) -> bool {
    let values = || mark.sighting.captures.iter().filter_map(|(name, _)| captured(mark, name));
    pack.period.except.iter().any(|text| values().any(|value| value.contains(text.as_str())))
}
