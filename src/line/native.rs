//! Formats of the native parts: loader, profiler, native tracer.

use super::cursor::Cursor;
use super::{Header, Moment};
use crate::pack::Level;

/// `[2026-11-23 03:53:35.864 | info | PId: 30912 | TId: 30912] …`
pub(super) fn native(line: &[u8]) -> Option<Header> {
    let mut cursor = Cursor::new(line);
    cursor.skip(b"[")?;
    let date = cursor.date()?;
    cursor.skip(b" ")?;
    let time = cursor.time()?;
    cursor.skip(b" | ")?;
    let level = Level::from_word(cursor.until(b' ')?)?;
    cursor.skip(b"| PId: ")?;
    let pid = cursor.number()?;
    cursor.skip(b" | TId: ")?;
    cursor.number()?;
    cursor.skip(b"]")?;
    let moment = Moment::new(date, time);
    Some(Header { level, moment, pid: Some(pid), body: cursor.message(line), is_prefixed: true, ..Header::default() })
}

/// `11/23/26 04:35:09.770 AM [20140|20140] [debug] …`: a 12-hour clock with an English AM or PM.
pub(super) fn tracer(line: &[u8]) -> Option<Header> {
    let mut cursor = Cursor::new(line);
    let date = short_date(&mut cursor)?;
    cursor.skip(b" ")?;
    let (hour, minute, second, millisecond) = cursor.time()?;
    let afternoon = cursor.skip(b" AM").map(|()| 0).or_else(|| cursor.skip(b" PM").map(|()| 12))?;
    cursor.skip(b" [")?;
    // Old releases have the name of the process before its id.
    let mut ids = cursor;
    let pid = if let Some(pid) = ids.number().filter(|_| ids.skip(b"|").is_some()) {
        pid
    } else {
        ids = cursor;
        ids.until(b'|')?;
        let pid = ids.number()?;
        ids.skip(b"|")?;
        pid
    };
    cursor = ids;
    cursor.number()?;
    cursor.skip(b"] [")?;
    let level = Level::from_word(cursor.until(b']')?)?;
    let moment = Moment::new(date, (hour % 12 + afternoon, minute, second, millisecond));
    Some(Header { level, moment, pid: Some(pid), body: cursor.message(line), is_prefixed: true, ..Header::default() })
}

/// `11/23/26`, as year, month and day.
pub(super) fn short_date(cursor: &mut Cursor<'_>) -> Option<(u32, u32, u32)> {
    let month = cursor.digits::<2>()?;
    cursor.skip(b"/")?;
    let day = cursor.digits::<2>()?;
    cursor.skip(b"/")?;
    Some((2000 + cursor.digits::<2>()?, month, day))
}

/// `[INF] : …`: the loader before it had a log file (up to 2.4.4).
pub(super) fn loader_output(line: &[u8]) -> Option<Header> {
    let mut cursor = Cursor::new(line);
    cursor.skip(b"[")?;
    let level = Level::from_word(cursor.until(b']')?)?;
    cursor.skip(b" :")?;
    Some(Header { level, body: cursor.message(line), is_prefixed: true, ..Header::default() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn body(line: &[u8], header: Header) -> &[u8] {
        line.get(header.body..).unwrap()
    }

    #[test]
    fn the_native_prefix() {
        let line = b"[2026-11-23 03:53:35.864 | warning | PId: 30912 | TId: 7] CPU limit";
        let header = native(line).unwrap();
        assert_eq!((header.level, header.pid, body(line, header)), (Level::Warning, Some(30912), &b"CPU limit"[..]));
        assert_eq!(header.moment.unwrap().to_string(), "2026-11-23T03:53:35.864");
        assert_eq!(native(b"[2026-11-23 03:53:35.864 | loud | PId: 1 | TId: 7] x"), None);
        assert_eq!(native(b"[2026-11-23 03:53:35.864 | info | PId: 99999999999 | TId: 7] x"), None);
        assert_eq!(native(b""), None);
        let line = b"[2026-11-23 03:53:35.864 | info | PId: 1 | TId: 7]";
        assert_eq!(body(line, native(line).unwrap()), b"");
    }

    #[test]
    fn the_twelve_hour_clock() {
        let at = |line: &[u8]| tracer(line).unwrap().moment.unwrap().to_string();
        assert_eq!(at(b"11/23/26 12:35:09.770 AM [1|1] [info] x"), "2026-11-23T00:35:09.770");
        assert_eq!(at(b"11/23/26 12:35:09.770 PM [1|1] [info] x"), "2026-11-23T12:35:09.770");
        assert_eq!(at(b"11/23/26 04:35:09.770 PM [1|1] [info] x"), "2026-11-23T16:35:09.770");
        let line = b"11/23/26 04:35:09.770 PM [1|1] [info]   DD_ENV=x";
        assert_eq!(body(line, tracer(line).unwrap()), b"  DD_ENV=x");
        let line = b"11/23/26 04:35:09.770 PM [dotnet|1|2] [info] x";
        assert_eq!((tracer(line).unwrap().pid, body(line, tracer(line).unwrap())), (Some(1), &b"x"[..]));
    }

    #[test]
    fn the_old_loader() {
        assert_eq!(loader_output(b"[WRN] : GetProfilerPath").unwrap().level, Level::Warning);
        assert_eq!(body(b"[INF] : text", loader_output(b"[INF] : text").unwrap()), b"text");
        assert_eq!(loader_output(b"[x] : y"), None);
    }
}
