//! Reading the fixed parts of a prefix.

/// A place in a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn new(line: &'a [u8]) -> Self {
        Self(line)
    }

    /// Where in the line the message begins, after the blank that parts it from its prefix.
    pub(super) fn message(self, line: &[u8]) -> usize {
        line.len() - self.0.strip_prefix(b" ").unwrap_or(self.0).len()
    }

    /// Passes fixed text.
    pub(super) fn skip<const LENGTH: usize>(&mut self, text: &[u8; LENGTH]) -> Option<()> {
        let (_, rest) = self.0.split_first_chunk::<LENGTH>().filter(|(start, _)| *start == text)?;
        self.0 = rest;
        Some(())
    }

    /// A number of exactly so many digits, at most nine.
    pub(super) fn digits<const COUNT: usize>(&mut self) -> Option<u32> {
        let (digits, rest) = self.0.split_first_chunk::<COUNT>()?;
        let number = value(digits)?;
        self.0 = rest;
        Some(number)
    }

    /// A number of any length that fits.
    pub(super) fn number(&mut self) -> Option<u32> {
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        match digits {
            0 => None,
            1..=9 => {
                let (number, rest) = self.0.split_at_checked(digits)?;
                self.0 = rest;
                value(number)
            }
            _ => self.long_number(digits),
        }
    }

    fn long_number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        std::str::from_utf8(number).ok()?.parse().ok()
    }

    /// The text up to a byte, and passes that byte.
    pub(super) fn until(&mut self, end: u8) -> Option<&'a [u8]> {
        let at = memchr::memchr(end, self.0)?;
        let (text, rest) = self.0.split_at_checked(at)?;
        self.0 = rest.get(1..)?;
        Some(text)
    }

    /// `2026-11-23`.
    pub(super) fn date(&mut self) -> Option<(u32, u32, u32)> {
        let year = self.digits::<4>()?;
        self.skip(b"-")?;
        let month = self.digits::<2>()?;
        self.skip(b"-")?;
        Some((year, month, self.digits::<2>()?))
    }

    /// `03:53:35`.
    pub(super) fn seconds(&mut self) -> Option<(u32, u32, u32)> {
        let hour = self.digits::<2>()?;
        self.skip(b":")?;
        let minute = self.digits::<2>()?;
        self.skip(b":")?;
        Some((hour, minute, self.digits::<2>()?))
    }

    /// `03:53:35.864`.
    pub(super) fn time(&mut self) -> Option<(u32, u32, u32, u32)> {
        let (hour, minute, second) = self.seconds()?;
        self.skip(b".")?;
        Some((hour, minute, second, self.digits::<3>()?))
    }

    /// `+00:00`.
    pub(super) fn offset(&mut self) -> Option<[u8; 6]> {
        let (offset, rest) = self.0.split_first_chunk::<6>()?;
        let is_offset =
            matches!(offset, [b'+' | b'-', h, i, b':', m, n] if [h, i, m, n].iter().all(|b| b.is_ascii_digit()));
        self.0 = rest;
        is_offset.then_some(*offset)
    }
}

/// The value of at most nine digits.
fn value(digits: &[u8]) -> Option<u32> {
    let mut number = 0;
    for digit in digits {
        number = number * 10 + u32::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    Some(number)
}
