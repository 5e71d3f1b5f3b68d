//! Times as tools write them into what they say of a process: the end of a container, an event.

use super::cursor::Cursor;
use super::moment::Moment;

const MONTHS: [&[u8; 3]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// A moment with its zone, where that is written beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// What the clock said.
    pub moment: Moment,
    /// What that clock is ahead of universal time, in milliseconds.
    pub ahead: Option<i64>,
}

impl Stamp {
    /// Reads `2024-08-06T03:05:41.123456789Z`, `2024-08-06 03:05:41 +02:00` and `Tue, 06 Aug 2024 03:05:41 +0000`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (moment, rest) = match text.split_once(", ") {
            Some((_, named)) => named_month(named)?,
            None => (Moment::parse(text)?, text.get(16..)?),
        };
        Some(Self { moment, ahead: zone(rest) })
    }
}

/// `06 Aug 2024 03:05:41` and what follows.
fn named_month(text: &str) -> Option<(Moment, &str)> {
    let mut cursor = Cursor::new(text.as_bytes());
    let day = cursor.digits::<2>()?;
    cursor.skip(b" ")?;
    let month = MONTHS.iter().zip(1..).find_map(|(name, month)| cursor.skip(name).map(|()| month))?;
    cursor.skip(b" ")?;
    let year = cursor.digits::<4>()?;
    cursor.skip(b" ")?;
    let (hour, minute, second) = cursor.seconds()?;
    Some((Moment::new((year, month, day), (hour, minute, second, 0))?, text.get(20..)?))
}

/// The zone behind a time: `Z`, `+0000` or `-05:30`.
fn zone(rest: &str) -> Option<i64> {
    let rest = rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || ":., ".contains(sign));
    if rest.starts_with('Z') || rest.starts_with("UTC") {
        return Some(0);
    }
    let (sign, digits) = match rest.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let mut cursor = Cursor::new(digits.as_bytes());
    let hours = cursor.digits::<2>()?;
    let _ = cursor.skip(b":");
    let minutes = cursor.digits::<2>()?;
    (hours <= 14 && minutes < 60).then(|| sign * (i64::from(hours) * 60 + i64::from(minutes)) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::Stamp;

    #[test]
    fn times_of_tools_are_read_with_their_zone() {
        for (text, ahead) in [
            ("2024-08-06T03:05:41.123456789Z", Some(0)),
            ("2024-08-06T03:05:41Z", Some(0)),
            ("2024-08-06 03:05:41 +02:00", Some(7_200_000)),
            ("Tue, 06 Aug 2024 03:05:41 -0530", Some(-19_800_000)),
            ("2024-08-06T03:05:41", None),
        ] {
            let stamp = Stamp::parse(text);
            let read = stamp.map(|stamp| (stamp.moment.to_string().get(..19).map(str::to_owned), stamp.ahead));
            assert_eq!(read, Some((Some("2024-08-06T03:05:41".into()), ahead)), "{text}");
        }
        for text in ["", "soon", "Tue, 99 Aug 2024 03:05:41 +0000", "Tue, 06 Foo 2024 03:05:41", "2024-08-06"] {
            assert_eq!(Stamp::parse(text), None, "{text}");
        }
    }
}
