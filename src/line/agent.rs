//! `2026-01-31 10:12:45 UTC | TRACE | ERROR | (pkg/trace/api/api.go:123 in Start) | …`: logs of the Datadog Agent.

use super::cursor::Cursor;
use super::{Header, Moment};
use crate::pack::Level;

/// Longest name of the place in the code that wrote a line, in bytes.
const LONGEST_PLACE: usize = 200;

pub(super) fn parse(line: &[u8]) -> Option<Header> {
    let mut cursor = Cursor::new(line);
    let date = cursor.date()?;
    cursor.skip(b" ")?;
    let (hour, minute, second) = cursor.seconds()?;
    cursor.skip(b" ")?;
    // The zone, then the part of the Agent.
    let is_word = |word: &[u8]| (2..=12).contains(&word.len()) && word.iter().all(u8::is_ascii_graphic);
    cursor.until(b' ').filter(|zone| is_word(zone))?;
    cursor.skip(b"| ")?;
    cursor.until(b' ').filter(|part| is_word(part))?;
    cursor.skip(b"| ")?;
    let level = level(cursor.until(b' ')?)?;
    cursor.skip(b"| ")?;
    let mut place = cursor;
    if place.skip(b"(").is_some()
        && place.until(b')').is_some_and(|text| text.len() <= LONGEST_PLACE)
        && place.skip(b" |").is_some()
    {
        cursor = place;
    }
    Some(Header {
        level,
        moment: Moment::new(date, (hour, minute, second, 0)),
        body: cursor.message(line),
        ..Header::default()
    })
}

fn level(word: &[u8]) -> Option<Level> {
    Some(match word {
        b"TRACE" => Level::Trace,
        b"DEBUG" => Level::Debug,
        b"INFO" => Level::Info,
        b"WARN" => Level::Warning,
        b"ERROR" => Level::Error,
        b"CRITICAL" => Level::Critical,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_prefix_of_the_agent() {
        let line = b"2026-01-31 10:12:45 UTC | TRACE | CRITICAL | (run.go:279 in Criticalf) | Error creating UDS";
        let header = parse(line).unwrap();
        assert_eq!((header.level, line.get(header.body..).unwrap()), (Level::Critical, &b"Error creating UDS"[..]));
        assert_eq!(header.moment.unwrap().to_string(), "2026-01-31T10:12:45.000");
        let line = b"2026-01-31 10:12:45 CET | CORE | WARN | (no place) at all";
        assert_eq!(line.get(parse(line).unwrap().body..).unwrap(), b"(no place) at all");
        assert_eq!(parse(b"2026-01-31 10:12:45 INFO | x"), None);
        assert_eq!(parse(b"[2026-01-31 10:12:45.000 | info | PId: 1 | TId: 1] x"), None);
    }
}
