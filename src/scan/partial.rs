//! One piece of a source.

use super::SHORTENED;
use super::Scanned;
use super::allowance::PROCESSES;
use super::body::Body;
use super::piece::{Piece, after_break, bounded};
use super::stump::Stump;
use super::track::Found;
use crate::intake::{IN_NO_FORM, Intake};
use crate::pack::Pack;

/// What is said of files that `tail` or `head` put together.
const SEVERAL: &str = "Several files stand in this one, each under a heading (==> name <==), and it is read as one log: give \
                       the files themselves.";

/// What is said of a text that was taken for one log, and is more.
const OTHERS: &str = "Lines of several logs stand in this file, one log behind the other, and it is read as one of them: give \
                      each log as a file of its own.";

/// What is said of a text that says so itself.
const OMISSION: &str = "A line of this file says that lines are missing: give the whole log.";

/// What was decided about the source that is scanned.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// What the source is.
    pub intake: Intake,
}

/// What is known of one piece of a source. Pieces join in any grouping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// Where it stands in the source, in bytes.
    offset: u64,
    length: u64,
    /// Up to the first line break, with it; all where there is none.
    first: Piece,
    /// What follows the first line break.
    rest: Option<Rest>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rest {
    body: Body,
    /// After the last line break.
    last: Piece,
}

impl Partial {
    /// Scans one piece that stands at `offset` of the source.
    #[must_use]
    pub fn scan(context: &Context<'_>, offset: u64, bytes: &[u8]) -> Self {
        let encoding = context.intake.encoding;
        let length = bytes.len() as u64;
        let Some(end) = after_break(bytes, 0, offset, encoding) else {
            return Self { offset, length, first: Piece::of(bytes), rest: None };
        };
        let (first, _) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
        let mut body = Body::default();
        let mut from = end;
        while let Some(end) = after_break(bytes, from, offset, encoding) {
            body.push(bounded(bytes.get(from..end).unwrap_or_default(), encoding), context);
            from = end;
        }
        let last = Piece::of(bytes.get(from..).unwrap_or_default());
        Self { offset, length, first: Piece::of(first), rest: Some(Rest { body, last }) }
    }

    /// This piece and the one that follows it in the source.
    #[must_use]
    pub fn join(mut self, mut next: Self, context: &Context<'_>) -> Self {
        let encoding = context.intake.encoding;
        let tail = self.rest.as_mut().map_or(&mut self.first, |rest| &mut rest.last);
        if tail.breaks_with(&next.first, next.offset, encoding) {
            // The cut went through a line break: its second half ends the line here.
            let (half, rest) = next.first.split_first();
            *tail = std::mem::take(tail).join(&half);
            self.length += 1;
            let body = Body::default();
            let line_done = Self {
                offset: self.offset,
                length: 0,
                first: Piece::default(),
                rest: Some(Rest { body, last: Piece::default() }),
            };
            self.absorb(line_done, context);
            next.first = rest;
            next.offset += 1;
            next.length -= 1;
        }
        self.absorb(next, context);
        self
    }

    fn absorb(&mut self, next: Self, context: &Context<'_>) {
        self.length += next.length;
        let Some(rest) = &mut self.rest else {
            self.first = std::mem::take(&mut self.first).join(&next.first);
            self.rest = next.rest;
            return;
        };
        rest.last = std::mem::take(&mut rest.last).join(&next.first);
        if let Some(following) = next.rest {
            rest.body.push(rest.last.line(context.intake.encoding), context);
            rest.body.join(following.body, context);
            rest.last = following.last;
        }
    }

    /// The source, now that all of it is here.
    #[must_use]
    pub fn finish(self, context: &Context<'_>) -> Scanned {
        let encoding = context.intake.encoding;
        let mut all = Body::default();
        let (head, body, tail) = match self.rest {
            Some(rest) => (Some(self.first), Some(rest.body), rest.last),
            None => (None, None, self.first),
        };
        if let Some(head) = head.filter(|head| !head.is_empty()) {
            all.push(head.line(encoding), context);
        }
        if let Some(body) = body {
            all.join(body, context);
        }
        let mut cut = None;
        if !tail.is_empty() {
            let line = tail.line(encoding);
            // A text without any line break has no lines that have an end.
            cut = if all.lines() > 0 { Stump::of(context, line) } else { None };
            // Half a line is no state: it may say anything in its other half.
            if cut.is_some() { all.pass() } else { all.push(line, context) }
        }
        let before = context.intake.before;
        let lines = before.lines + all.lines();
        let has_others = all.has_others();
        let unread = [
            (all.is_lost(), IN_NO_FORM),
            (all.is_several(), SEVERAL),
            (has_others, OTHERS),
            (all.has_omission(), OMISSION),
        ];
        let mut scanned = scanned(context, before.bytes + self.length, lines, all.finish(context));
        scanned.has_others = has_others;
        for (_, why) in unread.into_iter().filter(|(is_so, _)| *is_so) {
            scanned.leave_unread(why);
        }
        if let Some(stump) = cut {
            scanned.notices.push(stump.notice().into());
            stump.mark(&mut scanned, lines);
        }
        scanned
    }
}

fn scanned(context: &Context<'_>, bytes: u64, lines: u64, found: Found) -> Scanned {
    let intake = &context.intake;
    let mut scanned = Scanned {
        name: intake.name.clone(),
        root: None,
        artifact: intake.artifact.clone(),
        named_pid: intake.named_pid,
        rotation: intake.rotation,
        named_process: intake.named_process.clone(),
        bytes,
        lines,
        newest_first: false,
        notices: intake.notices.clone(),
        unread: intake.unread.clone(),
        segments: found.segments,
        has_others: false,
        level: 0,
        left_out: None,
    };
    if found.left_out > 0 {
        // The last one counts, and it was looked at.
        scanned.notices.push(format!(
            "This file has more starts of one process than are looked at: {} between the first and the last were left \
             out.",
            found.left_out
        ));
    }
    if found.is_spare {
        scanned.notices.push(SHORTENED.into());
    }
    if found.crowded {
        scanned.leave_unread(format!(
            "This file has lines of more than {PROCESSES} processes, or too much of those it has: only those with the \
             smallest ids were looked at."
        ));
    }
    scanned
}

/// Scans a source piece by piece, in its order.
#[derive(Debug)]
pub struct Scanner<'a> {
    context: Context<'a>,
    so_far: Partial,
}

impl<'a> Scanner<'a> {
    /// Begins a source.
    #[must_use]
    pub fn new(pack: &'a Pack, intake: Intake) -> Self {
        let so_far = Partial { offset: 0, length: 0, first: Piece::default(), rest: None };
        Self { context: Context { pack, intake }, so_far }
    }

    /// Takes the next piece.
    pub fn push(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let empty = Partial { offset: 0, length: 0, first: Piece::default(), rest: None };
        let before = std::mem::replace(&mut self.so_far, empty);
        let next = Partial::scan(&self.context, before.length, bytes);
        self.so_far = before.join(next, &self.context);
    }

    /// The source, now that all of it is here.
    #[must_use]
    pub fn finish(self) -> Scanned {
        self.so_far.finish(&self.context)
    }

    /// A source whose body says nothing: only its size is known.
    #[must_use]
    pub fn unread(intake: Intake, bytes: u64, pack: &Pack) -> Scanned {
        scanned(&Context { pack, intake }, bytes, 0, Found::default())
    }
}
