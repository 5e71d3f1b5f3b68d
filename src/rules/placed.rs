//! Whether what is told of the end of a process was the end of this life of it.

use super::{Evaluation, Truth};
use crate::case::{Mark, captured};
use crate::scan::Stamp;

/// The placeholder that says when something was, where the line's own time does not.
const TIME: &str = "time";

/// Clocks of two zones are at most so far apart, in milliseconds.
const ZONES: i64 = 14 * 3_600_000;

/// Threads write at the same time, so records may stand a little out of order; in milliseconds.
const DISORDER: i64 = 2_000;

/// Whether a sighting lies between the last record of this life and the next life of the same process. What has no time
/// may be of any life, so it counts. Where the zone of one side is not known both are taken for the same clock, and what
/// only another zone could place there is unknown.
pub(super) fn at_its_end(evaluation: &Evaluation<'_>, mark: &Mark<'_>) -> Truth {
    let run = evaluation.run;
    let written = captured(mark, TIME).and_then(Stamp::parse);
    let beside = mark.sighting.time.map(|moment| Stamp { moment, ahead: mark.part.ahead() });
    let own = run.parts.iter().filter(|part| part.segment.pid.or(part.source.named_pid).is_some());
    let last = own.filter_map(|part| part.segment.own_last()).max();
    let (Some(stamp), Some(last)) = (written.or(beside), last) else { return Truth::True };
    let zones = stamp.ahead.zip(run.ahead());
    let shift = zones.map_or(0, |(theirs, mine)| mine - theirs);
    let at = stamp.moment.0 + shift;
    let before = last.0 - DISORDER - at;
    let behind = evaluation.beside.next.map_or(i64::MIN, |next| at - next.0);
    match before.max(behind) {
        outside if outside <= 0 => Truth::True,
        outside if zones.is_some() || outside > ZONES => Truth::False,
        _ => Truth::Unknown,
    }
}
