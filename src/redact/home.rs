//! Names of people in paths.

use super::draft::Draft;
use super::{group, pattern};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Folders beside the home directories that belong to nobody; `/home/site` is Azure's.
const NOBODY: [&str; 5] = ["Public", "Default", "All Users", "site", "LogFiles"];

/// The name ends at a separator and may hold blanks (Windows), or else at a blank.
static HOMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(/home/|/Users/|(?i-u:[a-z]:)(?:\\+|/)(?i-u:users|documents and settings)(?:\\+|/))",
        r#"([^\\/"'<>|;:,\r\n \t]+(?: [^\\/"'<>|;:,\r\n \t]+){0,3}[\\/]|[^\\/"'<>|;:,()\[\]\r\n \t]+)"#,
    ))
});

pub(super) fn redact(draft: &mut Draft) {
    if draft.has(&["/home/", "users", "documents and settings"]) {
        draft.replace(&HOMES, home);
    }
}

fn home(found: &Captures<'_>) -> String {
    let (before, name) = (group(found, 1), group(found, 2));
    let bare = name.trim_end_matches(['\\', '/']);
    if NOBODY.contains(&bare) {
        return group(found, 0).to_owned();
    }
    let end = name.get(bare.len()..).unwrap_or_default();
    format!("{before}<redacted:user>{end}")
}
