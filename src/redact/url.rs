//! Names of machines and people in URLs.

use super::draft::Draft;
use super::host::{HOST, is_public};
use super::{group, pattern};
use regex::{Captures, Regex};
use std::sync::LazyLock;

const CREDENTIALS: &str = "<redacted:secret>@";

const SCHEME: &str = r"([A-Za-z][A-Za-z0-9+.-]*:(?:\\?/){2})";
const NAME: &str = r#"(\[[^\] \t\r\n"'<>]*\]?|[^ \t\r\n"'<>/?#:\\,;()|&=]*)"#;

/// Scheme, credentials, host. A password may hold a slash; a port before the path is none.
static WITH_CREDENTIALS: LazyLock<Regex> = LazyLock::new(|| {
    let credentials = concat!(
        r#"(<redacted:secret>@|[^ \t\r\n"'<>/?#]*@"#,
        r#"|[^ \t\r\n"'<>/?#@:;,]*:[0-9]*[^ \t\r\n"'<>/0-9@][^ \t\r\n"'<>@]*@)?"#,
    );
    pattern(&format!("{SCHEME}{credentials}{NAME}"))
});

/// Scheme and host.
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{SCHEME}(){NAME}")));

/// A pattern that looks for the end of credentials behind every scheme would look through the rest of the text each time,
/// so it is asked only where there is such an end.
pub(super) fn redact(draft: &mut Draft) {
    if !draft.has(&["//", "/\\/"]) {
        return;
    }
    let text = draft.text();
    let (mut written, mut from) = (String::with_capacity(text.len()), 0);
    let mut ahead = End { at: 0, is_there: false };
    while let Some(found) = BARE.captures_at(text, from) {
        let Some(all) = found.get(0) else { break };
        ahead.look(text, all.start());
        let was_redacted =
            || text.get(all.start() + group(&found, 1).len()..).is_some_and(|it| it.starts_with(CREDENTIALS));
        let has_credentials = ahead.is_there || was_redacted();
        let whole = if has_credentials { WITH_CREDENTIALS.captures_at(text, all.start()) } else { None };
        let found = whole.unwrap_or(found);
        let Some(all) = found.get(0) else { break };
        written.push_str(text.get(from..all.start()).unwrap_or_default());
        written.push_str(&url(&found));
        from = all.end();
    }
    written.push_str(text.get(from..).unwrap_or_default());
    if from > 0 {
        draft.set(written);
    }
}

/// Where the credentials of a URL would end.
struct End {
    at: usize,
    is_there: bool,
}

impl End {
    /// Looks for it behind a place, each part of the text once.
    fn look(&mut self, text: &str, from: usize) {
        if self.at <= from {
            // Nothing of a URL goes over these.
            let ends = |letter: char| "@ \t\r\n\"'<>".contains(letter);
            let rest = text.get(from..).unwrap_or_default();
            let length = rest.find(ends).unwrap_or(rest.len());
            (self.at, self.is_there) = (from + length, rest.get(length..).is_some_and(|rest| rest.starts_with('@')));
        }
    }
}

fn url(found: &Captures<'_>) -> String {
    let (scheme, credentials, host) = (group(found, 1), group(found, 2), group(found, 3));
    let credentials = if credentials.is_empty() { "" } else { CREDENTIALS };
    let host = if is_public(host) { host } else { HOST };
    format!("{scheme}{credentials}{host}")
}
