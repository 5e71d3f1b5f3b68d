//! What stands in every line of loader and profiler, whatever somebody put around it.

use super::Encoding;
use crate::line::MARK;
use memchr::memmem;
use std::sync::LazyLock;

/// The mark in the bytes of one encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    bytes: Vec<u8>,
    encoding: Encoding,
}

impl Mark {
    /// That of a text in this encoding.
    #[must_use]
    pub fn of(encoding: Encoding) -> Self {
        let bytes = match encoding {
            Encoding::Utf8 | Encoding::Environ => MARK.to_vec(),
            Encoding::Utf16Low => MARK.iter().flat_map(|byte| [*byte, 0]).collect(),
            Encoding::Utf16High => MARK.iter().flat_map(|byte| [0, *byte]).collect(),
        };
        Self { bytes, encoding }
    }

    /// Where the first one begins.
    #[must_use]
    pub fn find(&self, text: &[u8]) -> Option<usize> {
        memmem::find(text, &self.bytes)
    }

    /// Where the last line of a text begins that may go on, and how many lines come before it.
    #[must_use]
    pub fn lines(&self, text: &[u8]) -> (usize, u64) {
        let end = self.encoding.line_break();
        let size = self.encoding.unit();
        let end = end.get(..size).unwrap_or_default();
        let ends: Vec<usize> = memmem::find_iter(text, end).filter(|at| at.is_multiple_of(size)).collect();
        (ends.last().map_or(0, |at| at + size), ends.len() as u64)
    }
}

/// Whether the mark stands in a text.
#[must_use]
pub fn is_marked(text: &[u8]) -> bool {
    static FINDER: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(MARK));
    FINDER.find(text).is_some()
}

/// Whether the mark stands in a line in another encoding than the one in which it is read: two texts were put together.
#[must_use]
pub fn is_marked_otherwise(line: &[u8], encoding: Encoding) -> bool {
    let is_wide = |encoding| Mark::of(encoding).find(line).is_some();
    match encoding {
        Encoding::Utf8 | Encoding::Environ => {
            memchr::memchr(0, line).is_some() && (is_wide(Encoding::Utf16Low) || is_wide(Encoding::Utf16High))
        }
        Encoding::Utf16Low | Encoding::Utf16High => is_marked(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_in_every_encoding() {
        let text = "a\nb\n[x | PId: 7";
        for (encoding, bytes) in [
            (Encoding::Utf8, text.as_bytes().to_vec()),
            (Encoding::Utf16Low, text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            (Encoding::Utf16High, text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ] {
            let mark = Mark::of(encoding);
            let unit = encoding.unit();
            assert_eq!((mark.find(&bytes), mark.lines(&bytes)), (Some(7 * unit), (4 * unit, 2)), "{encoding:?}");
        }
    }

    #[test]
    fn only_the_whole_mark_is_one() {
        assert!(is_marked(b"[x | info | PId: 7 | TId: 7] a"));
        assert!(!is_marked(b"PId: 7"));
    }
}
