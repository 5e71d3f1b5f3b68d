//! Lines to records.

use super::partial::Context;
use super::record::Record;
use super::track::{Found, Track};
use crate::line::{self, Header};

/// How much text of a record is kept, in bytes.
const RECORD: usize = 16 * 1024;

/// The complete lines of a piece.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Body {
    lines: u64,
    /// Lines before the first record: they go on with a record of the piece before.
    before: Text,
    closed: Track,
    /// The last record, which may go on in the piece after.
    open: Option<Open>,
}

/// A record of which more lines may come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Open {
    line: u64,
    header: Header,
    text: Text,
}

/// Lines joined by line feeds, bounded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Text(Vec<u8>);

impl Text {
    fn push(&mut self, line: &[u8]) {
        self.append(line);
        self.append(b"\n");
    }

    fn append(&mut self, bytes: &[u8]) {
        let room = RECORD.saturating_sub(self.0.len());
        self.0.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }
}

impl Body {
    pub(super) fn lines(&self) -> u64 {
        self.lines
    }

    /// Adds a complete line, as it stands in the source, without its break.
    pub(super) fn push(&mut self, raw: &[u8], context: &Context<'_>) {
        let text = context.intake.text(raw);
        let line = self.lines;
        self.lines += 1;
        if let Some(header) = line::parse(context.intake.format, &text) {
            if let Some(open) = &self.open {
                self.closed.add(&open.record(context));
            }
            // The memory of the record before serves this one.
            let open = self.open.get_or_insert_default();
            (open.line, open.header) = (line, header);
            open.text.0.clear();
            open.text.push(&text);
        } else {
            match &mut self.open {
                Some(open) => open.text.push(&text),
                None => self.before.push(&text),
            }
        }
    }

    /// This and the one that follows.
    pub(super) fn join(&mut self, mut next: Self, context: &Context<'_>) {
        match &mut self.open {
            Some(open) => open.text.append(&next.before.0),
            None => self.before.append(&next.before.0),
        }
        if let Some(mut open) = next.open {
            if let Some(before) = &self.open {
                self.closed.add(&before.record(context));
            }
            next.closed.shift(self.lines);
            self.closed.join(next.closed, context.pack);
            open.line += self.lines;
            self.open = Some(open);
        }
        self.lines += next.lines;
    }

    pub(super) fn finish(mut self, context: &Context<'_>) -> Found {
        if let Some(open) = &self.open {
            self.closed.add(&open.record(context));
        }
        // Lines count from 1.
        self.closed.shift(1);
        self.closed.finish(context.pack)
    }
}

impl Open {
    fn record<'a>(&'a self, context: &Context<'a>) -> Record<'a> {
        Record::read(self.line, self.header, &self.text.0, context)
    }
}
