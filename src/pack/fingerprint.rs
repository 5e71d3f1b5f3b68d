//! What tells releases apart, besides the wordings: lines that are always written, and the order of two lines.

use super::{ReleaseSet, SignalIndex};

/// Something that only some releases do.
#[derive(Debug)]
pub struct Fingerprint {
    /// What they do.
    pub sign: Sign,
    /// The releases that do it.
    pub releases: ReleaseSet,
}

/// See [`Fingerprint`].
#[derive(Debug)]
pub enum Sign {
    /// A line is always written by the time that some others are: where it is missing, the release is another.
    Always {
        /// How the line begins.
        line: String,
        /// Its wordings.
        wordings: Vec<(SignalIndex, u16)>,
        /// Position of its log among the artifacts.
        artifact: usize,
        /// The others; all have to be there.
        by: Vec<SignalIndex>,
        /// Only on this operating system.
        os: Option<String>,
    },
    /// One message comes before another.
    Order {
        /// The one.
        first: SignalIndex,
        /// The other.
        then: SignalIndex,
    },
}
