//! Faults that are known and not mended yet: they are counted apart, and each goes from here with its mending.

use super::slot::Slot;
use profiler_doctor::pack::Release;

/// What is known to be wrong with folders like this.
pub(crate) fn fault(slots: &[Slot<'_>]) -> Option<&'static str> {
    let fits = |kind: fn(&Slot<'_>) -> bool| slots.iter().any(kind);
    if fits(|slot| one_file(slot) && slot.lives.iter().any(|life| life.given.managed)) {
        return Some("a managed log of several lives is not cut where they are");
    }
    if fits(|slot| {
        one_file(slot) && slot.lives.iter().any(|life| life.given.loader && life.release < Release::new(3, 20, 0))
    }) {
        return Some("up to 3.19 the loader's first line of the next life counts to the one before");
    }
    None
}

/// Whether several lives write into one file.
fn one_file(slot: &Slot<'_>) -> bool {
    slot.lives.windows(2).any(|pair| pair[0].pid == pair[1].pid)
}
