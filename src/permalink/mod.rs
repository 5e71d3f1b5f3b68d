//! A result as a link, and back.
//!
//! `#r=1.` and the base64url of deflated JSON. A link holds ids, verdicts and facts that tell
//! nothing about anybody; titles and remedies come from the pack of whoever opens it. Everything
//! else travels only where it was asked for, and redacted. What version 1 holds never changes;
//! links under `tests/links` must open for ever.

mod decode;
mod encode;
mod share;
mod wire;

pub use decode::decode;
pub use encode::encode;

use std::fmt;

/// Version of the link that is written.
pub const VERSION: u32 = 1;

/// Longest link, in characters.
pub const LONGEST: usize = 8_000;

/// Longest fragment: the rest is for the address of the page before it.
const LONGEST_FRAGMENT: usize = 7_700;

/// What a link holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Also names, times, messages and evidence, redacted. Where they are too long together they
    /// are shortened, then left out; the run that decided keeps them longest.
    pub include_details: bool,
}

/// Why there is no link, or no result in it. The text is for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkError {
    /// The result does not fit.
    TooLong,
    /// There is no `r=` in it.
    NoResult,
    /// Made by a newer release.
    Newer(u32),
    /// Cut off or altered.
    Damaged,
    /// Whole, but not a result.
    Foreign,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(
                f,
                "The result does not fit into a link of {LONGEST} characters. Save it as a file and share the file."
            ),
            Self::NoResult => write!(f, "This is no link to a result: expected an address that ends in #r=1.…"),
            Self::Newer(version) => write!(
                f,
                "This link was made by a newer release: it has version {version}, this release reads up to version \
                 {VERSION}. Open it with a newer release."
            ),
            Self::Damaged => {
                write!(f, "This link is damaged, most likely cut off when it was copied. Copy the whole link again.")
            }
            Self::Foreign => write!(f, "This link holds something other than a result of this program."),
        }
    }
}

impl std::error::Error for LinkError {}

#[cfg(test)]
mod tests;
