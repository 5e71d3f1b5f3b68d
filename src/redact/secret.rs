//! Keys, tokens, passwords, cookies.

use super::draft::Draft;
use super::{group, is_redacted, pattern};
use regex::{Captures, Regex};
use std::sync::LazyLock;

const WORD: &str = "<redacted:secret>";

/// Digits of the shortest key.
const KEY: usize = 32;

/// Secrets that are known by their own shape.
static SHAPES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?",
        r"|eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?",
        r"|(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|ddap[ip]_|AKIA)[A-Za-z0-9_-]{12,}",
        // API keys have 32 digits, application keys 40; GUIDs have hyphens and stay.
        r"|[0-9A-Fa-f]{32,}",
    ))
});

/// Headers whose whole value is secret.
static HEADERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r#"((?i-u:(?:proxy-)?authorization|(?:set-)?cookie)\\?["']?[ \t]*[:=][ \t]*\\?["']?)([^\r\n"'\\]+)"#,
        r"|((?i-u:bearer)[ \t]+)([A-Za-z0-9._~+/=-]{6,})",
        r#"|([?&](?i-u:sig|code|key|auth)=)([^&\r\n\t "'<]+)"#,
    ))
});

/// Parts of a connection string may hold blanks; they end at the semicolon.
static CONNECTIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"((?i-u:password|pwd|accountkey|sharedaccesskey|sharedaccesssignature)[ \t]*=[ \t]*)",
        r#"([^;"'\r\n]*)(;)"#,
    ))
});

/// A name that speaks of a secret, what joins it to its value, and the value.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"((?i-u:[a-z0-9_.-]*(?:api[ _-]?key|app(?:lication)?[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key",
        r"|secret|token|password|passwd|passphrase|pwd|credential)[a-z0-9_-]*))",
        r#"(\\?["']?[ \t]*(?:=>|[=:]|(?i-u:env var is set to|is set to))[ \t]*)"#,
        r#"(\\?"[^"\r\n]*"?|\\?'[^'\r\n]*'?|[^ \t\r\n"';&]+)"#,
    ))
});

/// `--password VALUE`: an option of a command line, its value after a blank.
static OPTIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"((?:--?|/)(?i-u:[a-z0-9_.-]*(?:api-?key|app-?key|access-?key|secret|token|password|passwd|pwd|credential)",
        r#"[a-z0-9_-]*)[ \t]+)("[^"\r\n]*"?|'[^'\r\n]*'?|[^ \t\r\n"'-][^ \t\r\n"']*)"#,
    ))
});

/// One of these stands in every name that speaks of a secret.
const NAMES: [&str; 6] = ["key", "secret", "token", "pass", "pwd", "credential"];

pub(super) fn redact(draft: &mut Draft) {
    if draft.has(&["authorization", "cookie", "bearer", "sig=", "code=", "key=", "auth="]) {
        draft.replace(&HEADERS, header);
    }
    if draft.has(&["password", "pwd", "accountkey", "sharedaccess"]) && draft.has(&[";"]) {
        draft.replace(&CONNECTIONS, after_name);
    }
    if draft.has(&NAMES) {
        draft.replace(&NAMED, named);
        draft.replace(&OPTIONS, after_name);
    }
    if draft.has(&["-----begin", "eyj", "gh", "glpat-", "xox", "ddap", "akia"]) || has_digits(draft.text()) {
        draft.replace(&SHAPES, |_| WORD.to_owned());
    }
}

/// Whether so many hexadecimal digits stand in a row as a key has.
fn has_digits(text: &str) -> bool {
    text.as_bytes().split(|byte| !byte.is_ascii_hexdigit()).any(|digits| digits.len() >= KEY)
}

fn header(found: &Captures<'_>) -> String {
    let mut groups = found.iter().skip(1).flatten().map(|group| group.as_str());
    format!("{}{WORD}", groups.next().unwrap_or_default())
}

fn after_name(found: &Captures<'_>) -> String {
    if group(found, 2).is_empty() {
        return group(found, 0).to_owned();
    }
    format!("{}{WORD}{}", group(found, 1), group(found, 3))
}

fn named(found: &Captures<'_>) -> String {
    let (name, joint, value) = (group(found, 1), group(found, 2), group(found, 3));
    if is_harmless(name, value) {
        return group(found, 0).to_owned();
    }
    let quote = |end: bool| {
        let bare = value.trim_start_matches('\\');
        let mark = ['"', '\''].into_iter().find(|mark| bare.starts_with(*mark));
        match mark {
            Some(mark) if !end => format!("{}{mark}", if value.starts_with('\\') { "\\" } else { "" }),
            Some(mark) if bare.len() > 1 && value.ends_with(mark) => {
                format!("{}{mark}", if value.ends_with(&format!("\\{mark}")) { "\\" } else { "" })
            }
            _ => String::new(),
        }
    };
    format!("{name}{joint}{}{WORD}{}", quote(false), quote(true))
}

/// That a secret is absent is worth knowing and tells nobody anything; a public key token and the
/// working directory only look like secrets.
fn is_harmless(name: &str, value: &str) -> bool {
    let bare = value.trim_matches(['"', '\'', '\\', ',', ')', '}', '.']);
    let absent =
        ["", "null", "(null)", "none", "true", "false", "0", "1"].iter().any(|word| bare.eq_ignore_ascii_case(word));
    absent || is_redacted(value) || name.ends_with("PublicKeyToken") || name.ends_with("PWD") && bare.starts_with('/')
}
