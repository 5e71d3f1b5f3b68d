//! A whole record, and what the pack knows of it.

use super::naming::Named;
use super::partial::Context;
use super::{Sighting, stranger};
use crate::line::{self, Header, Properties};
use crate::pack::{Class, LineFormat, Recognised, Signal};
use crate::text::{LONGEST, LogText};

/// A record with its continuation lines.
pub(super) struct Record<'a> {
    /// Its first line.
    pub(super) line: u64,
    pub(super) header: Header,
    /// As it stands in the log, bounded.
    text: &'a [u8],
    pub(super) properties: Properties<'a>,
    pub(super) seen: Seen<'a>,
    /// Whose it is.
    pub(super) named: Named,
    /// Who wrote it, as its carrier tells; empty where nothing does.
    pub(super) origin: &'a str,
    /// Whether it is surely of its process: in a stream, what does not name one may be anybody's.
    pub(super) is_own: bool,
}

/// What a record is to the pack.
pub(super) enum Seen<'a> {
    /// One of its signals.
    Signal(&'a Signal, Recognised),
    /// A warning or an error that it should know and does not, by the hash of its template.
    Stranger(u64),
    /// Nothing worth keeping.
    Nothing,
}

impl<'a> Record<'a> {
    /// Whether a process prints it only while it starts.
    pub(super) fn is_within_start(&self) -> bool {
        matches!(self.seen, Seen::Signal(signal, _) if signal.within_start)
    }

    pub(super) fn read(
        number: u64,
        mut header: Header,
        text: &'a [u8],
        origin: &'a str,
        context: &Context<'a>,
    ) -> Self {
        let text = text.trim_ascii_end();
        // Only managed records say what their clock is ahead of, and only they end with properties.
        let block = header.utc_offset.and_then(|_| line::properties(text));
        let (end, properties) = block.unwrap_or((text.len(), Properties::default()));
        header.pid = header.pid.or(properties.pid);
        let body = text.get(header.body..end).unwrap_or_default().trim_ascii_end();
        let seen = see(header, &line::whole(context.intake.format, body), context);
        let named = header.pid.map_or_else(|| Named::by(&seen, context.intake.format), Named::process);
        let is_stream = context.intake.format == LineFormat::Mixed;
        let is_own = header.pid.is_some() || (header.is_prefixed && !is_stream);
        Self { line: number, header, text, properties, seen, named, origin, is_own }
    }

    /// One value of a line or of a document, as it is looked for; `owner` is the container that it is set for.
    pub(super) fn part(number: u64, text: &'a [u8], value: &[u8], owner: Option<&str>, context: &Context<'a>) -> Self {
        let header = Header::default();
        let seen = see(header, value, context);
        let by_text = Named::by(&seen, context.intake.format);
        let named = if by_text.owner.is_some() { by_text } else { owner.map(Named::program).unwrap_or_default() };
        let text = text.trim_ascii_end();
        Self { line: number, header, text, properties: Properties::default(), seen, named, origin: "", is_own: false }
    }

    /// How much of its text may be kept, in bytes.
    pub(super) fn length(&self) -> u64 {
        self.text.len().min(LONGEST) as u64
    }

    /// The record as a sighting; what it captured is left to the caller.
    pub(super) fn sighting(&self) -> Sighting {
        Sighting {
            line: self.line,
            time: self.header.moment,
            level: self.header.level,
            wording: 0,
            text: LogText::from_bytes(self.text),
            captures: Vec::new(),
        }
    }
}

fn see<'a>(header: Header, body: &[u8], context: &Context<'a>) -> Seen<'a> {
    let intake = &context.intake;
    let recognise = |body: &[u8]| {
        let recognised = context.pack.recognise(&intake.artifact, header.level, body)?;
        let signal = context.pack.signals.get(usize::from(recognised.signal))?;
        // An application may well print a bare number.
        let wording = signal.wordings.get(usize::from(recognised.wording))?;
        let is_anybodys = wording.template.specificity() == 0 && !header.is_prefixed;
        (!is_anybodys || intake.format != LineFormat::Mixed || intake.is_named).then_some((signal, recognised))
    };
    // What follows a message may be foreign, so its first line counts by itself, but for messages of several lines.
    let whole = recognise(body);
    let has_lines = whole.as_ref().is_some_and(|(signal, recognised)| {
        signal.wordings.get(usize::from(recognised.wording)).is_some_and(|wording| wording.template.has_lines())
    });
    let end = memchr::memchr(b'\n', body).filter(|_| !has_lines);
    let first_line = end.and_then(|end| recognise(body.get(..end)?.trim_ascii_end()));
    match first_line.or(whole) {
        Some((signal, _)) if signal.class == Class::Trace => return Seen::Nothing,
        Some((signal, recognised)) => return Seen::Signal(signal, recognised),
        None => {}
    }
    let is_expected = intake.strict || (intake.artifact == "console" && header.is_prefixed);
    if header.level.is_trouble() && is_expected { Seen::Stranger(stranger::hash(body)) } else { Seen::Nothing }
}
