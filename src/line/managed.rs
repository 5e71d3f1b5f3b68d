//! Formats of the managed parts: tracer and its loader.

use super::cursor::Cursor;
use super::{Header, Moment};
use crate::pack::Level;
use memchr::memmem;

/// `2026-11-23 04:35:09.968 +00:00 [INF] …  { MachineName: ".", Process: "[20140 dotnet]", … }`
pub(super) fn managed(line: &[u8]) -> Option<Header> {
    let mut cursor = Cursor::new(line);
    let date = cursor.date()?;
    cursor.skip(b" ")?;
    let time = cursor.time()?;
    cursor.skip(b" ")?;
    let offset = cursor.offset()?;
    cursor.skip(b" [")?;
    let level = Level::from_word(cursor.until(b']')?)?;
    Some(Header {
        level,
        moment: Moment::new(date, time),
        utc_offset: Some(offset),
        body: cursor.message(line),
        is_prefixed: true,
        ..Header::default()
    })
}

/// `[2026-11-23 04:31:39.071 +00:00] …`, with debug on `[…|1|name|True] …`
pub(super) fn loader(line: &[u8]) -> Option<Header> {
    let mut cursor = Cursor::new(line);
    cursor.skip(b"[")?;
    let date = cursor.date()?;
    cursor.skip(b" ")?;
    let time = cursor.time()?;
    cursor.skip(b" ")?;
    let offset = cursor.offset()?;
    let fields = cursor.until(b']')?;
    if !fields.is_empty() && !fields.starts_with(b"|") {
        return None;
    }
    Some(Header {
        moment: Moment::new(date, time),
        utc_offset: Some(offset),
        body: cursor.message(line),
        is_prefixed: true,
        ..Header::default()
    })
}

/// What the block at the end of a managed record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Properties<'a> {
    /// `7` of `Process: "[7 dotnet]"`.
    pub pid: Option<u32>,
    /// `shop-api` of `AppDomain: "[1 shop-api]"`.
    pub app_domain: Option<&'a [u8]>,
    /// `1` of it: the first domain of a process has this number.
    pub domain_number: Option<&'a [u8]>,
    /// `3.51.1.0` of `TracerVersion: "3.51.1.0"`.
    pub tracer_version: Option<&'a [u8]>,
}

/// The property block of a managed record, and where it begins; after an exception it stands on a line of its own.
#[must_use]
pub fn properties(record: &[u8]) -> Option<(usize, Properties<'_>)> {
    let start = memmem::rfind(record, b"{ MachineName: ")?;
    let block = record.get(start..)?;
    let properties = Properties {
        pid: property(block, b"Process: \"[").and_then(|mut process| process.number()),
        domain_number: property(block, b"AppDomain: \"[").and_then(|mut domain| domain.until(b' ')),
        // Its number, then its name.
        app_domain: property(block, b"AppDomain: \"[").and_then(|mut domain| {
            domain.until(b' ')?;
            domain.until(b']')
        }),
        tracer_version: property(block, b"TracerVersion: \"").and_then(|mut version| version.until(b'"')),
    };
    Some((start, properties))
}

fn property<'a>(block: &'a [u8], name: &[u8]) -> Option<Cursor<'a>> {
    let at = memmem::find(block, name)?;
    block.get(at + name.len()..).map(Cursor::new)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_properties_are_no_part_of_the_message() {
        let line = br#"2026-11-23 04:35:10.205 +01:00 [INF] Continuous Profiler mode = enabled  { MachineName: ".", Process: "[20140 dotnet]", AppDomain: "[1 shop-api]", TracerVersion: "3.51.1.0" }"#;
        let header = managed(line).unwrap();
        assert_eq!((header.level, header.pid, header.utc_offset), (Level::Info, None, Some(*b"+01:00")));
        let (end, properties) = properties(line).unwrap();
        assert_eq!(line.get(header.body..end).unwrap(), b"Continuous Profiler mode = enabled  ");
        assert_eq!(properties.pid, Some(20140));
        assert_eq!(properties.app_domain, Some(&b"shop-api"[..]));
        assert_eq!(properties.domain_number, Some(&b"1"[..]));
        assert_eq!(properties.tracer_version, Some(&b"3.51.1.0"[..]));
    }

    #[test]
    fn a_broken_block_gives_what_it_has() {
        assert_eq!(properties(b"x { a: 1 }"), None);
        assert_eq!(
            properties(b"x { MachineName: \".\", Process: \"[x\", AppDomain: \"[1"),
            Some((2, Properties::default()))
        );
    }

    #[test]
    fn the_managed_loader_has_no_level() {
        let line = b"[2026-11-23 04:31:39.071 +00:00|1|shop|True] x";
        let header = loader(line).unwrap();
        assert_eq!((header.level, line.get(header.body..).unwrap()), (Level::None, &b"x"[..]));
        assert_eq!(loader(b"[2026-11-23 04:31:39.071 +00:00 x] y"), None);
    }
}
