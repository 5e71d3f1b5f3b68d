//! Documents of nested values, JSON and what is indented like YAML, as lines that can be searched.
//!
//! `spec.containers[shop].image: registry.example/shop:7` — a path, items of a list by their name where they have one,
//! then the value. Environment variables in them are `NAME=value`, whatever their form, with the container that they
//! are set for.

mod flatten;
mod indented;
mod json;

/// How deep values may be nested; what lies deeper is left out.
const DEEPEST: usize = 32;
/// How many values of a document are read.
const MOST: usize = 20_000;

/// One value with what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its line, from 0.
    pub line: u64,
    /// Path and value, or `NAME=value`.
    pub text: Vec<u8>,
    /// The container or service that a variable is set for, where a name says so.
    pub owner: Option<String>,
}

/// A value, or several below one name.
#[derive(Debug, Default)]
struct Node {
    line: u64,
    /// Its key; nothing for an item of a list.
    key: Option<Vec<u8>>,
    value: Option<Vec<u8>>,
    children: Vec<Node>,
}

/// The values of a document, in their order. What was cut off or is no such document gives what can be read.
#[must_use]
pub fn leaves(text: &[u8]) -> Vec<Leaf> {
    let start = text.trim_ascii_start();
    let children = match start.first() {
        Some(b'{' | b'[') => json::read(text),
        _ => indented::read(text),
    };
    flatten::flatten(&children)
}

/// Whether lines look like such a document: JSON, or keys and items for the most part.
#[must_use]
pub fn fits<'a>(mut lines: impl Iterator<Item = &'a [u8]>) -> bool {
    let Some(first) = lines.by_ref().map(<[u8]>::trim_ascii).find(|line| !line.is_empty()) else { return false };
    if let Some(b'{' | b'[') = first.first() {
        // Not `[2026-…` or `[pod/…`, with which lines of logs begin.
        let second = first.trim_ascii_end().get(1..).map_or(&b""[..], <[u8]>::trim_ascii_start);
        return second.is_empty() || b"{[\"".contains(second.first().unwrap_or(&b'"'));
    }
    let (mut keys, mut all) = (0, 0);
    for line in [first].into_iter().chain(lines).filter(|line| !line.trim_ascii().is_empty()) {
        all += 1;
        keys += usize::from(indented::is_structure(line));
    }
    keys * 10 >= all * 7
}
