//! Faults that are known and not mended yet: they are counted apart, and each goes from here with its mending.

use super::slot::Slot;

/// What is known to be wrong with folders like this: nothing at present.
pub(crate) fn fault(_slots: &[Slot<'_>]) -> Option<&'static str> {
    None
}
