//! What may travel without being asked for: values that can tell nothing about anybody.

use super::wire::WireFact;
use crate::diagnosis::{Fact, Facts};
use crate::order::map;
use std::collections::BTreeMap;

/// Settings whose value names something even where it happens to be a number.
const NAMES: [&str; 6] = ["SERVICE", "ENV", "VERSION", "TAGS", "HOST", "HOSTNAME"];

/// Release, operating system, architecture, runtime, debug, install.
pub(super) fn facts(facts: &Facts<String>) -> BTreeMap<String, WireFact> {
    map(named(facts).into_iter().filter_map(|(name, fact)| Some((name.to_owned(), shared(fact)?))))
}

/// The facts and their names in the link.
fn named(facts: &Facts<String>) -> [(&'static str, &Fact<String>); 6] {
    [
        ("release", &facts.release),
        ("os", &facts.os),
        ("arch", &facts.arch),
        ("runtime", &facts.runtime),
        ("debug", &facts.debug),
        ("install", &facts.install),
    ]
}

fn shared(fact: &Fact<String>) -> Option<WireFact> {
    if let Some(value) = &fact.value {
        return is_plain(value).then(|| WireFact::Value(value.clone()));
    }
    let bound = |bound: &Option<String>| bound.clone().filter(|bound| is_plain(bound));
    let (at_least, before) = (bound(&fact.at_least), bound(&fact.before));
    (at_least.is_some() || before.is_some()).then_some(WireFact::Bounds(at_least, before))
}

/// A few letters, digits and dots: a release or the name of a runtime.
fn is_plain(value: &str) -> bool {
    value.len() <= 40 && value.chars().all(|letter| letter.is_ascii_alphanumeric() || " .+-_".contains(letter))
}

/// Whether a setting is a switch or a number, and its name that of a setting.
pub(super) fn is_shareable(name: &str, value: &str) -> bool {
    is_setting(name) && is_switch(value)
}

/// Questions that are answered by a choice or a time, which can tell nothing about anybody.
const CLOSED: [&str; 4] = ["agent-running", "files-copied-at", "process-still-running", "install-method"];

/// Whether an answer may travel without being asked for.
pub(super) fn is_shareable_answer(question: &str, answer: &str) -> bool {
    let word =
        answer.len() <= 24 && answer.chars().all(|letter| letter.is_ascii_alphanumeric() || ".:-".contains(letter));
    (CLOSED.contains(&question) && word) || (question == "setting-value" && is_switch(answer))
}

fn is_setting(name: &str) -> bool {
    let of_a_product =
        ["DD_", "_DD_", "DOTNET_", "COMPlus_", "COR_", "CORECLR_"].iter().any(|start| name.starts_with(start));
    let letters = name.len() <= 80 && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let secret = ["KEY", "TOKEN", "SECRET", "PASSWORD"].iter().any(|word| name.contains(word));
    let names = name.rsplit('_').next().is_some_and(|last| NAMES.contains(&last));
    of_a_product && letters && !secret && !names
}

/// `true`, `false`, or a number of at most twelve digits.
fn is_switch(value: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let number = match value.split_once('.') {
        Some((whole, part)) => digits(whole) && digits(part),
        None => digits(value),
    };
    value == "true" || value == "false" || number && value.len() <= 12
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_answers_without_words_of_the_user_are_shared() {
        assert!(is_shareable_answer("agent-running", "yes"));
        assert!(is_shareable_answer("files-copied-at", "2026-01-31T14:05:00"));
        assert!(is_shareable_answer("setting-value", "0"));
        assert!(!is_shareable_answer("setting-value", "billing"));
        assert!(!is_shareable_answer("platform", "IIS"));
        assert!(!is_shareable_answer("agent-running", "on host billing-1 it does"));
    }

    #[test]
    fn only_switches_and_numbers_of_settings_are_shared() {
        let shared =
            [("DD_PROFILING_ENABLED", "1"), ("DD_X", "true"), ("DOTNET_EnableDiagnostics", "0"), ("DD_X", "0.5")];
        let kept = [
            ("DD_X", "yes"),
            ("DD_X", ""),
            ("DD_X", "1."),
            ("DD_X", "1.2.3"),
            ("DD_X", "1234567890123"),
            ("DD_X", "1\n"),
            ("DD_API_KEY", "1"),
            ("DD_SERVICE", "7"),
            ("DD_ENV", "1"),
            ("HOME", "1"),
            ("DD_a b", "1"),
            ("DD_X", "١"),
        ];
        assert!(shared.iter().all(|(name, value)| is_shareable(name, value)));
        assert!(!kept.iter().any(|(name, value)| is_shareable(name, value)));
    }
}
