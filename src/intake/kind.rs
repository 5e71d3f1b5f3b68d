//! What a text is, told by what stands in it and by the form of its lines.

use crate::line;
use crate::pack::{Artifact, LineFormat, Pack};
use memchr::memmem;
use std::borrow::Cow;

/// Lines that somebody may write above a log that they hand on.
const ABOVE: usize = 20;

/// What the beginning of a text tells.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'p> {
    /// It is this.
    One(&'p Artifact),
    /// Lines of several logs in one stream, or of one that its beginning does not tell.
    Stream,
    /// Nothing that is known.
    Unknown,
}

/// What a text is. `has_prefixes`: lines of it begin as those of the product's own logs; `is_carried`: something put
/// its own prefix before nearly every line, as before the output of a process.
pub(super) fn of<'p>(
    pack: &'p Pack,
    text: &[u8],
    lines: &[Cow<'_, [u8]>],
    has_prefixes: bool,
    is_carried: bool,
) -> Kind<'p> {
    let told = |artifact: &&Artifact| {
        artifact.heads.iter().any(|literal| memmem::find(text, literal.as_bytes()).is_some())
            && line::fits(artifact.format, lines.iter().map(Cow::as_ref))
    };
    let fitting: Vec<&Artifact> = pack.artifacts.iter().filter(told).collect();
    let (streams, files): (Vec<_>, Vec<_>) = fitting.into_iter().partition(|artifact| artifact.format.streams());
    // The form of a whole file says more than a word in it.
    if let Some(file) = files.first().filter(|_| !has_prefixes) {
        return Kind::One(file);
    }
    match streams.as_slice() {
        // One log is of one process, and has one form.
        [_] if has_several_processes(lines) => Kind::Stream,
        [only] if has_prefixes && has_other_forms(only.format, lines) => Kind::Stream,
        // A text without prefix, in a stream with prefixes.
        [only] if has_prefixes && only.format == LineFormat::Plain => Kind::Stream,
        // Nobody writes so much above a log: it is the output of the application, and other logs may follow.
        [_] if has_prefixes && !begins_with_a_log(lines) => Kind::Stream,
        [only] => Kind::One(only),
        [] if !has_prefixes && !is_carried => Kind::Unknown,
        _ => Kind::Stream,
    }
}

/// Whether lines of a native log stand in a text, though their prefix is of no known form: one begins as a message does,
/// or has a time of day beside it. A stack or a sentence may name the same things.
pub(super) fn has_lines_of(artifact: &Artifact, lines: &[Cow<'_, [u8]>]) -> bool {
    let is_line = |line: &[u8]| {
        let place = artifact.heads.iter().filter_map(|head| memmem::find(line, head.as_bytes())).min();
        place.is_some_and(|place| place == 0 || has_time(line.get(..place).unwrap_or_default()))
    };
    artifact.format == LineFormat::Native && lines.iter().any(|line| is_line(line))
}

/// Whether `03:53:35` stands in a text.
fn has_time(text: &[u8]) -> bool {
    let is_time = |text: &[u8]| {
        text.iter().enumerate().all(|(at, byte)| if at % 3 == 2 { *byte == b':' } else { byte.is_ascii_digit() })
    };
    text.windows(8).any(is_time)
}

/// How messages begin that tell of the other logs with the same prefix.
pub(super) fn others(pack: &Pack, artifact: &Artifact) -> Vec<String> {
    if artifact.format != LineFormat::Native {
        return Vec::new();
    }
    let others = pack.artifacts.iter().filter(|other| other.format == artifact.format && other.id != artifact.id);
    let heads = others.flat_map(|other| &other.heads).map(|head| head.trim_start_matches("] ").to_owned());
    heads.filter(|head| !artifact.heads.contains(head)).collect()
}

fn begins_with_a_log(lines: &[Cow<'_, [u8]>]) -> bool {
    lines.iter().take(ABOVE).any(|line| line::any(line).is_some())
}

/// Whether records stand there that the log does not have.
fn has_other_forms(format: LineFormat, lines: &[Cow<'_, [u8]>]) -> bool {
    lines.iter().any(|line| line::parse(format, line).is_none() && line::any(line).is_some())
}

fn has_several_processes(lines: &[Cow<'_, [u8]>]) -> bool {
    let mut processes = lines.iter().filter_map(|line| line::any(line)?.pid);
    let first = processes.next();
    processes.any(|other| Some(other) != first)
}
