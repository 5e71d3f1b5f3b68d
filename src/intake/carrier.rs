//! What container engines, clusters and the journal put in front of each line, and colours.

use super::json;
use crate::line;
use memchr::memmem;
use std::borrow::Cow;

/// Longest prefix of an unknown carrier, with the product's own behind it, in bytes.
const LONGEST_PREFIX: usize = 400;

/// Who carried the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Carrier {
    /// Nobody: the file as the product wrote it.
    #[default]
    None,
    /// `{"log":"…\n","stream":"stdout","time":"…"}`: files of the docker engine.
    DockerJson,
    /// `shop-1  | …`: docker compose.
    Compose,
    /// `2026-11-23T03:53:35.864Z stdout F …`: files of Kubernetes nodes (CRI).
    Cri,
    /// `2026-11-23T03:53:35.864Z …`: a time before each line (`--timestamps`, cluster viewers with a tabulator).
    Timestamps,
    /// `[pod/shop/app] …`: kubectl with `--prefix`.
    Kubectl,
    /// `Nov 23 03:53:35 host app[7]: …` and the same with an ISO time: the journal.
    Journal,
    /// Anything else in front of the prefix of loader and profiler: columns of viewers, times of build servers.
    Other,
}

impl Carrier {
    /// All carriers: the plain file first, then those with the most distinct prefix.
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::DockerJson,
        Self::Compose,
        Self::Kubectl,
        Self::Cri,
        Self::Journal,
        Self::Timestamps,
        Self::Other,
    ];

    /// The line without the carrier's prefix; nothing where it has none.
    #[must_use]
    pub fn unwrap(self, line: &[u8]) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::None => Some(line),
            Self::DockerJson => return docker(line).map(Cow::Owned),
            Self::Compose => compose(line),
            Self::Cri => cri(line),
            Self::Timestamps => timestamp(line),
            Self::Kubectl => kubectl(line),
            Self::Journal => journal(line),
            Self::Other => other(line),
        }
        .map(Cow::Borrowed)
    }
}

/// Docker keeps the colours of the writer as escapes, so they show only here.
fn docker(line: &[u8]) -> Option<Vec<u8>> {
    let log = json::string_member(line, b"log")?;
    let log = log.strip_suffix(b"\n").unwrap_or(&log);
    Some(uncoloured(log.strip_suffix(b"\r").unwrap_or(log)).into_owned())
}

fn compose(line: &[u8]) -> Option<&[u8]> {
    let bar = line.iter().take(80).position(|byte| *byte == b'|')?;
    let (name, text) = line.split_at_checked(bar)?;
    let name = name.strip_suffix(b" ")?.trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b));
    let text = text.get(1..)?;
    is_name.then_some(text.strip_prefix(b" ").unwrap_or(text))
}

fn cri(line: &[u8]) -> Option<&[u8]> {
    let rest = timestamp(line)?;
    let rest = rest.strip_prefix(b"stdout ").or_else(|| rest.strip_prefix(b"stderr "))?;
    rest.strip_prefix(b"F ").or_else(|| rest.strip_prefix(b"P ")).or_else(|| matches!(rest, b"F" | b"P").then_some(&[]))
}

/// An ISO time with a zone, then a blank or a tabulator.
fn timestamp(line: &[u8]) -> Option<&[u8]> {
    let time = line.iter().take(40).position(|byte| matches!(byte, b' ' | b'\t'))?;
    let (time, rest) = line.split_at_checked(time)?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', ..] = time else { return None };
    let zone = time.ends_with(b"Z")
        || time.iter().rev().nth(5).is_some_and(|byte| b"+-".contains(byte))
        || time.iter().rev().nth(4).is_some_and(|byte| b"+-".contains(byte));
    let digits = [y0, y1, y2, y3, m0, m1, d0, d1].iter().all(|byte| byte.is_ascii_digit());
    if digits && zone { rest.get(1..) } else { None }
}

fn kubectl(line: &[u8]) -> Option<&[u8]> {
    let rest = line.strip_prefix(b"[pod/")?;
    let end = rest.iter().take(200).position(|byte| *byte == b']')?;
    let rest = rest.get(end + 1..)?;
    let rest = rest.strip_prefix(b" ")?;
    Some(timestamp(rest).unwrap_or(rest))
}

fn journal(line: &[u8]) -> Option<&[u8]> {
    let is_short = matches!(line, [m, _, _, b' ', d, _, b' ', h0, h1, b':', ..]
        if m.is_ascii_uppercase() && (d.is_ascii_digit() || *d == b' ') && h0.is_ascii_digit() && h1.is_ascii_digit());
    let rest = if is_short { line.get(16..)? } else { timestamp(line)? };
    // `host unit[pid]: …`
    let (_, rest) = split(rest, b' ')?;
    let colon = rest.iter().take(120).position(|byte| *byte == b':')?;
    let (unit, text) = rest.split_at_checked(colon)?;
    if unit.contains(&b' ') {
        return None;
    }
    let text = text.get(1..)?;
    Some(text.strip_prefix(b" ").unwrap_or(text))
}

fn other(line: &[u8]) -> Option<&[u8]> {
    let head = line.get(..LONGEST_PREFIX).unwrap_or(line);
    let middle = memmem::find(head, b" | PId: ")?;
    let start = memchr::memrchr(b'[', head.get(..middle)?).filter(|start| *start > 0)?;
    let text = line.get(start..)?;
    line::any(text).map(|_| text)
}

fn split(text: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let position = memchr::memchr(at, text)?;
    let (before, after) = text.split_at_checked(position)?;
    Some((before, after.get(1..)?))
}

/// The line without the colours and cursor movements of terminals.
#[must_use]
pub fn uncoloured(line: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(0x1b, line).is_none() {
        return Cow::Borrowed(line);
    }
    let mut plain = Vec::with_capacity(line.len());
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte != 0x1b || bytes.peek() != Some(&b'[') {
            plain.push(byte);
            continue;
        }
        bytes.next();
        // Parameters, then one final byte.
        while bytes.next_if(|byte| (0x20..0x40).contains(byte)).is_some() {}
        bytes.next_if(|byte| (0x40..0x7f).contains(byte));
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const RECORD: &str = "[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] x";

    #[test]
    fn every_carrier_gives_the_line_back() {
        let lines = [
            (Carrier::None, RECORD.to_owned()),
            (
                Carrier::DockerJson,
                format!("{{\"log\":\"{RECORD}\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-23T03:53:35.864Z\"}}"),
            ),
            (Carrier::Compose, format!("shop-1  | {RECORD}")),
            (Carrier::Cri, format!("2026-11-23T03:53:35.864123Z stdout F {RECORD}")),
            (Carrier::Cri, format!("2026-11-23T03:53:35.864123+01:00 stderr F {RECORD}")),
            (Carrier::Timestamps, format!("2026-11-23T03:53:35.864123Z {RECORD}")),
            (Carrier::Timestamps, format!("2026-11-23T03:53:35.864Z\t{RECORD}")),
            (Carrier::Kubectl, format!("[pod/shop-6f/app] {RECORD}")),
            (Carrier::Kubectl, format!("[pod/shop-6f/app] 2026-11-23T03:53:35.864123Z {RECORD}")),
            (Carrier::Journal, format!("Nov 23 03:53:35 host1 shop[7]: {RECORD}")),
            (Carrier::Journal, format!("2026-11-23T03:53:35+0000 host1 shop[7]: {RECORD}")),
            (Carrier::Other, format!("k{RECORD}")),
            (Carrier::Other, format!("12:45:32 [DBG] | host1 | {RECORD}")),
        ];
        for (carrier, line) in lines {
            assert_eq!(carrier.unwrap(line.as_bytes()).unwrap().as_ref(), RECORD.as_bytes(), "{carrier:?}: {line}");
        }
    }

    #[test]
    fn other_lines_are_left_alone() {
        for carrier in Carrier::ALL.into_iter().skip(1) {
            assert_eq!(carrier.unwrap(RECORD.as_bytes()), None, "{carrier:?}");
            assert_eq!(carrier.unwrap(b""), None, "{carrier:?}");
        }
    }

    #[test]
    fn a_line_of_docker_that_was_cut_off_gives_its_beginning() {
        let line = b"{\"log\":\"\\u001b[32m403\\u001b[0m \xff and mo";
        assert_eq!(Carrier::DockerJson.unwrap(line).unwrap().as_ref(), b"403 \xff and mo");
    }

    #[test]
    fn colours_go() {
        let plain = |text: &[u8]| uncoloured(text).into_owned();
        assert_eq!(plain(b"\x1b[32minfo\x1b[0m x"), b"info x");
        assert_eq!(plain(b"cut \x1b[3"), b"cut ");
        assert_eq!(plain(b"alone \x1b x"), b"alone \x1b x");
    }
}
