//! Sentences with the values of a run.

use crate::case::{Run, captured};
use crate::pack::Pack;
use crate::text::LogText;

/// The first sentence whose values are all known, else the last one without them.
pub(super) fn say(pack: &Pack, run: &Run<'_>, sentences: &[String]) -> LogText {
    let filled = sentences.iter().find_map(|sentence| fill(pack, run, sentence));
    let text = filled.or_else(|| sentences.last().map(|sentence| without_values(sentence)));
    LogText::from(text.unwrap_or_default().as_str())
}

/// `{SIGNAL.capture}` is its last value, `{SIGNAL}` is nothing but asks that it was seen,
/// `{setting.NAME}` and `{fact}` are what they say.
fn fill(pack: &Pack, run: &Run<'_>, sentence: &str) -> Option<String> {
    let mut text = String::new();
    let mut left = sentence;
    while let Some((before, rest)) = left.split_once('{') {
        let (name, rest) = rest.split_once('}')?;
        text.push_str(before);
        text.push_str(&value(pack, run, name)?);
        left = rest;
    }
    text.push_str(left);
    Some(text)
}

fn value(pack: &Pack, run: &Run<'_>, name: &str) -> Option<String> {
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

fn without_values(sentence: &str) -> String {
    let mut text = String::new();
    let mut left = sentence;
    while let Some((before, rest)) = left.split_once('{') {
        text.push_str(before);
        left = rest.split_once('}').map_or("", |(_, rest)| rest);
    }
    text + left
}
