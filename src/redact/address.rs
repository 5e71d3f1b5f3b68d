//! E-mail and IP addresses.

use super::draft::Draft;
use super::{group, pattern};
use regex::{Captures, Regex};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

const IP: &str = "<redacted:ip>";

static EMAILS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"[^ \t\r\n@<>"'(),;:=/\\\[\]{}|]+@[^ \t\r\n@<>"'(),;:=/\\\[\]{}|.]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"#)
});

/// Four numbers, with what stands around them: a version is no address.
static V4: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r#"((?i-u:version|tracer|release|unix|kernel)[^0-9\r\n]{0,6}|[vV])?"#,
        r"([0-9]+(?:\.[0-9]+){3,}(?:__)?)",
    ))
});

pub(super) fn redact(draft: &mut Draft) {
    if draft.has(&["@"]) {
        draft.replace(&EMAILS, |_| "<redacted:email>".to_owned());
    }
    if let Some(text) = without_v6(draft.text()) {
        draft.set(text);
    }
    if has_four_numbers(draft.text()) {
        draft.replace(&V4, v4);
    }
}

/// Whether something has as many points as an IPv4 address.
fn has_four_numbers(text: &str) -> bool {
    let numbers = text.as_bytes().split(|byte| !byte.is_ascii_digit() && *byte != b'.');
    numbers.into_iter().any(|run| memchr::memchr_iter(b'.', run).nth(2).is_some())
}

/// The text without IPv6 addresses, if there are any: each is a run of the letters of one, with two colons, and perhaps
/// the name of an interface.
fn without_v6(text: &str) -> Option<String> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_.:".contains(letter);
    let mut written = String::new();
    let mut left = text;
    let mut found = false;
    while let Some(start) = left.find(is_part) {
        let (before, rest) = left.split_at_checked(start)?;
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let has_colons = memchr::memchr_iter(b':', rest.get(..end)?.as_bytes()).nth(1).is_some();
        let end = if has_colons { end + interface(rest.get(end..)?) } else { end };
        let (run, after) = rest.split_at_checked(end)?;
        written.push_str(before);
        match v6(run).filter(|_| has_colons) {
            Some(word) => {
                written.push_str(&word);
                found = true;
            }
            None => written.push_str(run),
        }
        left = after;
    }
    written.push_str(left);
    found.then_some(written)
}

/// How long the name of an interface behind an address is, with its sign.
fn interface(text: &str) -> usize {
    let Some(name) = text.strip_prefix('%') else { return 0 };
    match name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len()) {
        0 => 0,
        length => length + 1,
    }
}

fn v4(found: &Captures<'_>) -> String {
    let (before, number) = (group(found, 1), group(found, 2));
    let private = before.is_empty()
        && number.parse().is_ok_and(|address: Ipv4Addr| !address.is_loopback() && !address.is_unspecified());
    if private { IP.to_owned() } else { group(found, 0).to_owned() }
}

/// What stands in place of an address; nothing where it is none, or one that says nothing.
fn v6(all: &str) -> Option<String> {
    let bare = all.split('%').next().unwrap_or(all).trim_end_matches('.');
    // `fe80::1:` ends a sentence; `fe80::` does not.
    let trimmed = bare.strip_suffix(':').filter(|rest| !rest.ends_with(':')).unwrap_or(bare);
    trimmed.parse().ok().filter(|address: &Ipv6Addr| !is_harmless(*address))?;
    let end = if all.contains('%') { "" } else { all.get(trimmed.len()..).unwrap_or_default() };
    Some(format!("{IP}{end}"))
}

fn is_harmless(address: Ipv6Addr) -> bool {
    let mapped = address.to_ipv4_mapped().is_some_and(|address| address.is_loopback());
    address.is_loopback() || address.is_unspecified() || mapped
}
