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
mod body;
pub mod bundle;
mod naming;
mod partial;
mod piece;
mod record;
mod segment;
mod stranger;
mod track;

pub use crate::line::Moment;
pub use partial::{Context, Partial, Scanner};
pub use segment::{OFFSET, OFFSET_LATER, PROGRAM, Segment, Sighting, Sightings};
pub use stranger::{Stranger, Strangers};

/// One source, wholly scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned {
    /// Its name, relative to what was given.
    pub name: String,
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
    /// What the user should know about reading it.
    pub notices: Vec<String>,
    /// Its segments, in file order.
    pub segments: Vec<Segment>,
}
