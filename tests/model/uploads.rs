//! Uploads: one at each period, each with its answer.

use super::answer::Answer;
use super::choices::Dice;

/// One upload, and when its answer was known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Upload {
    pub(crate) done: i64,
    pub(crate) answer: Answer,
    /// Made by the shutdown.
    pub(crate) at_end: bool,
}

/// How uploads go over a life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Course {
    Well,
    Never,
    Recovers,
    Breaks,
    EverySecond,
    OneOfMany,
    Mixed,
}

impl Course {
    pub(crate) const ALL: [(usize, Self); 7] = [
        (4, Self::Well),
        (3, Self::Never),
        (3, Self::Recovers),
        (3, Self::Breaks),
        (2, Self::EverySecond),
        (2, Self::OneOfMany),
        (2, Self::Mixed),
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Well => "uploads: all taken",
            Self::Never => "uploads: none taken",
            Self::Recovers => "uploads: fail, then work",
            Self::Breaks => "uploads: work, then fail",
            Self::EverySecond => "uploads: every second fails",
            Self::OneOfMany => "uploads: one of many fails",
            Self::Mixed => "uploads: at random",
        }
    }

    /// The answers to this many uploads.
    pub(crate) fn answers(self, dice: Dice<'_>, count: usize) -> Vec<Answer> {
        let failure = dice.one("failure", &Answer::FAILURES);
        let other = if dice.percent("two-failures", 20) { dice.one("other", &Answer::FAILURES) } else { failure };
        let turn = dice.below("turn", count + 1);
        let fails = |number: usize| match self {
            Self::Well => false,
            Self::Never => true,
            Self::Recovers => number < turn,
            Self::Breaks => number >= turn,
            Self::EverySecond => number % 2 == turn % 2,
            Self::OneOfMany => number == turn,
            Self::Mixed => dice.nth("upload", number).percent("fails", 40),
        };
        let answer = |number| match fails(number) {
            true if number % 2 == 0 => failure,
            true => other,
            false => Answer::Taken,
        };
        (0..count).map(answer).collect()
    }
}
