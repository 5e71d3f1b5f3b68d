//! What a release prints: every text comes from the table of all releases' messages, and only where it stands there.

use crate::catalogue::table::{Row, rows};
use profiler_doctor::pack::{Level, Release};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The messages of a part of the product by their text, with `{}` for each value.
static MESSAGES: LazyLock<BTreeMap<(&str, String), Vec<&'static Row>>> = LazyLock::new(|| {
    let mut messages: BTreeMap<_, Vec<_>> = BTreeMap::new();
    // Parts of a line, as the reasons inside an error, have no level of their own.
    for row in rows().iter().filter(|row| Level::from_word(row.level.as_bytes()).is_some()) {
        messages.entry((row.component.as_str(), shape(&row.template))).or_default().push(row);
    }
    messages
});

/// Level and text of a message with these values; nothing on a release that does not print it.
pub(crate) fn printed(release: Release, component: &str, text: &str, values: &[&str]) -> Option<(&'static str, String)> {
    let rows = MESSAGES.get(&(component, text.to_owned()));
    let rows = rows.unwrap_or_else(|| panic!("no release of {component} prints {text:?}"));
    let row = rows.iter().find(|row| row.releases.has(release))?;
    let mut values = values.iter();
    let mut filled = String::new();
    for (fixed, is_value) in pieces(&row.template) {
        filled.push_str(if is_value { values.next().unwrap_or_else(|| panic!("{text:?} lacks a value")) } else { fixed });
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
        let is_value = |text: &str| text.starts_with('{') && text[1..].find(['{', '}']).is_some_and(|at| text[1 + at..].starts_with('}'));
        if is_value(left) {
            let (value, rest) = left.split_at(left.find('}').unwrap_or_default() + 1);
            left = rest;
            return Some((value, true));
        }
        let end = left.char_indices().skip(1).find(|(at, _)| is_value(&left[*at..])).map_or(left.len(), |(at, _)| at);
        let (fixed, rest) = left.split_at(end);
        left = rest;
        Some((fixed, false))
    })
}
