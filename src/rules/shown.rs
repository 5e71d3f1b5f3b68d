//! Whether a run would show a message if it had been printed, looked up once for each message.
//!
//! Many conditions ask for the same message, and each answer looks at every release that the run can have. Runs of one
//! capture mostly have the same logs of the same release, so they share what was looked up.

use super::Evaluation;
use super::evaluate::Shown;
use crate::case::Run;
use crate::pack::{Pack, Possible, SignalIndex};
use crate::text::LogText;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many kinds of runs are told apart; more share nothing.
const KINDS: usize = 256;

/// All that the answers depend on: the releases, the logs and whether their heads are there, and whether debug is on.
type Kind = (Possible, BTreeMap<String, bool>, bool);

/// What was looked up for the runs of a capture.
#[derive(Debug, Default)]
pub struct Memories(RefCell<BTreeMap<Kind, Rc<Memory>>>);

/// What is known by now, by the position of the message in the pack.
#[derive(Debug)]
pub(super) struct Memory(Vec<Cell<Option<Shown>>>);

impl Memories {
    /// That of all runs of this kind.
    pub(super) fn of(&self, pack: &Pack, run: &Run<'_>) -> Rc<Memory> {
        let mut all = self.0.borrow_mut();
        let kind = (run.facts.release.possible.clone(), run.given.clone(), has_debug(run));
        if let Some(known) = all.get(&kind) {
            return Rc::clone(known);
        }
        let memory = Rc::new(Memory(pack.signals.iter().map(|_| Cell::new(None)).collect()));
        if all.len() < KINDS {
            all.insert(kind, Rc::clone(&memory));
        }
        memory
    }
}

/// Whether debug is known to be on.
pub(super) fn has_debug(run: &Run<'_>) -> bool {
    run.facts.value("debug").map(LogText::inspect) == Some("on")
}

impl Evaluation<'_> {
    /// Whether the run would show the message if it had been printed.
    pub(super) fn would_show(&self, signal: SignalIndex) -> Shown {
        let Some(known) = self.memory.0.get(usize::from(signal)) else { return self.find_shown(signal) };
        if let Some(known) = known.get() {
            return known;
        }
        let found = self.find_shown(signal);
        known.set(Some(found));
        found
    }
}
