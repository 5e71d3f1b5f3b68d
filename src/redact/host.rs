//! Names of machines: in URLs, in settings and properties that hold one, before a port.

use super::{group, is_redacted, pattern};
use regex::{Captures, Regex};
use std::net::Ipv4Addr;
use std::sync::LazyLock;

const HOST: &str = "<redacted:host>";
const CREDENTIALS: &str = "<redacted:secret>@";

/// Hosts that say nothing about anybody.
const PUBLIC: [&str; 4] = ["localhost", "0.0.0.0", "[::1]", "docs.datadoghq.com"];

/// Scheme, credentials, host. A password may hold a slash; a port before the path is none.
static URLS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"([A-Za-z][A-Za-z0-9+.-]*:(?:\\?/){2})",
        r#"(<redacted:secret>@|[^ \t\r\n"'<>/?#]*@|[^ \t\r\n"'<>/?#@:;,]*:[0-9]*[^ \t\r\n"'<>/0-9@][^ \t\r\n"'<>@]*@)?"#,
        r#"(\[[^\] \t\r\n"'<>]*\]?|[^ \t\r\n"'<>/?#:\\,;()|&=]*)"#,
    ))
});

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

pub(super) fn redact(text: &str) -> String {
    let text = URLS.replace_all(text, url);
    let text = NAMED.replace_all(&text, named);
    let text = SHARES.replace_all(&text, |found: &Captures<'_>| {
        format!("{}{}{HOST}{}", group(found, 1), group(found, 2), group(found, 4))
    });
    BEFORE_PORT.replace_all(&text, before_port).into_owned()
}

fn url(found: &Captures<'_>) -> String {
    let (scheme, credentials, host) = (group(found, 1), group(found, 2), group(found, 3));
    let credentials = if credentials.is_empty() { "" } else { CREDENTIALS };
    let host = if is_public(host) { host } else { HOST };
    format!("{scheme}{credentials}{host}")
}

fn is_public(host: &str) -> bool {
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
