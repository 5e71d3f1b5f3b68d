//! A text while it is redacted.
//!
//! A pattern costs far more than looking for a word, so each is tried only where a word stands without which it cannot
//! fit.

use regex::{Captures, Regex};
use std::borrow::Cow;

/// A text with what was taken out so far.
pub(super) struct Draft {
    text: String,
    /// The same in lower case, as far as it is ASCII.
    lower: String,
}

impl Draft {
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.to_owned(), lower: text.to_ascii_lowercase() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Whether one of these words is in it, which are in lower case.
    pub(super) fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| memchr::memmem::find(self.lower.as_bytes(), word.as_bytes()).is_some())
    }

    /// Replaces what fits a pattern.
    pub(super) fn replace(&mut self, pattern: &Regex, by: fn(&Captures<'_>) -> String) {
        if let Cow::Owned(text) = pattern.replace_all(&self.text, by) {
            self.set(text);
        }
    }

    pub(super) fn set(&mut self, text: String) {
        self.lower = text.to_ascii_lowercase();
        self.text = text;
    }
}
