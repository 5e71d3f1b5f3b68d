//! Whether something that is told of a process was of this life of it.

use super::{Evaluation, Truth};
use crate::case::{Mark, captured};
use crate::scan::Stamp;

/// The placeholder that says when something was, where the line's own time does not.
const TIME: &str = "time";

/// Clocks of two zones are at most so far apart, in milliseconds.
const ZONES: i64 = 14 * 3_600_000;

/// Whether a sighting lies between the first record of this life and the next one of the same process. What has no time
/// may be of any life, so it counts. Where the zone of one side is not known both are taken for the same clock, and what
/// only another zone could place there is unknown.
pub(super) fn in_this_life(evaluation: &Evaluation<'_>, mark: &Mark<'_>) -> Truth {
    let run = evaluation.run;
    let written = captured(mark, TIME).and_then(Stamp::parse);
    let own = mark.sighting.time.map(|moment| Stamp { moment, ahead: mark.part.ahead() });
    let (Some(stamp), Some(first)) = (written.or(own), run.first()) else { return Truth::True };
    let zones = stamp.ahead.zip(run.ahead());
    let shift = zones.map_or(0, |(theirs, mine)| mine - theirs);
    let at = stamp.moment.0 + shift;
    let before = first.0 - at;
    let behind = evaluation.beside.next.map_or(i64::MIN, |next| at - next.0);
    match before.max(behind) {
        outside if outside <= 0 => Truth::True,
        outside if zones.is_some() || outside > ZONES => Truth::False,
        _ => Truth::Unknown,
    }
}
