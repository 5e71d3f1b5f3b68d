//! Encodings of log files.

use std::borrow::Cow;

/// Letters that show the encoding.
const SAMPLE: usize = 16;

/// How text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark; anything else that is no UTF-16 is read as this.
    #[default]
    Utf8,
    /// UTF-16, low byte first (Windows).
    Utf16Low,
    /// UTF-16, high byte first.
    Utf16High,
    /// UTF-8 whose lines end in a zero: `/proc/<pid>/environ`.
    Environ,
}

impl Encoding {
    /// From a byte order mark, else from where the zero bytes of western text stand.
    #[must_use]
    pub fn of(head: &[u8]) -> Self {
        match head {
            [0xff, 0xfe, ..] => return Self::Utf16Low,
            [0xfe, 0xff, ..] => return Self::Utf16High,
            _ if is_environ(head) => return Self::Environ,
            _ => {}
        }
        let zeros = |start: usize| head.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
        match () {
            () if half > 8 && odd * 10 > half * 7 && even * 10 < half => Self::Utf16Low,
            () if half > 8 && even * 10 > half * 7 && odd * 10 < half => Self::Utf16High,
            () => Self::Utf8,
        }
    }

    /// The two bytes of a line break; one in UTF-8, given twice.
    #[must_use]
    pub fn line_break(self) -> [u8; 2] {
        match self {
            Self::Utf8 => [b'\n', b'\n'],
            Self::Environ => [0, 0],
            Self::Utf16Low => [b'\n', 0],
            Self::Utf16High => [0, b'\n'],
        }
    }

    /// Bytes of a unit.
    #[must_use]
    pub fn unit(self) -> usize {
        if matches!(self, Self::Utf8 | Self::Environ) { 1 } else { 2 }
    }

    /// One line as UTF-8, without a byte order mark; what is no text becomes U+FFFD where it is shown.
    #[must_use]
    pub fn decode(self, line: &[u8]) -> Cow<'_, [u8]> {
        let unit: fn([u8; 2]) -> u16 = match self {
            Self::Utf8 | Self::Environ => return Cow::Borrowed(line.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(line)),
            Self::Utf16Low => u16::from_le_bytes,
            Self::Utf16High => u16::from_be_bytes,
        };
        let units = line.chunks_exact(2).filter_map(|pair| pair.first_chunk::<2>().copied().map(unit));
        let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Cow::Owned(text.strip_prefix('\u{feff}').unwrap_or(&text).as_bytes().to_vec())
    }
}

/// Whether a text is written in UTF-32, which is not read here: by its byte order mark, or by where its zeros stand.
pub(super) fn is_utf32(head: &[u8]) -> bool {
    let is_marked = head.starts_with(&[0xff, 0xfe, 0, 0]) || head.starts_with(&[0, 0, 0xfe, 0xff]);
    let all = |place: usize| {
        let is_one = |four: &[u8]| four.iter().enumerate().all(|(index, byte)| (index == place) != (*byte == 0));
        head.len() >= 4 * SAMPLE && head.chunks_exact(4).take(SAMPLE).all(is_one)
    };
    is_marked || all(0) || all(3)
}

/// Texts like `NAME=value` with a zero behind each.
fn is_environ(head: &[u8]) -> bool {
    let named = |text: &[u8]| {
        let end = text.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"_.()-".contains(byte)).count();
        end > 0 && text.get(end) == Some(&b'=')
    };
    let Some(end) = memchr::memrchr(0, head) else { return false };
    let whole = head.get(..end).unwrap_or_default();
    let all = whole.split(|byte| *byte == 0).filter(|text| !text.is_empty()).count();
    let fitting = whole.split(|byte| *byte == 0).filter(|text| named(text)).count();
    fitting > 0 && fitting * 10 >= all * 9
}

#[cfg(test)]
mod tests {
    use super::{Encoding, is_utf32};

    fn low(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn the_mark_or_the_zeros_tell() {
        assert_eq!(Encoding::of(b"plain text of some length"), Encoding::Utf8);
        assert_eq!(Encoding::of(&low("\u{feff}x")), Encoding::Utf16Low);
        assert_eq!(Encoding::of(&low("[2026-11-23 03:53:35.864")), Encoding::Utf16Low);
        let high: Vec<u8> = "[2026-11-23 03:53".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Encoding::of(&high), Encoding::Utf16High);
        assert_eq!(Encoding::of(&[0; 64]), Encoding::Utf8);
        assert_eq!(Encoding::of(b"PATH=/bin\0DD_ENV=a\nb\0"), Encoding::Environ);
        assert_eq!(Encoding::of(b"a log line\nPATH=/bin\n\0\0\0\0"), Encoding::Utf8);
    }

    #[test]
    fn four_bytes_for_a_letter_are_known() {
        let wide = |text: &str, bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
            text.chars().flat_map(|letter| bytes(u32::from(letter))).collect()
        };
        for bytes in [u32::to_le_bytes, u32::to_be_bytes] {
            assert!(is_utf32(&wide("\u{feff}a log", bytes)) && is_utf32(&wide("[2026-11-23 03:53:35.864", bytes)));
        }
        for other in [
            &b""[..],
            b"\xff\xfe",
            b"[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] CorProfilerCallback",
            &[0; 200],
        ] {
            assert!(!is_utf32(other));
        }
        assert!(!is_utf32(&low("\u{feff}[2026-11-23 03:53:35.864 | info | PId: 7")));
    }

    #[test]
    fn marks_go_and_broken_units_show() {
        assert_eq!(Encoding::Utf16Low.decode(&low("\u{feff}a€")).as_ref(), "a€".as_bytes());
        assert_eq!(Encoding::Utf16Low.decode(&[0x00, 0xd8, b'x', 0]).as_ref(), "\u{fffd}x".as_bytes());
        assert_eq!(Encoding::Utf8.decode(b"\xef\xbb\xbfa").as_ref(), b"a");
    }
}
