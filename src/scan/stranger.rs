//! Warnings and errors that no signal knows.

use super::Sighting;
use super::allowance::{Allowance, FULL, SPARE, Weight};
use super::record::Record;
use std::collections::BTreeMap;

/// Unknown records: exact counts, a bounded sample.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Strangers {
    /// How many records there were.
    pub count: u64,
    /// A sample by the hash of the template: the smallest hashes stay, so that the order of joining does not matter.
    pub sample: BTreeMap<u64, Stranger>,
    /// The longest text there was, in bytes.
    text: u64,
}

/// One template of unknown records.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Stranger {
    /// How many records have it.
    pub count: u64,
    /// The first of them.
    pub first: Sighting,
    /// Line of the last of them.
    pub last_line: u64,
}

impl Strangers {
    /// Adds one that stands for no whole record.
    pub(super) fn add_stump(&mut self, first: Sighting) {
        self.count += 1;
        let last_line = first.line;
        // The largest hash: it gives way to any whole record.
        self.sample.entry(u64::MAX).or_insert(Stranger { count: 1, first, last_line });
    }

    /// Whether every template is in the sample.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.sample.values().map(|stranger| stranger.count).sum::<u64>() == self.count
    }

    pub(super) fn add(&mut self, hash: u64, record: &Record<'_>, allowance: &Allowance) {
        self.count += 1;
        self.text = self.text.max(record.length());
        if let Some(known) = self.sample.get_mut(&hash) {
            known.count += 1;
            known.last_line = record.line;
        } else if self.sample.len() < allowance.templates
            || self.sample.last_key_value().is_some_and(|(last, _)| hash < *last)
        {
            let mut first = record.sighting();
            first.shorten(allowance.text);
            self.sample.insert(hash, Stranger { count: 1, first, last_line: record.line });
            self.bound(allowance.templates);
        }
    }

    pub(super) fn join(&mut self, next: Self, allowance: &Allowance) {
        self.count += next.count;
        self.text = self.text.max(next.text);
        for (hash, stranger) in next.sample {
            match self.sample.get_mut(&hash) {
                Some(known) => {
                    known.count += stranger.count;
                    known.last_line = stranger.last_line;
                }
                None => {
                    self.sample.insert(hash, stranger);
                }
            }
        }
        self.bound(allowance.templates);
    }

    fn bound(&mut self, templates: usize) {
        while self.sample.len() > templates {
            self.sample.pop_last();
        }
    }

    /// Keeps no more than that.
    pub(super) fn thin(&mut self, allowance: &Allowance) {
        self.bound(allowance.templates);
        for stranger in self.sample.values_mut() {
            stranger.first.shorten(allowance.text);
        }
    }

    /// What would be kept of them.
    pub(super) fn weight(&self) -> Weight {
        Weight::of_records(self.sample.len() as u64, [FULL.templates, SPARE.templates], self.text, 0)
    }

    /// What is kept of them, in bytes.
    pub(super) fn size(&self) -> u64 {
        self.sample.values().map(|stranger| stranger.first.size()).sum()
    }

    pub(super) fn shift(&mut self, lines: u64) {
        for stranger in self.sample.values_mut() {
            stranger.first.line += lines;
            stranger.last_line += lines;
        }
    }
}

/// FNV-1a of the text with every number and every quoted part folded: the same on every platform.
pub(super) fn hash(body: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let (mut quoted, mut in_number) = (false, false);
    for byte in body {
        let is_digit = byte.is_ascii_digit();
        match byte {
            b'\'' | b'"' => quoted = !quoted,
            _ if quoted => {}
            _ if is_digit && in_number => {}
            _ if is_digit => add(b'#'),
            other => add(*other),
        }
        in_number = is_digit;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn numbers_and_quotes_do_not_make_a_template() {
        assert_eq!(hash(b"thread 12 of '/a/b' failed"), hash(b"thread 7 of 'x' failed"));
        assert_ne!(hash(b"thread 12 failed"), hash(b"thread 12 ended"));
    }
}
