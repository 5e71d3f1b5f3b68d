//! Lines to records.

use super::partial::Context;
use super::record::Record;
use super::track::{Found, Track};
use crate::line::{self, Header};
use crate::pack::LineFormat;

/// How much text of a record is kept, in bytes.
const RECORD: usize = 16 * 1024;

/// How much of a document is read, in bytes: it is understood only as a whole.
const DOCUMENT: usize = 1 << 20;

/// The complete lines of a piece.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Body {
    lines: u64,
    /// Lines before the first record: they go on with a record of the piece before. All lines of a document.
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
    fn push(&mut self, line: &[u8], bound: usize) {
        self.append(line, bound);
        self.append(b"\n", bound);
    }

    fn append(&mut self, bytes: &[u8], bound: usize) {
        let room = bound.saturating_sub(self.0.len());
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
        match context.intake.format {
            LineFormat::Settings => return self.add_settings(line, &text, context),
            LineFormat::Tree => return self.before.push(&text, DOCUMENT),
            _ => {}
        }
        if let Some(header) = line::parse(context.intake.format, &text) {
            if let Some(open) = &self.open {
                self.closed.add(&open.record(context));
            }
            // The memory of the record before serves this one.
            let open = self.open.get_or_insert_default();
            (open.line, open.header) = (line, header);
            open.text.0.clear();
            open.text.push(&text, RECORD);
        } else {
            match &mut self.open {
                Some(open) => open.text.push(&text, RECORD),
                None => self.before.push(&text, RECORD),
            }
        }
    }

    /// This and the one that follows.
    pub(super) fn join(&mut self, mut next: Self, context: &Context<'_>) {
        let bound = if context.intake.format == LineFormat::Tree { DOCUMENT } else { RECORD };
        match &mut self.open {
            Some(open) => open.text.append(&next.before.0, bound),
            None => self.before.append(&next.before.0, bound),
        }
        if next.open.is_some()
            && let Some(before) = self.open.take()
        {
            self.closed.add(&before.record(context));
        }
        next.closed.shift(self.lines);
        self.closed.join(next.closed, context.pack);
        if let Some(mut open) = next.open {
            open.line += self.lines;
            self.open = Some(open);
        }
        self.lines += next.lines;
    }

    /// Each setting of a line is a record of its own.
    fn add_settings(&mut self, number: u64, text: &[u8], context: &Context<'_>) {
        for (name, value) in line::settings(text) {
            let setting = [name.as_bytes(), b"=", &value].concat();
            self.closed.add(&Record::part(number, text, &setting, None, context));
        }
    }

    /// Each value of a document is a record, with the line on which it stands.
    fn add_document(&mut self, context: &Context<'_>) {
        let text = std::mem::take(&mut self.before).0;
        let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
        for leaf in line::tree::leaves(&text) {
            let line = usize::try_from(leaf.line).ok().and_then(|line| lines.get(line)).copied().unwrap_or_default();
            self.closed.add(&Record::part(leaf.line, line, &leaf.text, leaf.owner.as_deref(), context));
        }
    }

    pub(super) fn finish(mut self, context: &Context<'_>) -> Found {
        if let Some(open) = &self.open {
            self.closed.add(&open.record(context));
        }
        if context.intake.format == LineFormat::Tree {
            self.add_document(context);
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
