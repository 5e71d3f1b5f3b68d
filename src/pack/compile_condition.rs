//! From written conditions to resolved ones.

use super::condition::milliseconds;
use super::document::{ConditionDocument, OneOrMany};
use super::names::{Names, Place};
use super::spanned::Spanned;
use super::state::Word;
use super::{CaptureTest, Condition, Elapsed, PackError, Release, Seen, SignalIndex};

/// Facts that a run can have, besides settings.
pub(super) const FACTS: [&str; 8] = ["release", "os", "arch", "runtime", "debug", "install", "app", "vendor"];

impl Names {
    pub(super) fn condition_at(
        &self,
        written: &Spanned<ConditionDocument>,
        place: &Place<'_>,
    ) -> Result<Condition, PackError> {
        self.condition(written.as_ref().clone()).map_err(|message| place.error(written.span(), message))
    }

    fn conditions(&self, written: Vec<ConditionDocument>) -> Result<Vec<Condition>, String> {
        written.into_iter().map(|condition| self.condition(condition)).collect()
    }

    fn capture(&self, written: &mut ConditionDocument, signals: &[SignalIndex]) -> Result<Option<CaptureTest>, String> {
        let Some(name) = written.capture.take() else { return Ok(None) };
        for signal in signals {
            self.has_capture(*signal, &name)?;
        }
        let list = |written: &mut Option<OneOrMany>| written.take().map(OneOrMany::list).unwrap_or_default();
        Ok(Some(CaptureTest { name, is: list(&mut written.is), contains: list(&mut written.contains) }))
    }

    fn named(&self, id: &str) -> Result<usize, String> {
        self.conditions.get(id).copied().ok_or(format!("there is no condition `{id}`"))
    }

    pub(super) fn condition(&self, mut written: ConditionDocument) -> Result<Condition, String> {
        let list = |written: &mut Option<OneOrMany>| written.take().map(OneOrMany::list).unwrap_or_default();
        let condition = if let Some(inner) = written.all.take() {
            Condition::All(self.conditions(inner)?)
        } else if let Some(inner) = written.any.take() {
            Condition::Any(self.conditions(inner)?)
        } else if let Some(inner) = written.none.take() {
            Condition::None(self.conditions(inner)?)
        } else if let Some(signals) = written.seen.take() {
            let signals = self.signals(signals)?;
            Condition::Seen(Seen {
                capture: self.capture(&mut written, &signals)?,
                signals,
                last: std::mem::take(&mut written.last),
                at_its_end: std::mem::take(&mut written.at_its_end),
                not_followed_by: written.not_followed_by.take().map_or(Ok(Vec::new()), |later| self.signals(later))?,
                count: written.count.take().unwrap_or(1),
            })
        } else if let Some(signals) = written.absent.take() {
            Condition::Absent(self.signals(signals)?)
        } else if let Some(name) = written.fact.take() {
            if name == "release" {
                let release = |text: Option<String>| {
                    text.map(|text| Release::parse(&text).ok_or(format!("`{text}` is no release"))).transpose()
                };
                Condition::Release {
                    at_least: release(written.at_least.take())?,
                    before: release(written.before.take())?,
                }
            } else if FACTS.contains(&name.as_str()) {
                Condition::Fact { name, is: list(&mut written.is) }
            } else {
                return Err(format!("there is no fact `{name}`"));
            }
        } else if let Some(name) = written.setting.take() {
            let unset = written.unset.take().unwrap_or(false);
            Condition::Setting { name, is: list(&mut written.is), unset }
        } else if let Some(id) = written.holds.take() {
            Condition::Holds(self.named(&id)?)
        } else if let Some(id) = written.unproven.take() {
            Condition::Unproven(self.named(&id)?)
        } else if let Some(since) = written.elapsed.take() {
            let text = written.at_least.take().unwrap_or_default();
            Condition::Elapsed(Elapsed {
                since: self.signals(since)?,
                until: written.until.take().map_or(Ok(Vec::new()), |until| self.signals(until))?,
                at_least: milliseconds(&text)
                    .ok_or(format!("`at-least = \"{text}\"` is no time; write `500 ms`, `2 s` or `1 min`"))?,
            })
        } else if let Some(artifacts) = written.given.take() {
            let find = |id: String| self.artifacts.get(&id).copied().ok_or(format!("there is no artifact `{id}`"));
            Condition::Given(artifacts.list().into_iter().map(find).collect::<Result<_, _>>()?)
        } else if let Some(count) = written.processes.take() {
            Condition::Processes(count)
        } else if let Some(count) = written.restarts.take() {
            Condition::Restarts(count)
        } else if let Some(question) = written.answer.take() {
            Condition::Answer { question, is: list(&mut written.is) }
        } else if let Some(states) = written.uploads.take() {
            Condition::Uploads(words(states)?)
        } else if let Some(states) = written.counters.take() {
            Condition::Counters(words(states)?)
        } else if let Some(states) = written.walks.take() {
            Condition::Walks(words(states)?)
        } else if let Some(signals) = written.failing.take() {
            let signals = self.signals(signals)?;
            Condition::Failing { capture: self.capture(&mut written, &signals)?, signals }
        } else if let Some(steps) = written.problem.take() {
            let find = |id: String| self.steps.get(&id).copied().ok_or(format!("there is no step `{id}`"));
            let steps = steps.list().into_iter().map(find).collect::<Result<_, _>>()?;
            Condition::Problem { steps, shown: std::mem::take(&mut written.shown) }
        } else if let Some(percent) = written.lost.take() {
            Condition::Lost(percent)
        } else {
            return Err(
                "a condition needs one operator: all, any, none, seen, absent, fact, setting, holds, unproven, \
                        elapsed, given, processes, restarts, answer, uploads, failing, lost, counters, walks or problem"
                    .into(),
            );
        };
        if written.is_spent() {
            Ok(condition)
        } else {
            Err("keys that do not go with the operator of this condition".into())
        }
    }
}

/// States by their words.
fn words<T: Word>(written: OneOrMany) -> Result<Vec<T>, String> {
    let find = |word: String| T::from_word(&word).ok_or_else(|| format!("there is no state `{word}`; {}", T::words()));
    written.list().into_iter().map(find).collect()
}

impl ConditionDocument {
    /// Whether every key has been taken.
    fn is_spent(&self) -> bool {
        self.all.is_none()
            && self.any.is_none()
            && self.none.is_none()
            && self.seen.is_none()
            && self.absent.is_none()
            && self.fact.is_none()
            && self.setting.is_none()
            && self.holds.is_none()
            && self.unproven.is_none()
            && self.elapsed.is_none()
            && self.given.is_none()
            && self.answer.is_none()
            && self.processes.is_none()
            && self.restarts.is_none()
            && self.uploads.is_none()
            && self.failing.is_none()
            && self.lost.is_none()
            && self.counters.is_none()
            && self.walks.is_none()
            && self.problem.is_none()
            && !self.shown
            && self.capture.is_none()
            && self.is.is_none()
            && self.contains.is_none()
            && !self.last
            && !self.at_its_end
            && self.not_followed_by.is_none()
            && self.count.is_none()
            && self.at_least.is_none()
            && self.before.is_none()
            && self.unset.is_none()
            && self.until.is_none()
    }
}
