//! Sentences with the values of a run.

use super::problems::Told;
use super::{Evaluation, Truth};
use crate::case::captured;
use crate::pack::Sentence;
use crate::text::LogText;

/// The first sentence that fits and whose values are all known, else the last one without them.
pub(super) fn say(evaluation: &Evaluation<'_>, sentences: &[Sentence], problems: &Told<'_>) -> LogText {
    let holds = |it: &&Sentence| it.when.as_ref().is_none_or(|when| evaluation.evaluate(when).truth == Truth::True);
    let fitting = sentences.iter().filter(holds).map(|sentence| problems.named_in(&sentence.text));
    let fitting: Vec<String> = fitting.collect();
    let filled = fitting.iter().find_map(|sentence| fill(evaluation, sentence));
    let text = filled.or_else(|| fitting.last().map(|sentence| without_values(sentence)));
    LogText::from(text.unwrap_or_default().as_str())
}

/// `{SIGNAL.capture}` is its last value, `{SIGNAL}` is nothing but asks that it was seen,
/// `{setting.NAME}` and `{fact}` are what they say, `{uploads.…}` counts uploads that failed,
/// `{restarts}` the lives before it that ended out of order.
fn fill(evaluation: &Evaluation<'_>, sentence: &str) -> Option<String> {
    let mut text = String::new();
    let mut left = sentence;
    while let Some((before, rest)) = left.split_once('{') {
        let (name, rest) = rest.split_once('}')?;
        text.push_str(before);
        text.push_str(&value(evaluation, name)?);
        left = rest;
    }
    text.push_str(left);
    Some(text)
}

fn value(evaluation: &Evaluation<'_>, name: &str) -> Option<String> {
    let (pack, run) = (evaluation.pack, evaluation.run);
    if let Some(count) = name.strip_prefix("uploads.") {
        return count_of_uploads(evaluation, count).filter(|count| *count > 0).map(|count| count.to_string());
    }
    if name == "restarts" {
        return Some(evaluation.beside.restarts.to_string()).filter(|count| count != "0");
    }
    if let Some(setting) = name.strip_prefix("setting.") {
        return run.facts.setting(setting)?.value.as_ref().map(|value| value.inspect().to_owned());
    }
    let (signal, capture) = name.split_once('.').map_or((name, None), |(signal, capture)| (signal, Some(capture)));
    let Some(index) = pack.signal_index(signal) else {
        return run.facts.value(name).map(|value| value.inspect().to_owned());
    };
    let Some(capture) = capture else { return run.last_of(&[index]).map(|_| String::new()) };
    let mut values: Vec<_> = run.marks(index).filter(|mark| captured(mark, capture).is_some()).collect();
    let last = values.pop()?;
    captured(&last, capture)
        .map(|value| value.trim().trim_end_matches('.').to_owned())
        .filter(|value| !value.is_empty())
}

/// `failed` `of` the last ones, or `failures` in the whole run.
fn count_of_uploads(evaluation: &Evaluation<'_>, count: &str) -> Option<u64> {
    match count {
        "failed" => Some(evaluation.uploads.failed.into()),
        "of" => Some(evaluation.uploads.of.into()),
        "failures" => Some(evaluation.pack.uploads.errors.iter().map(|error| evaluation.run.count(*error)).sum()),
        _ => None,
    }
}

fn without_values(sentence: &str) -> String {
    let mut text = String::new();
    let mut left = sentence;
    while let Some((before, rest)) = left.split_once('{') {
        text.push_str(before);
        left = rest.split_once('}').map_or("", |(_, rest)| rest);
    }
    text + left
}
