//! Times of log lines: milliseconds of the writer's own clock, whatever its zone.

use super::cursor::Cursor;
use std::fmt;

const DAY: i64 = 86_400_000;

/// Local time of a record in milliseconds since 1970-01-01T00:00 of the same clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// From the parts of a date and a time of day; nothing where there is no such day or time.
    #[must_use]
    pub fn new(date: (u32, u32, u32), time: (u32, u32, u32, u32)) -> Option<Self> {
        let ((year, month, day), (hour, minute, second, millisecond)) = (date, time);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let days = days_before(i64::from(year), i64::from(month), i64::from(day));
        let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        Some(Self(days * DAY + seconds * 1000 + i64::from(millisecond)))
    }

    /// Reads `2026-01-31T14:05`, `2026-01-31 14:05:30` and `2026-01-31T14:05:30.250`; a zone after it is left out.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut cursor = Cursor::new(text.trim().as_bytes());
        let date = cursor.date()?;
        cursor.skip(b"T").or_else(|| cursor.skip(b" "))?;
        let hour = cursor.digits::<2>()?;
        cursor.skip(b":")?;
        let minute = cursor.digits::<2>()?;
        let second = cursor.skip(b":").map_or(Some(0), |()| cursor.digits::<2>())?;
        let millisecond = cursor.skip(b".").and_then(|()| cursor.digits::<3>()).unwrap_or(0);
        Self::new(date, (hour, minute, second, millisecond))
    }
}

impl Moment {
    /// The month, from 1.
    #[must_use]
    pub fn month(self) -> i64 {
        date(self.0.div_euclid(DAY)).1
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar. Years are counted from March, so that the leap day is
/// the last of its year.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 306 days lie between the first of March and the end of the year; 719468 between 0000-03-01 and 1970-01-01.
    year * 365 + leap_days + (month * 306 + 5) / 10 + day - 1 - 719_468
}

/// Year, month and day, of days since 1970-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    let mut year = 1970 + days.div_euclid(366);
    while days_before(year + 1, 1, 1) <= days {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && days_before(year, month + 1, 1) <= days {
        month += 1;
    }
    (year, month, days - days_before(year, month, 1) + 1)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) = date(days);
        let (seconds, millisecond) = (rest / 1000, rest % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Moment;

    #[test]
    fn what_is_read_is_written() {
        for text in
            ["1970-01-01T00:00:00.000", "2024-02-29T23:59:59.999", "2026-11-23T03:53:35.864", "2000-12-31T12:00:00.001"]
        {
            assert_eq!(Moment::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Moment::parse("1970-01-02 00:00").unwrap(), Moment(86_400_000));
        assert_eq!(Moment::parse("2026-13-01T00:00"), None);
        assert_eq!(Moment::parse("soon"), None);
    }
}
