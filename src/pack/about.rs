//! Everything there is to know about a rule, for people.

use super::{Condition, Pack, Rule, Signal};
use crate::diagnosis::Verdict;

/// A rule in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutRule {
    /// Its id.
    pub id: String,
    /// What it detects.
    pub title: String,
    /// What it gives when it fires.
    pub verdict: Verdict,
    /// Title of its step.
    pub step: String,
    /// Why it matters.
    pub why: String,
    /// The evidence that it wants: its condition in words, each line with how deep it lies. Empty for the few rules
    /// that the engine fires by itself.
    pub wants: Vec<(usize, String)>,
    /// The messages in it, each with what it says.
    pub messages: Vec<(String, String)>,
    /// What to do, for all circumstances.
    pub remedies: Vec<String>,
    /// Where the knowledge is from.
    pub source: String,
}

impl Pack {
    /// A rule in words.
    #[must_use]
    pub fn about(&self, rule: &Rule) -> AboutRule {
        let signals = rule.when.as_ref().map(|when| self.signals_in(when)).unwrap_or_default();
        AboutRule {
            id: rule.id.clone(),
            title: rule.title.clone(),
            verdict: rule.verdict,
            step: self.steps.get(rule.step).map(|step| step.title.clone()).unwrap_or_default(),
            why: rule.why.clone(),
            wants: rule.when.as_ref().map(|when| self.tree(when)).unwrap_or_default(),
            messages: signals.into_iter().map(|signal| (signal.id.clone(), signal.means.clone())).collect(),
            remedies: rule.remedies.iter().map(|remedy| remedy.text.clone()).collect(),
            source: rule.source.clone(),
        }
    }

    /// The rules that look at a signal.
    pub fn rules_about<'a>(&'a self, signal: &'a Signal) -> impl Iterator<Item = &'a Rule> {
        let looks = |when: &Condition| self.signals_in(when).iter().any(|known| known.id == signal.id);
        self.rules.iter().filter(move |rule| rule.when.as_ref().is_some_and(looks))
    }
}
