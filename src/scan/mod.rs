//! Records to sightings, as a monoid.
//!
//! A [`Partial`] is what is known of one piece of a source; pieces join in any grouping to the same result, wherever
//! they were cut: inside a line break, a UTF-16 unit, a carrier's prefix or a record of several lines. Three levels,
//! each keeping raw at its borders what may go on in the neighbour:
//!
//! | level | complete inside | open at the borders |
//! |---|---|---|
//! | [`piece`] | lines | the bytes before the first and after the last line break |
//! | [`body`] | records | continuation lines before the first record, and the last record |
//! | [`track`] | segments | records without a process before the first one with one |

mod allowance;
mod aside;
mod body;
pub mod bundle;
mod collection;
mod naming;
mod opening;
mod partial;
mod piece;
mod record;
mod segment;
mod sightings;
mod strands;
mod stranger;
mod stump;
mod track;

pub use crate::line::{Moment, Stamp};
pub use aside::{Aside, unread};
use collection::LeftOut;
pub use collection::{Collection, SHORTENED};
pub use opening::Opening;
pub use partial::{Context, Partial, Scanner};
pub use segment::{APP_DOMAIN, DOMAIN_NUMBER, Jump, OFFSET, OFFSET_LATER, ORIGIN, PROGRAM, Segment};
pub use sightings::{Sighting, Sightings};
pub use stranger::{Stranger, Strangers};

/// One source, wholly scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned {
    /// Its name, relative to what was given.
    pub name: String,
    /// The folder that it was given with, where several were and its name does not begin with it: they may be of several
    /// hosts.
    pub root: Option<String>,
    /// Id of its artifact, or `unknown`.
    pub artifact: String,
    /// Process id, from the file name.
    pub named_pid: Option<u32>,
    /// `3` for `….3.log`; the higher, the older.
    pub rotation: Option<u32>,
    /// Process name, from the file name.
    pub named_process: Option<String>,
    /// Bytes read.
    pub bytes: u64,
    /// Lines read.
    pub lines: u64,
    /// Whether its newest line comes first: its lines were turned round, and are counted from the oldest on.
    pub newest_first: bool,
    /// What the user should know about reading it.
    pub notices: Vec<String>,
    /// What of it could not be read, and why: a sentence. What was never meant to be a log is not unread.
    pub unread: Option<String>,
    /// Its segments, in file order.
    pub segments: Vec<Segment>,
    /// Whether it was taken for one log, and lines of others stand in it.
    has_others: bool,
    /// How far it gave way to the others that it came with.
    level: u32,
    /// The sources that it stands for, where those were left out.
    left_out: Option<LeftOut>,
}

impl Scanned {
    /// Something of which nothing is known but that it was not read.
    #[must_use]
    pub fn of_unread(why: String) -> Self {
        Self {
            name: String::new(),
            root: None,
            artifact: "unknown".into(),
            named_pid: None,
            rotation: None,
            named_process: None,
            bytes: 0,
            lines: 0,
            newest_first: false,
            notices: Vec::new(),
            unread: Some(why),
            segments: Vec::new(),
            has_others: false,
            level: 0,
            left_out: None,
        }
    }

    /// Which line of the file it is that was counted as this one.
    #[must_use]
    pub fn line(&self, counted: u64) -> u64 {
        if self.newest_first { (self.lines + 1).saturating_sub(counted) } else { counted }
    }

    /// What it keeps, in bytes of memory.
    #[must_use]
    pub fn kept(&self) -> u64 {
        self.segments.iter().map(Segment::size).sum()
    }

    /// Why something of it could not be read that may be a log.
    #[must_use]
    pub fn gap(&self) -> Option<&str> {
        let is_no_log = self.artifact == "unknown" && crate::intake::is_no_log(&self.name);
        self.unread.as_deref().filter(|_| !is_no_log)
    }

    /// Notes that something of it could not be read.
    pub fn leave_unread(&mut self, why: impl Into<String>) {
        let why = why.into();
        match &mut self.unread {
            Some(before) if before.contains(&why) => {}
            Some(before) => *before = format!("{before} {why}"),
            None => self.unread = Some(why),
        }
    }
}

#[cfg(test)]
mod tests;
