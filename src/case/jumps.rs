//! Jumps of the clock that only some logs of a run show: another one may have had nothing to say at the time.

use super::Part;
use crate::scan::{Jump, Moment};

/// A jump, and the logs that show it, by the places of their first sources.
#[derive(Debug, Clone)]
struct Shown {
    jump: Jump,
    /// What the clock was set back by, in milliseconds; less than nothing where it jumped ahead.
    back: i64,
    by: Vec<usize>,
}

/// The jumps of all logs of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Jumps(Vec<Shown>);

/// What the jumps that a log does not show make of a time in it, in milliseconds.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lost {
    /// How far it jumped ahead before, as less than nothing.
    pub(super) surely: i64,
    /// What it was perhaps set back by before.
    pub(super) perhaps: i64,
}

impl Jumps {
    /// Those of a run of these stretches; `log` tells which log a stretch is of.
    pub(super) fn of(parts: &[Part<'_>], log: impl Fn(&Part<'_>) -> usize) -> Self {
        let mut jumps: Vec<Shown> = Vec::new();
        for part in parts {
            for jump in part.segment.jumps().iter().filter(|jump| is_one(jump, part, parts)) {
                match jumps.iter_mut().find(|known| is_same(&known.jump, jump)) {
                    // Between two lines time passes as well: the largest step back is the truest, and the smallest ahead.
                    Some(known) => {
                        known.back = known.back.max(back(jump));
                        known.by.push(log(part));
                    }
                    None => jumps.push(Shown { jump: *jump, back: back(jump), by: vec![log(part)] }),
                }
            }
        }
        Self(jumps)
    }

    /// What the clock was set back by where a log shows this jump, in milliseconds; nothing where other logs tell of the
    /// time between.
    pub(super) fn back(&self, jump: &Jump) -> i64 {
        self.0.iter().find(|known| is_same(&known.jump, jump)).map_or(0, |known| known.back)
    }

    /// What the jumps that this log does not show make of one of its times.
    pub(super) fn lost(&self, log: usize, clock: Moment) -> Lost {
        let mut lost = Lost::default();
        for Shown { jump, back, .. } in self.0.iter().filter(|shown| !shown.by.contains(&log)) {
            match *back {
                _ if clock < jump.to => {}
                // Nobody knows how far the clock came before it was set back: it may show any later time twice.
                back if back > 0 => lost.perhaps += back,
                back => lost.surely += back,
            }
        }
        lost
    }
}

fn back(jump: &Jump) -> i64 {
    jump.from.0 - jump.to.0
}

/// A clock that was set back is one for sure. A long silence of one log is none where another one wrote meanwhile.
fn is_one(jump: &Jump, part: &Part<'_>, parts: &[Part<'_>]) -> bool {
    let is_ahead = jump.to > jump.from;
    let wrote = |other: &Part<'_>| {
        let Some((first, last)) = other.segment.own_first().zip(other.segment.own_last()) else { return false };
        let shows_it = other.segment.jumps().iter().any(|theirs| is_same(theirs, jump));
        other.index != part.index && !shows_it && first < jump.to && last > jump.from
    };
    !(is_ahead && parts.iter().any(wrote))
}

/// Whether two logs show the same jump: in one direction, over times that both have.
fn is_same(one: &Jump, other: &Jump) -> bool {
    let span = |jump: &Jump| (jump.from.min(jump.to), jump.from.max(jump.to));
    let ((first, last), (begin, end)) = (span(one), span(other));
    (one.to > one.from) == (other.to > other.from) && first <= end && begin <= last
}
