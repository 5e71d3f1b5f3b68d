//! Known faults of releases.

use super::{Condition, Release, ReleaseSet, RuleTest};

/// A known fault of some releases.
#[derive(Debug)]
pub struct Problem {
    /// Its id.
    pub id: String,
    /// Position of the step in which it shows.
    pub step: usize,
    /// The releases that have it.
    pub releases: ReleaseSet,
    /// The first release without it; nothing where there is none yet.
    pub fixed: Option<Release>,
    /// On which system, architecture and runtime; nothing for everywhere.
    pub place: Option<Condition>,
    /// What shows that it is what happened; nothing where no log does.
    pub sign: Option<Condition>,
    /// What it does, in one sentence.
    pub says: String,
    /// What helps until a release without it runs; may be empty.
    pub until: String,
    /// Where the knowledge is from.
    pub source: String,
    /// Small cases.
    pub tests: Vec<RuleTest>,
}
