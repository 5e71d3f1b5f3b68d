//! From the bytes of a line to what the writer wrote.

use super::carried::Carried;
use super::colours::uncoloured;
use super::{Carrier, Intake, label};
use crate::line::Moment;
use std::borrow::Cow;

impl Intake {
    /// A line as its writer wrote it: decoded, without colours and without what the carrier put around it.
    #[must_use]
    pub fn read<'a>(&self, line: &'a [u8]) -> Carried<'a> {
        match self.encoding.decode(line) {
            // A machine that loses its power leaves zeros in front of what it writes next.
            Cow::Borrowed(line) => self.carried(without_zeros(line)),
            Cow::Owned(line) => self.carried(&line).into_owned(),
        }
    }

    fn carried<'a>(&self, line: &'a [u8]) -> Carried<'a> {
        match uncoloured(line) {
            Cow::Borrowed(line) => self.unwrapped(line),
            // Compose colours its own prefix too.
            Cow::Owned(line) => self.unwrapped(&line).into_owned(),
        }
    }

    fn unwrapped<'a>(&self, line: &'a [u8]) -> Carried<'a> {
        if self.carrier == Carrier::None {
            return Carried::of(line);
        }
        let named = || label::split(line, &self.labels).map(|(prefix, text)| Carried::of(text).labelled(prefix));
        let mut carried = self.carrier.unwrap(line).or_else(named).unwrap_or_else(|| Carried::of(line));
        if carried.is_label {
            let name = if self.labels.is_empty() { Vec::new() } else { label::of_prefix(&carried.origin) };
            carried = carried.by(name);
        }
        // By the clock of the writer, where the beginning of the source tells how far that of the carrier is from it.
        carried.time = carried.time.zip(self.clock_ahead).map(|(time, ahead)| Moment(time.0 + ahead));
        carried
    }
}

fn without_zeros(line: &[u8]) -> &[u8] {
    match line.first() {
        Some(0) => line.iter().position(|byte| *byte != 0).and_then(|at| line.get(at..)).unwrap_or(line),
        _ => line,
    }
}
