//! E-mail and IP addresses.

use super::{group, pattern};
use regex::{Captures, Regex};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
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

/// Anything with the letters of an IPv6 address and two colons.
static V6: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[0-9A-Za-z_.]*:[0-9A-Za-z_.]*:[0-9A-Za-z_.:]*(?:%[0-9A-Za-z]+)?"));

pub(super) fn redact(text: &str) -> String {
    let text = EMAILS.replace_all(text, "<redacted:email>");
    let text = V6.replace_all(&text, v6);
    V4.replace_all(&text, v4).into_owned()
}

fn v4(found: &Captures<'_>) -> String {
    let (before, number) = (group(found, 1), group(found, 2));
    let private = before.is_empty()
        && number.parse().is_ok_and(|address: Ipv4Addr| !address.is_loopback() && !address.is_unspecified());
    if private { IP.to_owned() } else { group(found, 0).to_owned() }
}

fn v6(found: &Captures<'_>) -> String {
    let all = group(found, 0);
    let bare = all.split('%').next().unwrap_or(all).trim_end_matches('.');
    // `fe80::1:` ends a sentence; `fe80::` does not.
    let trimmed = bare.strip_suffix(':').filter(|rest| !rest.ends_with(':')).unwrap_or(bare);
    let Ok(IpAddr::V6(address)) = trimmed.parse() else { return all.to_owned() };
    if is_harmless(address) {
        return all.to_owned();
    }
    let end = if all.contains('%') { "" } else { all.get(trimmed.len()..).unwrap_or_default() };
    format!("{IP}{end}")
}

fn is_harmless(address: Ipv6Addr) -> bool {
    let mapped = address.to_ipv4_mapped().is_some_and(|address| address.is_loopback());
    address.is_loopback() || address.is_unspecified() || mapped
}
