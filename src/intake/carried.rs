//! A line as its writer wrote it, with what its carrier told of it.

use crate::line::Moment;
use std::borrow::Cow;

/// Longest name of a writer that is told apart, in bytes.
const LONGEST_ORIGIN: usize = 200;

/// A line without what was put around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried<'a> {
    /// What the writer wrote.
    pub text: Cow<'a, [u8]>,
    /// Who wrote it: pod and container, host and unit, service. Empty where nothing tells.
    pub origin: Cow<'a, [u8]>,
    /// Whether `origin` is all of a prefix that nobody knows, in which a name may stand: see [`super::label`].
    pub is_label: bool,
    /// The carrier's own time, as it stands there.
    pub time: Option<Moment>,
}

impl<'a> Carried<'a> {
    /// A line of which nothing is told.
    pub(super) fn of(text: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { text: text.into(), origin: Cow::Borrowed(b""), is_label: false, time: None }
    }

    /// The line with the name of its writer.
    pub(super) fn by(self, origin: impl Into<Cow<'a, [u8]>>) -> Self {
        let origin = match origin.into() {
            Cow::Borrowed(name) => Cow::Borrowed(name.get(..LONGEST_ORIGIN).unwrap_or(name)),
            Cow::Owned(mut name) => {
                name.truncate(LONGEST_ORIGIN);
                Cow::Owned(name)
            }
        };
        Self { origin, ..self }
    }

    /// The line with a prefix in which the name of its writer may stand.
    pub(super) fn labelled(self, prefix: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { origin: prefix.into(), is_label: true, ..self }
    }

    /// The line with the time of its carrier.
    pub(super) fn at(self, time: Option<Moment>) -> Self {
        Self { time, ..self }
    }

    /// The same, with nothing borrowed.
    pub(super) fn into_owned(self) -> Carried<'static> {
        Carried {
            text: Cow::Owned(self.text.into_owned()),
            origin: Cow::Owned(self.origin.into_owned()),
            is_label: self.is_label,
            time: self.time,
        }
    }
}
