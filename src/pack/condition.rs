//! Conditions of rules, checked and resolved.
//!
//! Every operator is three-valued when it is evaluated: see [`crate::rules`].

use super::{CounterState, Release, SignalIndex, UploadState, WalkState};

/// A condition over the signals and facts of one run.
#[derive(Debug, Clone)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// Not one holds.
    None(Vec<Condition>),
    /// A message was seen.
    Seen(Seen),
    /// None of these messages was seen, though the log would have shown them.
    Absent(Vec<SignalIndex>),
    /// A fact of the run has a value.
    Fact {
        /// Its name.
        name: String,
        /// The values that fit.
        is: Vec<String>,
    },
    /// The run's release lies in a range.
    Release {
        /// The lowest that fits.
        at_least: Option<Release>,
        /// The first that does not fit any more.
        before: Option<Release>,
    },
    /// A setting has a value, or is known not to be set.
    Setting {
        /// Its name.
        name: String,
        /// The values that fit.
        is: Vec<String>,
        /// Whether it is known not to be set.
        unset: bool,
    },
    /// A named condition holds.
    Holds(usize),
    /// A named condition is not known to hold.
    Unproven(usize),
    /// Time passed since the last of these messages.
    Elapsed(Elapsed),
    /// The run has a source of one of these kinds.
    Given(Vec<usize>),
    /// So many processes of the capture were profiled at the same time as this one, itself included.
    Processes(usize),
    /// At least so many lives of its application in a row before this one ended without the lines of an orderly end.
    Restarts(usize),
    /// The uploads of the run are in one of these states.
    Uploads(Vec<UploadState>),
    /// The uploads fail, and the last failure is one of these messages.
    Failing {
        /// The messages.
        signals: Vec<SignalIndex>,
        /// Its capture fits.
        capture: Option<CaptureTest>,
    },
    /// At least so many percent of the last ten uploads failed.
    Lost(u32),
    /// The counters of the run are in one of these states.
    Counters(Vec<CounterState>),
    /// The stack walks of the run are in one of these states.
    Walks(Vec<WalkState>),
    /// One of the known problems of the pack concerns the run.
    Problem {
        /// The steps in which they show.
        steps: Vec<usize>,
        /// Whether their sign has to be seen as well.
        shown: bool,
    },
    /// The user answered.
    Answer {
        /// Id of the question.
        question: String,
        /// The answers that fit.
        is: Vec<String>,
    },
}

/// One of some messages was seen.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The messages.
    pub signals: Vec<SignalIndex>,
    /// Only sightings whose capture fits count.
    pub capture: Option<CaptureTest>,
    /// Only the last sighting is looked at.
    pub last: bool,
    /// None of these came later.
    pub not_followed_by: Vec<SignalIndex>,
    /// Only sightings between its last record and its next life count.
    pub at_its_end: bool,
    /// At least so many.
    pub count: u64,
}

/// A test of what stood at a placeholder.
#[derive(Debug, Clone)]
pub struct CaptureTest {
    /// Name of the placeholder.
    pub name: String,
    /// The whole value is one of these.
    pub is: Vec<String>,
    /// The value contains one of these, in any case of letters.
    pub contains: Vec<String>,
}

/// At least `at_least` passed from the last of `since` to the end of the run.
#[derive(Debug, Clone)]
pub struct Elapsed {
    /// Where the clock starts: the latest of them that was seen.
    pub since: Vec<SignalIndex>,
    /// Where it stops: the last of these, or the end of what was observed.
    pub until: Vec<SignalIndex>,
    /// How long, in milliseconds.
    pub at_least: i64,
}

/// Milliseconds of `500 ms`, `2 s` and `1 min`.
pub(super) fn milliseconds(text: &str) -> Option<i64> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: i64 = number.parse().ok()?;
    let unit = match unit {
        "ms" => 1,
        "s" => 1_000,
        "min" => 60_000,
        _ => return None,
    };
    number.checked_mul(unit)
}
