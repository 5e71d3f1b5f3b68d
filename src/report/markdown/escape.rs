//! Making text harmless.

use crate::text::visible;

/// A code span on one line, with more backticks around it than any run inside.
pub(super) fn code(text: &str) -> String {
    let line = visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&line) + 1);
    let edge = if line.starts_with('`') || line.ends_with('`') { " " } else { "" };
    format!("{fence}{edge}{line}{edge}{fence}")
}

/// A block of its own, with a fence that no line inside can close.
pub(super) fn fenced(text: &str) -> String {
    let text = visible(text);
    let fence = "`".repeat((longest_run(&text) + 1).max(3));
    format!("{fence}text\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// Prose on one line; whatever could be markup, a link, a mention or a reference becomes code.
pub(super) fn prose(text: &str) -> String {
    visible(text).split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> String {
    let bare = word.trim_start_matches(['(', '"', '\'']);
    let (start, _) = word.split_at(word.len() - bare.len());
    // A bracket that was opened inside is closed inside.
    let core = if bare.contains('(') && start.is_empty() {
        bare.trim_end_matches(['.', ',', ';', ':', '!', '?'])
    } else {
        bare.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\''])
    };
    let end = bare.get(core.len()..).unwrap_or_default();
    if is_plain(core) { word.to_owned() } else { format!("{start}{}{end}", code(core)) }
}

/// Letters, joined by hyphens, apostrophes or slashes; or a short number.
fn is_plain(core: &str) -> bool {
    let letters = core
        .strip_prefix('.')
        .unwrap_or(core)
        .split(['-', '\'', '/'])
        .all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic));
    let number = core.len() <= 6 && core.chars().all(|letter| letter.is_ascii_digit());
    core.is_empty() || letters || number
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}
