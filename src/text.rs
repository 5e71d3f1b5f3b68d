//! Text that came out of a log: hostile until it has passed the one boundary.

use std::sync::Arc;

/// Longest piece of log text that is ever kept, in bytes.
pub const LONGEST: usize = 4096;

/// Who will read the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The person whose logs these are: escaped and bounded.
    Local,
    /// Anybody: redacted as well.
    Shared,
}

/// Text from a log. It has no `Display`, no `Debug` of its content and no `Serialize`:
/// [`LogText::publish`] is the only way out. A copy shares the text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct LogText(Arc<str>);

impl LogText {
    /// Takes the first [`LONGEST`] bytes, no character cut in two; what is not UTF-8 becomes U+FFFD.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self::first(bytes, LONGEST)
    }

    /// Takes the first so many bytes, no character cut in two; what is not UTF-8 becomes U+FFFD.
    #[must_use]
    pub(crate) fn first(bytes: &[u8], most: usize) -> Self {
        let kept = bytes.get(..most).map_or(bytes, whole_characters);
        Self(Arc::from(String::from_utf8_lossy(kept)))
    }

    /// Its beginning: the first so many bytes, no character cut in two.
    #[must_use]
    pub fn beginning(&self, most: usize) -> Self {
        if self.0.len() <= most { self.clone() } else { Self::first(self.0.as_bytes(), most) }
    }

    /// How long it is, in bytes.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The text as it stood in the log, for matching inside the engine only.
    pub(crate) fn inspect(&self) -> &str {
        &self.0
    }

    /// The boundary: what may be shown, written or sent under `policy`.
    #[must_use]
    pub fn publish(&self, policy: Policy) -> String {
        let visible = visible(&self.0);
        match policy {
            Policy::Local => visible,
            Policy::Shared => crate::redact::redact(&visible),
        }
    }
}

/// Without a last character that was cut in two.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    let following = bytes.iter().rev().take(3).take_while(|byte| **byte & 0xc0 == 0x80).count();
    let Some(start) = bytes.len().checked_sub(following + 1) else { return bytes };
    let length = match bytes.get(start) {
        Some(0xc0..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf7) => 4,
        _ => return bytes,
    };
    if following + 1 < length { bytes.get(..start).unwrap_or(bytes) } else { bytes }
}

/// The same text with everything that a screen would obey rather than show written out, such as
/// `\u{1b}`: control characters other than line feed and tab, and what reorders or hides letters.
/// A carriage return before a line feed is dropped.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\r' && letters.peek() == Some(&'\n') {
            continue;
        }
        if is_obeyed(letter) { written.extend(letter.escape_unicode()) } else { written.push(letter) }
    }
    written
}

fn is_obeyed(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        // Soft hyphen, Arabic letter mark, Mongolian vowel separator, zero width and direction marks,
        // separators, overrides, isolates, byte order mark, annotations, tags.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => letter.is_control(),
    }
}

impl From<&str> for LogText {
    fn from(text: &str) -> Self {
        Self::from_bytes(text.as_bytes())
    }
}

impl std::fmt::Debug for LogText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LogText({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_screen_would_obey_is_written_out() {
        let text = LogText::from("a\u{1b}[31mb\u{202e}c\r\nd\te\u{0}\rf\u{85}");
        assert_eq!(text.publish(Policy::Local), "a\\u{1b}[31mb\\u{202e}c\nd\te\\u{0}\\u{d}f\\u{85}");
    }

    #[test]
    fn writing_out_twice_is_writing_out_once() {
        let once = visible("\u{1b}\u{2066}\r\n");
        assert_eq!(visible(&once), once);
    }

    #[test]
    fn long_text_ends_at_a_whole_character() {
        for (end, kept) in [("é", LONGEST - 1), ("€", LONGEST - 1), ("🙂", LONGEST - 1), ("a", LONGEST)] {
            let text = format!("{}{end}{end}", "x".repeat(LONGEST - 1));
            let published = LogText::from(text.as_str()).publish(Policy::Local);
            assert_eq!(published.len(), kept);
            assert!(!published.contains('\u{fffd}'));
        }
        assert_eq!(LogText::from_bytes(b"a\xffb\xc3").publish(Policy::Local), "a\u{fffd}b\u{fffd}");
    }

    #[test]
    fn what_is_shared_is_redacted() {
        assert_eq!(LogText::from("DD_API_KEY=abc").publish(Policy::Shared), "DD_API_KEY=<redacted:secret>");
        assert_eq!(LogText::from("DD_API_KEY=abc").publish(Policy::Local), "DD_API_KEY=abc");
    }
}
