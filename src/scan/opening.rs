//! The way into a source. What it is is decided by its head; where that says nothing, by the first line of the product
//! further down: an application may write much before the profiler does.

use super::{Scanned, Scanner};
use crate::intake::{Before, HEAD, IN_NO_FORM, Intake, Mark, decide};
use crate::pack::{LineFormat, Pack};
use memchr::memmem;

/// A text whose newest line comes first is turned round as a whole; up to this size, in bytes.
const TURNED: usize = if cfg!(test) { 1 << 20 } else { 128 << 20 };

/// How much of a line without an end is kept while a line of the product is looked for, in bytes.
const LINE: usize = 64 * 1024;

const TOO_LONG: &str = "The newest line of this file comes first, and it is larger than 128 MiB: sort it by time, the oldest \
                        line first, and give that.";

/// A source that is read from its beginning, in pieces of any size.
#[derive(Debug)]
pub struct Opening<'a> {
    pack: &'a Pack,
    bytes: u64,
    state: State<'a>,
}

#[derive(Debug)]
enum State<'a> {
    Scan(Box<Scanner<'a>>),
    /// Taken for one log by its head, which is not all of it: read as a stream of several as well.
    Both([Box<Scanner<'a>>; 2]),
    Turn(Box<Intake>, Vec<u8>),
    Search(Box<Search<'a>>),
    /// Only its size matters.
    Pass(Box<Intake>),
}

/// A text of which nothing is known yet.
#[derive(Debug)]
struct Search<'a> {
    intake: Intake,
    mark: Mark,
    before: Before,
    /// What follows: the open line, or, where the mark was found, all from its line on.
    kept: Vec<u8>,
    is_found: bool,
    /// What only logs of the product say, and whether it was said without the mark.
    messages: Vec<&'a str>,
    is_told: bool,
}

impl<'a> Opening<'a> {
    /// Begins with the name and the head of a source: all of it, or its first [`HEAD`] bytes or more. The head is only looked
    /// at: it is the first that is pushed.
    #[must_use]
    pub fn new(pack: &'a Pack, name: &str, head: &[u8]) -> Self {
        Self::decided(pack, decide(pack, name, head), head)
    }

    /// Begins a source about which was decided.
    pub(super) fn decided(pack: &'a Pack, mut intake: Intake, head: &[u8]) -> Self {
        if head.is_empty() {
            intake.take_emptiness();
        }
        let state = if intake.may_come_later {
            let mark = Mark::of(intake.encoding);
            State::Search(Box::new(Search {
                intake,
                mark,
                before: Before::default(),
                kept: Vec::new(),
                is_found: false,
                messages: messages(pack),
                is_told: false,
            }))
        } else {
            State::of(pack, intake, head)
        };
        Self { pack, bytes: 0, state }
    }

    /// Whether what follows can say anything; else only its size matters.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        !matches!(self.state, State::Pass(_))
    }

    /// Takes the next piece.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        match &mut self.state {
            State::Scan(scanner) => scanner.push(bytes),
            State::Both(scanners) => scanners.iter_mut().for_each(|scanner| scanner.push(bytes)),
            State::Turn(intake, text) if text.len() + bytes.len() > TURNED => {
                intake.unread = Some(TOO_LONG.into());
                self.state = State::Pass(intake.clone());
            }
            State::Turn(_, text) => text.extend_from_slice(bytes),
            State::Search(search) => {
                search.push(bytes);
                if search.kept.len() >= HEAD && search.is_found {
                    self.settle();
                }
            }
            State::Pass(_) => {}
        }
    }

    /// Counts bytes that are not read.
    pub fn pass(&mut self, bytes: u64) {
        self.bytes += bytes;
    }

    /// Decides by what was found.
    fn settle(&mut self) {
        let State::Search(search) = &mut self.state else { return };
        let kept = std::mem::take(&mut search.kept);
        let mut intake = decide(self.pack, &search.intake.name, &kept);
        intake.before = search.before;
        if !intake.worth_reading {
            intake.notices.clear();
            intake.unread.get_or_insert_with(|| IN_NO_FORM.into());
        }
        self.state = State::of(self.pack, intake, &kept);
        let bytes = self.bytes;
        self.push(&kept);
        self.bytes = bytes;
    }

    /// The source, now that all of it is here.
    #[must_use]
    pub fn finish(mut self) -> Scanned {
        if matches!(&self.state, State::Search(search) if search.is_found) {
            self.settle();
        }
        match self.state {
            State::Scan(scanner) => scanner.finish(),
            State::Both([one, several]) => {
                let one = one.finish();
                if one.has_others { several.finish() } else { one }
            }
            State::Turn(intake, text) => {
                let mut scanner = Scanner::new(self.pack, *intake);
                scanner.push(&turned(&text));
                Scanned { newest_first: true, ..scanner.finish() }
            }
            State::Search(mut search) => {
                if search.is_told {
                    search.intake.notices.clear();
                    search.intake.unread = Some(IN_NO_FORM.into());
                }
                Scanner::unread(search.intake, self.bytes, self.pack)
            }
            State::Pass(intake) => Scanner::unread(*intake, self.bytes, self.pack),
        }
    }
}

impl<'a> State<'a> {
    fn of(pack: &'a Pack, intake: Intake, head: &[u8]) -> Self {
        match &intake {
            Intake { worth_reading: false, .. } => Self::Pass(Box::new(intake)),
            Intake { newest_first: true, .. } => Self::Turn(Box::new(intake), Vec::new()),
            _ if head.len() >= HEAD && !intake.other_beginnings.is_empty() => {
                let several = Scanner::new(pack, intake.clone().into_stream(pack));
                Self::Both([Box::new(Scanner::new(pack, intake)), Box::new(several)])
            }
            _ => Self::Scan(Box::new(Scanner::new(pack, intake))),
        }
    }
}

impl Search<'_> {
    fn push(&mut self, bytes: &[u8]) {
        self.kept.extend_from_slice(bytes);
        if self.is_found {
            return;
        }
        let found = self.mark.find(&self.kept);
        let is_said = |message: &&str| memmem::find(&self.kept, message.as_bytes()).is_some();
        self.is_told = self.is_told || self.messages.iter().any(is_said);
        self.is_found = found.is_some();
        // What comes before the line of the mark, or, without one, before the line that is still open.
        let upto = found.unwrap_or(self.kept.len());
        let (whole, lines) = self.mark.lines(self.kept.get(..upto).unwrap_or_default());
        self.leave(whole, lines);
        if !self.is_found && self.kept.len() > LINE {
            // Half of it may hold the beginning of a mark; an even number keeps the units of UTF-16 whole.
            self.leave((self.kept.len() - LINE / 2) & !1, 0);
        }
    }

    fn leave(&mut self, bytes: usize, lines: u64) {
        self.kept.drain(..bytes);
        self.before.bytes += bytes as u64;
        self.before.lines += lines;
    }
}

/// What loader and profiler begin with, as far as nobody else says the same in passing.
fn messages(pack: &Pack) -> Vec<&str> {
    let logs = pack.artifacts.iter().filter(|artifact| artifact.format == LineFormat::Native);
    logs.flat_map(|artifact| &artifact.heads)
        .map(|head| head.trim_start_matches("] "))
        .filter(|head| head.contains(' '))
        .collect()
}

/// The lines of a text, the last one first.
fn turned(text: &[u8]) -> Vec<u8> {
    let lines = text.strip_suffix(b"\n").unwrap_or(text).rsplit(|byte| *byte == b'\n');
    let mut turned = Vec::with_capacity(text.len() + 1);
    for line in lines {
        turned.extend_from_slice(line);
        turned.push(b'\n');
    }
    turned
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const RECORD: &str = "[2026-11-23 03:53:35.864 | error | PId: 7 | TId: 7] 403\n";

    fn read(text: &[u8], piece: usize) -> Scanned {
        let pack = Pack::builtin().unwrap();
        let (head, rest) = text.split_at(HEAD.min(text.len()));
        let mut opening = Opening::new(&pack, "x.txt", head);
        opening.push(head);
        rest.chunks(piece).for_each(|piece| opening.push(piece));
        opening.finish()
    }

    #[test]
    fn a_late_record_is_found_wherever_pieces_are_cut() {
        let text = "a line of the application\n".repeat(5_000) + &RECORD.repeat(3_000);
        let whole = read(text.as_bytes(), usize::MAX);
        assert_eq!((whole.bytes, whole.lines, whole.artifact.as_str()), (text.len() as u64, 8_000, "console"));
        assert_eq!(whole.segments.first().unwrap().first_line, 5_001);
        for piece in [1, 997, 1 << 16] {
            assert_eq!(read(text.as_bytes(), piece), whole, "{piece}");
        }
    }

    #[test]
    fn a_text_without_a_record_is_no_log() {
        let text = "a line of the application\n".repeat(5_000);
        let scanned = read(text.as_bytes(), 1000);
        assert_eq!((scanned.bytes, scanned.lines, scanned.unread.as_deref()), (text.len() as u64, 0, None));
        let line = "x".repeat(1_000_000) + RECORD.trim_end();
        assert_eq!(read(line.as_bytes(), 1000).unread.as_deref(), Some(IN_NO_FORM));
    }

    #[test]
    fn what_is_too_long_to_be_turned_is_left_unread() {
        let line =
            |second: usize| format!("[2026-11-23 03:53:{:02}.864 | error | PId: 7 | TId: 7] 403\n", 59 - second % 60);
        let text: String = (0..60).map(line).collect();
        let short = read(text.as_bytes(), 1000);
        assert!(short.newest_first && short.unread.is_none() && short.line(1) == 60);
        let long = text.clone() + &"x\n".repeat(TURNED);
        assert_eq!(read(long.as_bytes(), 1 << 16).unread.as_deref(), Some(TOO_LONG));
    }
}
