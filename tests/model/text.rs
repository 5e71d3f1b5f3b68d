//! What a release prints: every text comes from the table of all releases' messages, and only where it stands there.

use crate::table::{Row, rows};
use profiler_doctor::pack::{Level, Release};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The messages of each part of the product by their text, with `{}` for each value.
static MESSAGES: LazyLock<BTreeMap<String, BTreeMap<String, Vec<&'static Row>>>> = LazyLock::new(|| {
    let mut messages: BTreeMap<String, BTreeMap<_, Vec<_>>> = BTreeMap::new();
    // Parts of a line, as the reasons inside an error, have no level of their own.
    for row in rows().iter().filter(|row| Level::from_word(row.level.as_bytes()).is_some()) {
        messages.entry(row.component.clone()).or_default().entry(shape(&row.template)).or_default().push(row);
    }
    messages
});

/// Level and text of a message with these values; nothing on a release that does not print it. `text` may begin with a
/// level, `info: `, where there are several.
pub(crate) fn printed(
    release: Release,
    component: &str,
    text: &str,
    values: &[&str],
) -> Option<(&'static str, String)> {
    let (level, text) = ["info", "error"]
        .iter()
        .find_map(|level| Some((Some(*level), text.strip_prefix(level)?.strip_prefix(": ")?)))
        .unwrap_or((None, text));
    let rows = MESSAGES[component].get(text).unwrap_or_else(|| panic!("no release of {component} prints {text:?}"));
    let row = rows.iter().find(|row| row.releases.has(release) && level.is_none_or(|level| row.level == level))?;
    let mut values = values.iter();
    let mut filled = String::new();
    for (fixed, is_value) in pieces(&row.template) {
        filled.push_str(if is_value {
            values.next().unwrap_or_else(|| panic!("{text:?} lacks a value"))
        } else {
            fixed
        });
    }
    assert!(values.next().is_none(), "{text:?} has fewer values");
    Some((row.level.as_str(), filled))
}

/// What is nothing but a value keeps its name.
fn shape(template: &str) -> String {
    let shape: String = pieces(template).map(|(fixed, is_value)| if is_value { "{}" } else { fixed }).collect();
    if shape == "{}" { template.to_owned() } else { shape }
}

/// Fixed text, and values in braces; a brace around others is fixed text.
fn pieces(template: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut left = template;
    std::iter::from_fn(move || {
        if left.is_empty() {
            return None;
        }
        let (piece, rest) = left.split_at(value(left).unwrap_or_else(|| {
            left.char_indices().skip(1).find(|(at, _)| value(&left[*at..]).is_some()).map_or(left.len(), |(at, _)| at)
        }));
        let is_value = value(left).is_some();
        left = rest;
        Some((piece, is_value))
    })
}

/// How long the value is with which this begins.
fn value(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?;
    let end = inside.find(['{', '}'])?;
    inside[end..].starts_with('}').then_some(end + 2)
}
