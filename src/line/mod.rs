//! Bytes to records: the prefix of a line in every format that the product has written
//! (messages of the product, section 1.3).

mod agent;
mod check;
mod cursor;
mod managed;
mod moment;
mod native;
mod settings;
mod stamp;
pub mod tree;

pub use managed::{Properties, properties};
pub use moment::Moment;
pub use settings::settings;
pub use stamp::Stamp;

use crate::pack::{Level, LineFormat};
use cursor::Cursor;
use std::borrow::Cow;

/// In the middle of the prefix of loader and profiler since their first release, whatever somebody put around it.
pub const MARK: &[u8] = b"| PId: ";

/// What the prefix of a line says, and where the message begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Header {
    /// The level; `None` where the format has none.
    pub level: Level,
    /// The time of the writer's own clock.
    pub moment: Option<Moment>,
    /// The process id. Managed records name it at their end: see [`properties`].
    pub pid: Option<u32>,
    /// `+01:00`: what the writer's clock is ahead of UTC. Only managed formats have it.
    pub utc_offset: Option<[u8; 6]>,
    /// Where the message begins in the line.
    pub body: usize,
    /// Whether the product's own prefix stood there.
    pub is_prefixed: bool,
}

/// Reads the prefix of a line. Without one the line continues the record before it.
///
/// In plain sources every line is a record. In mixed ones a line without a prefix is a record of its own too, unless it
/// is blank, indented or a list item: those are what the product's own messages of several lines go on with.
#[must_use]
pub fn parse(format: LineFormat, line: &[u8]) -> Option<Header> {
    match format {
        LineFormat::Native => native::native(line),
        LineFormat::NativeTracer => native::tracer(line),
        LineFormat::Managed => managed::managed(line),
        LineFormat::ManagedLoader => managed::loader(line),
        LineFormat::LoaderOutput => native::loader_output(line),
        LineFormat::Plain | LineFormat::Settings => Some(Header::default()),
        LineFormat::Check => check::parse(line),
        LineFormat::Agent => agent::parse(line),
        // A document is a whole: see [`tree`].
        LineFormat::Tree => None,
        LineFormat::Mixed => any(line).or_else(|| {
            let continues = matches!(line.first(), None | Some(b' ' | b'\t' | b'*'));
            (!continues).then(Header::default)
        }),
    }
}

/// Whether lines can be of that format, for those formats whose name alone does not say enough.
#[must_use]
pub fn fits<'a>(format: LineFormat, lines: impl Iterator<Item = &'a [u8]> + Clone) -> bool {
    let most = |is_one: &dyn Fn(&[u8]) -> bool| {
        let all = lines.clone().filter(|line| !line.trim_ascii().is_empty()).count();
        lines.clone().filter(|line| is_one(line)).count() * 2 >= all.max(1)
    };
    match format {
        LineFormat::Settings => most(&|line| !settings(line).is_empty()),
        LineFormat::Agent => most(&|line| agent::parse(line).is_some()),
        LineFormat::Tree => tree::fits(lines),
        _ => true,
    }
}

/// The body of a record as its writer meant it: the output of the check is wrapped.
#[must_use]
pub fn whole(format: LineFormat, body: &[u8]) -> Cow<'_, [u8]> {
    if format == LineFormat::Check { Cow::Owned(check::unwrapped(body)) } else { Cow::Borrowed(body) }
}

/// Reads the prefix of a line in whichever of the product's formats it is.
#[must_use]
pub fn any(line: &[u8]) -> Option<Header> {
    native::native(line)
        .or_else(|| managed::managed(line))
        .or_else(|| native::tracer(line))
        .or_else(|| managed::loader(line))
        .or_else(|| native::loader_output(line))
}

/// Whether a line begins as records do: with a date. The rest of the prefix may stand in the next line of a wrapped text.
#[must_use]
pub fn begins(line: &[u8]) -> bool {
    let cursor = Cursor::new(line.strip_prefix(b"[").unwrap_or(line));
    cursor.clone().date().or_else(|| native::short_date(&mut cursor.clone())).is_some()
}
