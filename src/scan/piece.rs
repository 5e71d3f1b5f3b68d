//! Bytes of one line, of which a bounded beginning is kept.

use crate::intake::Encoding;

/// How much of a line is read, in bytes of the source.
pub(super) const LINE: usize = 16 * 1024;

/// More than a line's bound is kept: room for its break, and for a byte that goes over to the line before.
const KEPT: usize = LINE + 8;

/// A run of bytes without a line break, or a whole line with its break.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Piece {
    kept: Vec<u8>,
    length: u64,
    last: u8,
}

impl Piece {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut piece = Self::default();
        piece.append(bytes);
        piece
    }

    fn append(&mut self, bytes: &[u8]) {
        let room = KEPT.saturating_sub(self.kept.len());
        self.kept.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        self.length += bytes.len() as u64;
        self.last = bytes.last().copied().unwrap_or(self.last);
    }

    /// This and the one that follows.
    pub(super) fn join(mut self, next: &Self) -> Self {
        self.append(&next.kept);
        // What the next one did not keep lies beyond the bound here as well.
        self.length += next.length - next.kept.len() as u64;
        if next.length > 0 {
            self.last = next.last;
        }
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Takes off the first byte: the second half of a line break that the cut went through.
    pub(super) fn split_first(&self) -> (Self, Self) {
        let (first, rest) = self.kept.split_at_checked(1).unwrap_or((&[], &self.kept));
        let rest = Self { kept: rest.to_vec(), length: self.length - first.len() as u64, last: self.last };
        (Self::of(first), rest)
    }

    /// Whether the last byte here and the first one there are the two halves of a line break,
    /// when that first one stands at `offset` of the source.
    pub(super) fn breaks_with(&self, next: &Self, offset: u64, encoding: Encoding) -> bool {
        let [low, high] = encoding.line_break();
        encoding.unit() == 2
            && offset % 2 == 1
            && !self.is_empty()
            && self.last == low
            && next.kept.first() == Some(&high)
    }

    /// The line without its break, bounded.
    pub(super) fn line(&self, encoding: Encoding) -> &[u8] {
        // The break of a longer line is not among what is kept; bytes that look like one are text.
        let is_whole = self.length == self.kept.len() as u64;
        if is_whole { bounded(&self.kept, encoding) } else { self.kept.get(..LINE).unwrap_or(&self.kept) }
    }
}

/// A line without its break, bounded to [`LINE`].
pub(super) fn bounded(line: &[u8], encoding: Encoding) -> &[u8] {
    let strip = |line: &'_ [u8], end: u8| -> usize {
        let [one, other] = if encoding == Encoding::Utf16High { [0, end] } else { [end, 0] };
        match encoding {
            Encoding::Utf8 => usize::from(line.ends_with(&[end])),
            Encoding::Environ => 0,
            _ => {
                if line.ends_with(&[one, other]) {
                    2
                } else {
                    0
                }
            }
        }
    };
    let mut line = if encoding == Encoding::Environ { line.strip_suffix(&[0]).unwrap_or(line) } else { line };
    for end in *b"\n\r" {
        line = line.get(..line.len() - strip(line, end)).unwrap_or_default();
    }
    line.get(..LINE).unwrap_or(line)
}

/// Where the first line break at or after `from` ends; `offset` is where `bytes` stands in the source.
pub(super) fn after_break(bytes: &[u8], from: usize, offset: u64, encoding: Encoding) -> Option<usize> {
    let [low, high] = encoding.line_break();
    if encoding.unit() == 1 {
        return memchr::memchr(low, bytes.get(from..)?).map(|at| from + at + 1);
    }
    let mut from = from;
    loop {
        let at = from + memchr::memchr(b'\n', bytes.get(from..)?)?;
        // Where the unit begins to which the byte belongs.
        let start = if low == b'\n' { Some(at) } else { at.checked_sub(1) };
        if let Some(start) = start
            && (offset + start as u64).is_multiple_of(2)
            && bytes.get(start..start + 2) == Some(&[low, high])
        {
            return Some(start + 2);
        }
        from = at + 1;
    }
}
