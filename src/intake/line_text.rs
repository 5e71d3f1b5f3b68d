//! From the bytes of a line to what the writer wrote.

use super::{Intake, uncoloured};
use std::borrow::Cow;

impl Intake {
    /// The text of a line: decoded, without colours and without the carrier's prefix.
    #[must_use]
    pub fn text<'a>(&self, line: &'a [u8]) -> Cow<'a, [u8]> {
        match self.encoding.decode(line) {
            Cow::Borrowed(line) => self.carried(line),
            Cow::Owned(line) => Cow::Owned(self.carried(&line).into_owned()),
        }
    }

    fn carried<'a>(&self, line: &'a [u8]) -> Cow<'a, [u8]> {
        match uncoloured(line) {
            Cow::Borrowed(line) => self.carrier.unwrap(line).unwrap_or(Cow::Borrowed(line)),
            // Compose colours its own prefix too.
            Cow::Owned(line) => Cow::Owned(self.carrier.unwrap(&line).map_or_else(|| line.clone(), Cow::into_owned)),
        }
    }
}
