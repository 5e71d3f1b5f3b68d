//! Text that was wrapped at one width, as terminals and tickets do: lines of the log go on in the next one.

use crate::line;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Narrower text is no log, in characters.
const NARROWEST: usize = 20;

/// How many lines have to go on in the next one.
const ENOUGH: usize = 3;

/// The width at which lines were wrapped, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrap(usize);

impl Wrap {
    /// From the first lines: none is longer than the width, and where one that begins no record stands behind another,
    /// that other one is mostly as long as the width.
    pub(super) fn of(lines: &[Cow<'_, [u8]>]) -> Option<Self> {
        let width = lines.iter().map(|line| length(line)).max().filter(|width| *width >= NARROWEST)?;
        let wrap = Self(width);
        let begins = lines.iter().filter(|line| line::begins(line)).count();
        let behind = || lines.iter().zip(lines.iter().skip(1)).filter(|(_, next)| !line::begins(next));
        let goes_on = behind().filter(|(line, _)| wrap.is_full(line)).count();
        let other = behind().count() - goes_on;
        // A message of several lines goes on behind lines of any length; different records are rarely of one length.
        let first = behind().filter(|(line, _)| wrap.is_full(line) && line::begins(line));
        let different: BTreeSet<&[u8]> = first.map(|(line, _)| end(line)).collect();
        let is_wrapped = other * 10 <= goes_on || different.len() >= ENOUGH && other <= goes_on;
        (begins >= ENOUGH && goes_on >= ENOUGH && is_wrapped).then_some(wrap)
    }

    /// Whether a line goes on in the next one, unless that begins a record.
    #[must_use]
    pub fn is_full(self, line: &[u8]) -> bool {
        length(line) == self.0
    }

    /// The lines as they were.
    pub(super) fn undone<'a>(self, lines: &[Cow<'_, [u8]>]) -> Vec<Cow<'a, [u8]>> {
        let mut whole: Vec<Vec<u8>> = Vec::new();
        let mut goes_on = false;
        for line in lines {
            match whole.last_mut() {
                Some(last) if goes_on && !line::begins(line) => last.extend_from_slice(line),
                _ => whole.push(line.to_vec()),
            }
            goes_on = self.is_full(line);
        }
        whole.into_iter().map(Cow::Owned).collect()
    }
}

/// The last bytes of a line: what it says, and not when.
fn end(line: &[u8]) -> &[u8] {
    line.get(line.len().saturating_sub(12)..).unwrap_or(line)
}

/// In characters.
fn length(line: &[u8]) -> usize {
    line.iter().filter(|byte| !(0x80..0xc0).contains(*byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<Cow<'static, [u8]>> {
        let cut = |line: &str| line.as_bytes().chunks(width).map(|part| Cow::Owned(part.to_vec())).collect::<Vec<_>>();
        text.lines().flat_map(cut).collect()
    }

    #[test]
    fn the_width_is_found_and_undone() {
        let line = |number: usize| {
            format!("[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] {}\n", "word ".repeat(number % 7 * 3))
        };
        let text: String = (0..20).map(line).collect();
        for width in [30, 60, 80, 100] {
            let lines = wrapped(&text, width);
            let undone = Wrap::of(&lines).map(|wrap| (wrap.0, wrap.undone(&lines)));
            let whole: Vec<Cow<'_, [u8]>> = text.lines().map(|line| Cow::Borrowed(line.as_bytes())).collect();
            assert_eq!(undone, Some((width, whole)), "{width}");
        }
        assert_eq!(Wrap::of(&wrapped(&text, 500)), None);
    }
}
