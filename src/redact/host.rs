//! Names of machines: in URLs, in settings and properties that hold one, before a port.

use super::draft::Draft;
use super::{group, is_redacted, pattern};
use regex::{Captures, Regex};
use std::net::Ipv4Addr;
use std::sync::LazyLock;

pub(super) const HOST: &str = "<redacted:host>";

/// Hosts that say nothing about anybody.
const PUBLIC: [&str; 4] = ["localhost", "0.0.0.0", "[::1]", "docs.datadoghq.com"];

/// Settings and properties whose value is a machine or a person.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"((?i-u:\b(?:[a-z0-9_]*[_-])?(?:hostname|host|machine_?name|computer_?name|data source|server))",
        r"|(?i-u:\b(?:user_?name|user[ _]?id|user|uid)))",
        r#"(\\?["']?(?:[ \t]*[=:][ \t]*|[ \t]+(?i-u:env var is set to|is set to)[ \t]*)\\?["']?)"#,
        r#"([^ \t\r\n"'\\;,&<>(){}\[\]]+)"#,
    ))
});

/// `name.domain:8126` without a scheme.
static BEFORE_PORT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.([A-Za-z][A-Za-z0-9-]*))(:[0-9]{2,5})"));

/// `\\server\share`.
static SHARES: LazyLock<Regex> = LazyLock::new(|| pattern(r#"(^|[ \t\r\n"'=(])(\\\\)([A-Za-z0-9][A-Za-z0-9.-]*)(\\)"#));

/// What stands before `:number` when the number is a line and not a port.
const FILES: [&str; 20] = [
    "log", "txt", "cpp", "c", "h", "hpp", "cs", "rs", "so", "dll", "exe", "json", "conf", "config", "xml", "toml",
    "py", "sh", "pdb", "fs",
];

pub(super) fn redact(draft: &mut Draft) {
    if draft.has(&["host", "machine", "computer", "data source", "server", "user", "uid"]) {
        draft.replace(&NAMED, named);
    }
    if draft.has(&["\\\\"]) {
        draft.replace(&SHARES, |found| format!("{}{}{HOST}{}", group(found, 1), group(found, 2), group(found, 4)));
    }
    if has_port(draft.text()) {
        draft.replace(&BEFORE_PORT, before_port);
    }
}

/// Whether a port stands behind something that may be the last part of a name: times have colons, too.
fn has_port(text: &str) -> bool {
    let text = text.as_bytes();
    memchr::memchr_iter(b':', text).any(|colon| {
        let is_number = text.get(colon + 1..colon + 3).is_some_and(|port| port.iter().all(u8::is_ascii_digit));
        let name = text.get(..colon).unwrap_or_default();
        let length = name.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        let (before, last) = name.split_at_checked(colon - length).unwrap_or_default();
        is_number && before.last() == Some(&b'.') && last.first().is_some_and(u8::is_ascii_alphabetic)
    })
}

pub(super) fn is_public(host: &str) -> bool {
    let loopback = host.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback());
    host.is_empty() || loopback || PUBLIC.iter().any(|public| host.eq_ignore_ascii_case(public))
}

fn named(found: &Captures<'_>) -> String {
    let (name, joint, value) = (group(found, 1), group(found, 2), group(found, 3));
    let person = ["user", "uid"].iter().any(|word| name.to_ascii_lowercase().starts_with(word));
    let harmless = value.chars().all(|letter| letter.is_ascii_punctuation())
        || value.starts_with('/')
        || ["null", "true", "false"].contains(&value)
        || is_redacted(value)
        || is_public(value.split(':').next().unwrap_or(value));
    if harmless {
        return group(found, 0).to_owned();
    }
    if person {
        return format!("{name}{joint}<redacted:user>");
    }
    // `tcp:name,1433` and `name:8126` keep the port; a URL is not a host.
    let port = value.rfind(':').and_then(|colon| value.get(colon..)).filter(|port| is_port(port)).unwrap_or_default();
    format!("{name}{joint}{HOST}{port}")
}

fn is_port(text: &str) -> bool {
    text.len() > 1 && text.len() <= 6 && text.chars().skip(1).all(|letter| letter.is_ascii_digit())
}

fn before_port(found: &Captures<'_>) -> String {
    let file = FILES.iter().any(|ending| group(found, 2).eq_ignore_ascii_case(ending));
    if file || is_public(group(found, 1)) { group(found, 0).to_owned() } else { format!("{HOST}{}", group(found, 3)) }
}
