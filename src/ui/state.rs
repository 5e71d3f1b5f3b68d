//! What the page knows, and how it changes. No browser type in sight, so it is tested on any machine.

use crate::diagnosis::Symptom;
use crate::worker::protocol::{Progress, Trouble};
use crate::worker::{View, Why};
use std::rc::Rc;

/// Where the page stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Stage {
    /// Nothing was given yet.
    #[default]
    Idle,
    /// Reading.
    Working(Progress),
    /// There is a result.
    Done(Rc<View>),
    /// There is none, and why.
    Error(Trouble),
}

impl Stage {
    /// The word of the contract.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Working(_) => "working",
            Self::Done(_) => "done",
            Self::Error(_) => "error",
        }
    }
}

/// The share control.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Share {
    /// Not asked for.
    #[default]
    Closed,
    /// The worker makes it.
    Making,
    /// The link.
    Link(String),
    /// Why there is none.
    Refused(String),
}

/// Everything the page knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Where it stands.
    pub stage: Stage,
    /// What the user suffers from.
    pub symptom: Symptom,
    /// The share control.
    pub share: Share,
    /// Whether redacted details go into the link.
    pub details: bool,
    /// Whether a saved file is redacted.
    pub redact: bool,
    /// The result that stays while something else goes on, or after that failed.
    pub kept: Option<Rc<View>>,
    /// The result that the present one was added to.
    pub earlier: Option<Rc<View>>,
    /// The rules and what they came to, for each run that somebody asked about.
    pub why: Vec<Rc<Why>>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            stage: Stage::Idle,
            symptom: Symptom::default(),
            share: Share::Closed,
            details: false,
            redact: true,
            kept: None,
            earlier: None,
            why: Vec::new(),
        }
    }
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Reading began.
    Began,
    /// Reading goes on.
    Read(Progress),
    /// A result; of files that were read, whether they were added to those before.
    Finished(Box<View>, Option<bool>),
    /// No result.
    Failed(Trouble),
    /// The worker listens; whether there is something for it to read.
    Listens(bool),
    /// Reading was stopped.
    Stopped,
    /// Back to the result before something was added.
    WentBack,
    /// Back to the beginning.
    Reset,
    /// Another symptom.
    Suffers(Symptom),
    /// A link is wanted.
    WantsLink,
    /// A link.
    Linked(String),
    /// The rules, and what they came to.
    Explained(Box<Why>),
    /// Details in the link, or not.
    Details(bool),
    /// Redact what is saved, or not.
    Redact(bool),
}

impl State {
    /// The state after `action`.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Began => {
                next.kept = self.view().cloned();
                next.stand(Stage::Working(Progress::default()));
            }
            Action::Read(progress) => {
                if matches!(next.stage, Stage::Working(_)) {
                    next.stage = Stage::Working(progress);
                }
            }
            Action::Finished(view, is_added) => {
                if view.opened {
                    next.symptom = view.diagnosis.symptom;
                }
                if let Some(is_added) = is_added {
                    next.earlier = self.kept.clone().or(self.view().cloned()).filter(|_| is_added);
                }
                next.kept = None;
                next.stand(Stage::Done(Rc::from(view)));
            }
            Action::Failed(Trouble::TooLongForLink(why)) => next.share = Share::Refused(why),
            Action::Failed(trouble) => {
                next.kept = self.view().cloned();
                next.stand(Stage::Error(trouble));
            }
            // It came late after all.
            Action::Listens(reads) => {
                if matches!(next.stage, Stage::Error(Trouble::Refused(_))) {
                    if reads {
                        next.stand(Stage::Working(Progress::default()));
                    } else {
                        next.settle();
                    }
                }
            }
            Action::Stopped => next.settle(),
            Action::WentBack => {
                next.kept = next.earlier.take();
                next.settle();
            }
            Action::Reset => next = Self { symptom: self.symptom, ..Self::default() },
            Action::Suffers(symptom) => next.symptom = symptom,
            Action::WantsLink => next.share = Share::Making,
            Action::Linked(link) => next.share = Share::Link(link),
            Action::Explained(why) => {
                next.why.retain(|known| known.run != why.run);
                next.why.push(Rc::from(why));
            }
            Action::Details(details) => {
                next.details = details;
                next.share = Share::Closed;
            }
            Action::Redact(redact) => next.redact = redact,
        }
        next
    }

    /// Shows what is there: the result that stayed, or the beginning.
    fn settle(&mut self) {
        let kept = self.kept.take();
        let stays = matches!(self.stage, Stage::Done(_)) && kept.is_none();
        if !stays {
            self.stand(kept.map_or(Stage::Idle, Stage::Done));
        }
    }

    /// A link and the way of the rules belong to one result only.
    fn stand(&mut self, stage: Stage) {
        self.stage = stage;
        self.share = Share::Closed;
        self.why.retain(|why| why.run.is_none());
    }

    /// The result, if there is one.
    #[must_use]
    pub fn view(&self) -> Option<&Rc<View>> {
        match &self.stage {
            Stage::Done(view) => Some(view),
            _ => self.kept.as_ref(),
        }
    }

    /// Whether the result was made for another symptom than the one chosen now.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        let is_shown = matches!(self.stage, Stage::Done(_));
        is_shown && self.view().is_some_and(|view| !view.opened && view.diagnosis.symptom != self.symptom)
    }

    /// The rules and what they came to in a run, or without one the rules alone, once somebody asked.
    #[must_use]
    pub fn why(&self, run: Option<&str>) -> Option<Rc<Why>> {
        self.why.iter().find(|why| why.run.as_deref() == run).cloned()
    }

    /// Whether there are files that more are added to.
    #[must_use]
    pub fn can_add(&self) -> bool {
        self.view().is_some_and(|view| !view.opened)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;
    use crate::diagnosis::{Capture, Diagnosis, SCHEMA, Tool};
    use std::collections::BTreeMap;

    fn view(symptom: Symptom, opened: bool) -> Box<View> {
        let tool = Tool { name: String::new(), version: String::new(), pack: String::new(), pack_hash: String::new() };
        let capture = Capture { root_cause: None, run: None, unread: Vec::new(), notices: Vec::new() };
        let (answers, sources, runs) = (BTreeMap::new(), Vec::new(), Vec::new());
        let diagnosis = Diagnosis { schema: SCHEMA, tool, symptom, redacted: false, capture, answers, sources, runs };
        Box::new(View::of(diagnosis, opened, &crate::pack::Pack::default()))
    }

    fn after(actions: Vec<Action>) -> State {
        actions.into_iter().fold(State::default(), |state, action| state.after(action))
    }

    #[test]
    fn reading_ends_in_a_result() {
        let words: Vec<&str> = {
            let began = after(vec![Action::Began]);
            let done = began.after(Action::Finished(view(Symptom::Hang, false), Some(false)));
            vec![State::default().stage.word(), began.stage.word(), done.stage.word()]
        };
        assert_eq!(words, ["idle", "working", "done"]);
    }

    #[test]
    fn late_progress_does_not_undo_a_result() {
        let state = after(vec![
            Action::Began,
            Action::Finished(view(Symptom::Hang, false), Some(false)),
            Action::Read(Progress::default()),
        ]);
        assert_eq!(state.stage.word(), "done");
    }

    #[test]
    fn a_new_result_forgets_the_link_of_the_old_one() {
        let linked =
            after(vec![Action::Finished(view(Symptom::Hang, false), Some(false)), Action::Linked("#r=1.x".into())]);
        assert_eq!(linked.share, Share::Link("#r=1.x".into()));
        assert_eq!(linked.after(Action::Finished(view(Symptom::Overhead, false), Some(false))).share, Share::Closed);
        assert_eq!(linked.after(Action::Details(true)).share, Share::Closed);
    }

    #[test]
    fn a_result_too_long_for_a_link_stays() {
        let state = after(vec![
            Action::Finished(view(Symptom::Hang, false), Some(false)),
            Action::WantsLink,
            Action::Failed(Trouble::TooLongForLink("Too long.".into())),
        ]);
        assert_eq!((state.stage.word(), state.share), ("done", Share::Refused("Too long.".into())));
    }

    #[test]
    fn only_a_result_with_logs_follows_the_symptom() {
        let own = after(vec![
            Action::Suffers(Symptom::Hang),
            Action::Finished(view(Symptom::MissingProfiles, false), Some(false)),
        ]);
        assert!(own.is_outdated() && own.can_add());
        let opened = after(vec![Action::Finished(view(Symptom::Overhead, true), Some(false))]);
        assert!(!opened.is_outdated() && !opened.can_add());
        assert_eq!(opened.symptom, Symptom::Overhead);
    }

    #[test]
    fn starting_again_keeps_the_symptom_only() {
        let state = after(vec![
            Action::Suffers(Symptom::Hang),
            Action::Redact(false),
            Action::Failed(Trouble::NothingGiven),
            Action::Reset,
        ]);
        assert_eq!(state, State { symptom: Symptom::Hang, ..State::default() });
    }

    #[test]
    fn what_is_stopped_or_fails_takes_no_result_away() {
        let done = || after(vec![Action::Finished(view(Symptom::Hang, false), Some(false))]);
        let stopped = done().after(Action::Began).after(Action::Stopped);
        assert_eq!(stopped, done());
        let failed = done().after(Action::Began).after(Action::Failed(Trouble::NothingGiven));
        assert_eq!((failed.stage.word(), failed.can_add()), ("error", true));
        assert_eq!(failed.after(Action::Began).after(Action::Stopped).stage.word(), "done");
        assert_eq!(after(vec![Action::Began, Action::Stopped]).stage.word(), "idle");
    }

    #[test]
    fn what_was_added_can_be_taken_back() {
        let done = after(vec![Action::Finished(view(Symptom::Hang, false), Some(false))]);
        let more = done.after(Action::Began).after(Action::Finished(view(Symptom::Overhead, false), Some(true)));
        assert_eq!(more.earlier.as_ref(), done.view());
        let answered = more.after(Action::Finished(view(Symptom::Overhead, false), None));
        assert_eq!(answered.earlier, more.earlier);
        let back = answered.after(Action::WentBack);
        assert_eq!((back.view(), &back.earlier), (done.view(), &None));
    }

    #[test]
    fn a_worker_that_comes_late_ends_the_trouble() {
        let refused = after(vec![Action::Failed(Trouble::Refused(String::new()))]);
        assert_eq!(refused.after(Action::Listens(false)).stage.word(), "idle");
        assert_eq!(refused.after(Action::Listens(true)).stage.word(), "working");
        let other = after(vec![Action::Failed(Trouble::NothingGiven)]);
        assert_eq!(other.after(Action::Listens(true)).stage.word(), "error");
    }
}
