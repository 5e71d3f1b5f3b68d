//! Lines to records.

use super::partial::Context;
use super::record::Record;
use super::strands::{Strands, Text};
use super::track::{Found, Track};
use crate::intake::{is_marked, is_marked_otherwise, is_omission};
use crate::line::{self, Header};
use crate::pack::LineFormat;
use memchr::memmem;

/// How much of a document is read, in bytes: it is understood only as a whole.
const DOCUMENT: usize = 1 << 20;

/// How much of a message tells whose it is, in bytes.
const ENOUGH: usize = 8;

/// The complete lines of a piece.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Body {
    lines: u64,
    /// Whether there are prefixes of the product that are read in no known form: in the first line, and below it.
    lost: [bool; 2],
    /// Headings of files that were put together, as `tail` and `head` write them, at most two.
    headings: u8,
    /// Whether a message stands in it that another log begins with than the one for which it is taken.
    has_others: bool,
    /// Whether a line says that lines are missing.
    has_omission: bool,
    /// All lines of a document.
    document: Text,
    closed: Track,
    open: Strands,
}

impl Body {
    pub(super) fn lines(&self) -> u64 {
        self.lines
    }

    /// Adds a complete line, as it stands in the source, without its break.
    pub(super) fn push(&mut self, raw: &[u8], context: &Context<'_>) {
        let intake = &context.intake;
        let carried = intake.read(raw);
        let text = carried.text.as_ref();
        let line = self.lines;
        self.lines += 1;
        match intake.format {
            LineFormat::Settings => return self.add_settings(line, text, context),
            LineFormat::Tree => return self.document.push(text, false, DOCUMENT),
            _ => {}
        }
        let origin = String::from_utf8_lossy(&carried.origin);
        let header = match intake.wrap {
            // Only its date is sure to stand in the first line of a wrapped record.
            Some(_) => line::begins(text).then(Header::default),
            None => line::parse(intake.format, text),
        };
        self.see_lost(line, raw, text, header.as_ref(), context);
        self.headings = (self.headings + u8::from(is_heading(text))).min(2);
        if let Some(mut header) = header {
            header.moment = header.moment.or(carried.time);
            let closed = &mut self.closed;
            self.open.begin(line, header, &origin, |ended| closed.add(&ended.record(context)));
        }
        self.open.add(text, intake.wrap.is_some_and(|wrap| wrap.is_full(text)), &origin);
        self.bound();
    }

    /// Notes a line that says that what is read is not all: prefixes of the product stand in it that begin no record, or
    /// it is of another log.
    fn see_lost(&mut self, line: u64, raw: &[u8], text: &[u8], header: Option<&Header>, context: &Context<'_>) {
        let intake = &context.intake;
        self.has_omission |= header.is_none() && is_omission(text);
        if intake.wrap.is_some() {
            // A wrapped prefix is put together later, and a message may be cut anywhere.
            let end = memmem::find(text, b"] ").map_or(text.len(), |at| at + 2);
            let message = text.get(end..).unwrap_or_default();
            let is_other = |other: &String| {
                message.starts_with(other.as_bytes())
                    || message.len() >= ENOUGH && other.as_bytes().starts_with(message)
            };
            self.has_others |= intake.other_beginnings.iter().any(is_other);
            return;
        }
        // Behind its own prefix, where it has one.
        let own = header.filter(|header| header.is_prefixed && header.pid.is_some()).map_or(0, |header| header.body);
        let message = text.get(own..).unwrap_or_default();
        let is_told_by_text = !intake.other_beginnings.is_empty();
        self.has_others |= is_told_by_text && header.is_none() && line::any(text).is_some();
        self.has_others |= intake.other_beginnings.iter().any(|other| message.starts_with(other.as_bytes()));
        let [first, below] = &mut self.lost;
        let lost = if line == 0 { first } else { below };
        *lost = *lost || is_marked(message) || is_marked_otherwise(raw, intake.encoding);
    }

    /// Whether lines of the product were read in no known form. The first line may have lost its beginning with those
    /// before it.
    pub(super) fn is_lost(&self) -> bool {
        let [first, below] = self.lost;
        below || (first && self.lines == 1)
    }

    /// Whether it is several files under headings.
    pub(super) fn is_several(&self) -> bool {
        self.headings > 1
    }

    /// Whether lines of several logs stand in it, though it is taken for one.
    pub(super) fn has_others(&self) -> bool {
        self.has_others
    }

    /// Whether it says itself that lines are missing.
    pub(super) fn has_omission(&self) -> bool {
        self.has_omission
    }

    /// Counts a line that is not read.
    pub(super) fn pass(&mut self) {
        self.lines += 1;
    }

    /// This and the one that follows.
    pub(super) fn join(&mut self, mut next: Self, context: &Context<'_>) {
        self.document.append(next.document.bytes(), DOCUMENT);
        let closed = &mut self.closed;
        self.open.join(next.open, self.lines, |ended| closed.add(&ended.record(context)));
        next.closed.shift(self.lines);
        let ([first, below], [next_first, next_below]) = (self.lost, next.lost);
        self.lost = if self.lines == 0 { next.lost } else { [first, below || next_first || next_below] };
        self.closed.join(next.closed, context.pack);
        self.lines += next.lines;
        self.headings = (self.headings + next.headings).min(2);
        self.has_others |= next.has_others;
        self.has_omission |= next.has_omission;
        self.bound();
    }

    fn bound(&mut self) {
        if let Some(origin) = self.open.bound() {
            self.closed.leave_out(&origin);
        }
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
        let text = self.document.take();
        let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
        for leaf in line::tree::leaves(&text) {
            let line = usize::try_from(leaf.line).ok().and_then(|line| lines.get(line)).copied().unwrap_or_default();
            self.closed.add(&Record::part(leaf.line, line, &leaf.text, leaf.owner.as_deref(), context));
        }
    }

    pub(super) fn finish(mut self, context: &Context<'_>) -> Found {
        let closed = &mut self.closed;
        std::mem::take(&mut self.open).end(|ended| closed.add(&ended.record(context)));
        if context.intake.format == LineFormat::Tree {
            self.add_document(context);
        }
        // Lines count from 1.
        self.closed.shift(1 + context.intake.before.lines);
        self.closed.finish(context.pack, context.intake.format == LineFormat::Mixed)
    }
}

/// `==> logs/x.log <==`.
fn is_heading(line: &[u8]) -> bool {
    line.starts_with(b"==> ") && line.trim_ascii_end().ends_with(b" <==")
}
