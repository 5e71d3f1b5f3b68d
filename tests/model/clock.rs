//! Times: milliseconds of the process's local clock.

use profiler_doctor::scan::Moment;

pub(crate) const SECOND: i64 = 1000;
pub(crate) const MINUTE: i64 = 60 * SECOND;

/// Ten o'clock on the day on which everything happens.
pub(crate) fn ten() -> i64 {
    Moment::parse("2026-09-10T10:00:00").map_or(0, |moment| moment.0)
}

/// As native logs and the managed tracer write it.
pub(crate) fn written(time: i64) -> String {
    Moment(time).to_string().replace('T', " ")
}
