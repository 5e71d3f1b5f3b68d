//! The open ends of a piece, by writer: a stream of several containers has the lines of one record apart from each other.

use super::allowance::WRITERS;
use super::partial::Context;
use super::record::Record;
use crate::line::{self, Header};
use std::collections::BTreeMap;

/// How much text of a record is kept, in bytes.
const RECORD: usize = 16 * 1024;

/// Lines joined by line feeds, bounded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Text(Vec<u8>);

/// A record of which more lines may come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Open {
    line: u64,
    header: Header,
    text: Text,
}

/// What one writer left open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Strand {
    /// Lines before its first record: they go on with a record of the piece before.
    before: Text,
    /// Its last record, which may go on in the piece after.
    open: Option<Open>,
}

/// What all writers left open; of too many those with the smallest names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Strands(BTreeMap<String, Strand>);

impl Text {
    /// Adds a line; one that was wrapped goes on in the next.
    pub(super) fn push(&mut self, line: &[u8], goes_on: bool, bound: usize) {
        self.append(line, bound);
        if !goes_on {
            self.append(b"\n", bound);
        }
    }

    pub(super) fn append(&mut self, bytes: &[u8], bound: usize) {
        let room = bound.saturating_sub(self.0.len());
        self.0.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Strands {
    /// Begins a record; the one before it is complete, and is given away first.
    pub(super) fn begin(&mut self, line: u64, header: Header, origin: &str, close: impl FnOnce(&Ended<'_>)) {
        let strand = self.strand(origin);
        if let Some(open) = &strand.open {
            close(&Ended { open, origin });
        }
        // The memory of the record before serves this one.
        let open = strand.open.get_or_insert_default();
        (open.line, open.header) = (line, header);
        open.text.0.clear();
    }

    /// Adds a line to the last record of a writer.
    pub(super) fn add(&mut self, text: &[u8], goes_on: bool, origin: &str) {
        let strand = self.strand(origin);
        strand.open.as_mut().map_or(&mut strand.before, |open| &mut open.text).push(text, goes_on, RECORD);
    }

    /// These and those of the piece that follows, whose lines begin behind `lines` others.
    pub(super) fn join(&mut self, next: Self, lines: u64, mut close: impl FnMut(&Ended<'_>)) {
        for (origin, theirs) in next.0 {
            let mine = self.strand(&origin);
            mine.open.as_mut().map_or(&mut mine.before, |open| &mut open.text).append(theirs.before.bytes(), RECORD);
            if let Some(mut open) = theirs.open {
                if let Some(open) = &mine.open {
                    close(&Ended { open, origin: &origin });
                }
                open.line += lines;
                mine.open = Some(open);
            }
        }
    }

    /// Drops the writers that are too many, and gives the smallest name that was dropped.
    pub(super) fn bound(&mut self) -> Option<String> {
        let mut dropped = None;
        while self.0.len() > WRITERS {
            dropped = self.0.pop_last().map(|(origin, _)| origin);
        }
        dropped
    }

    /// Gives away all records, which are complete by now.
    pub(super) fn end(self, mut close: impl FnMut(&Ended<'_>)) {
        for (origin, strand) in &self.0 {
            if let Some(open) = &strand.open {
                close(&Ended { open, origin });
            }
        }
    }

    fn strand(&mut self, origin: &str) -> &mut Strand {
        self.0.entry(origin.to_owned()).or_default()
    }
}

/// A record that is complete.
pub(super) struct Ended<'s> {
    open: &'s Open,
    origin: &'s str,
}

impl<'s> Ended<'s> {
    pub(super) fn record<'a>(&'a self, context: &Context<'a>) -> Record<'a>
    where
        's: 'a,
    {
        let Open { line, header, text } = self.open;
        let text = text.bytes();
        // The prefix of a wrapped record may stand in several lines.
        let whole = || line::parse(context.intake.format, text).unwrap_or(*header);
        let header = if context.intake.wrap.is_some() { whole() } else { *header };
        Record::read(*line, header, text, self.origin, context)
    }
}
