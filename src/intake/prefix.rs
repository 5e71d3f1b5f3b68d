//! What container engines, clusters, the journal and tools put in front of each line.

use super::carried::Carried;
use crate::line::{self, Moment};
use memchr::memmem;

/// Longest prefix of an unknown carrier, with the product's own behind it, in bytes.
pub(super) const LONGEST_PREFIX: usize = 400;

pub(super) fn compose(line: &[u8]) -> Option<Carried<'_>> {
    let bar = line.iter().take(80).position(|byte| *byte == b'|')?;
    let (name, text) = line.split_at_checked(bar)?;
    let name = name.strip_suffix(b" ")?.trim_ascii_end();
    let text = text.get(1..)?;
    is_name(name).then(|| stamped(text.strip_prefix(b" ").unwrap_or(text)).by(name))
}

pub(super) fn cri(line: &[u8]) -> Option<Carried<'_>> {
    let (time, rest) = timestamp(line)?;
    let rest = rest.strip_prefix(b"stdout ").or_else(|| rest.strip_prefix(b"stderr "))?;
    let is_blank = matches!(rest, b"F" | b"P");
    let text = rest.strip_prefix(b"F ").or_else(|| rest.strip_prefix(b"P ")).or(is_blank.then_some(&[]))?;
    Some(Carried::of(text).at(time))
}

pub(super) fn timestamps(line: &[u8]) -> Option<Carried<'_>> {
    let (time, text) = timestamp(line)?;
    Some(Carried::of(text).at(time))
}

pub(super) fn kubectl(line: &[u8]) -> Option<Carried<'_>> {
    let rest = line.strip_prefix(b"[pod/")?;
    let end = rest.iter().take(200).position(|byte| *byte == b']')?;
    let (name, rest) = rest.split_at_checked(end)?;
    Some(stamped(rest.strip_prefix(b"] ")?).by(name))
}

/// `host unit[pid]: …` behind a time.
pub(super) fn journal(line: &[u8]) -> Option<Carried<'_>> {
    let is_short = matches!(line, [m, _, _, b' ', d, _, b' ', h0, h1, b':', ..]
        if m.is_ascii_uppercase() && (d.is_ascii_digit() || *d == b' ') && h0.is_ascii_digit() && h1.is_ascii_digit());
    let (time, rest) = if is_short { (None, split(line.get(7..)?, b' ')?.1) } else { timestamp(line)? };
    let (host, rest) = split(rest, b' ')?;
    let colon = rest.iter().take(120).position(|byte| *byte == b':')?;
    let (unit, text) = rest.split_at_checked(colon)?;
    if unit.contains(&b' ') {
        return None;
    }
    let unit = split(unit, b'[').map_or(unit, |(name, _)| name);
    let text = text.get(1..)?;
    Some(Carried::of(text.strip_prefix(b" ").unwrap_or(text)).by([host, unit].join(&b'/')).at(time))
}

/// `pod container …`.
pub(super) fn stern(line: &[u8]) -> Option<Carried<'_>> {
    let (pod, rest) = split(line, b' ')?;
    let (container, text) = split(rest, b' ')?;
    let is_short = pod.len() <= 253 && container.len() <= 63;
    // Words of a sentence have no hyphen before their end.
    let is_pod = is_name(pod) && pod.contains(&b'-') && pod.iter().all(|byte| !byte.is_ascii_uppercase());
    (is_short && is_pod && is_name(container)).then(|| stamped(text).by([pod, container].join(&b'/')))
}

/// `folder/file.log:12:…`: who wrote it is told by the folder, as with the files themselves.
pub(super) fn grep(line: &[u8]) -> Option<Carried<'_>> {
    let head = line.get(..LONGEST_PREFIX).unwrap_or(line);
    let end = memmem::find(head, b".log")? + 4;
    let (path, rest) = line.split_at_checked(end)?;
    let is_path = path.iter().all(|byte| !b"[|\"{".contains(byte));
    let rest = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"-")).filter(|_| is_path)?;
    let text = number(rest).unwrap_or(rest);
    let folder = memchr::memrchr2(b'/', b'\\', path).and_then(|at| path.get(..at)).unwrap_or_default();
    Some(Carried::of(text).by(folder))
}

pub(super) fn numbered(line: &[u8]) -> Option<Carried<'_>> {
    number(line.trim_ascii_start()).map(Carried::of)
}

/// `12:`, `12-` and `12<tab>`.
fn number(line: &[u8]) -> Option<&[u8]> {
    let digits = line.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let (_, rest) = line.split_at_checked(digits).filter(|_| digits > 0)?;
    match rest.first()? {
        b':' | b'-' | b'\t' => rest.get(1..),
        _ => None,
    }
}

pub(super) fn quoted(line: &[u8]) -> Option<Carried<'_>> {
    let mut rest = line.strip_prefix(b">")?;
    while let Some(inner) = rest.strip_prefix(b">").or_else(|| rest.strip_prefix(b" >")) {
        rest = inner;
    }
    Some(Carried::of(rest.strip_prefix(b" ").unwrap_or(rest)))
}

pub(super) fn other(line: &[u8]) -> Option<Carried<'_>> {
    let head = line.get(..LONGEST_PREFIX).unwrap_or(line);
    let middle = memmem::find(head, line::MARK)?;
    let start = memchr::memrchr(b'[', head.get(..middle)?).filter(|start| *start > 0)?;
    let text = line.get(start..)?;
    let prefix = line.get(..start).unwrap_or_default();
    line::any(text).map(|_| Carried::of(text).labelled(prefix))
}

/// A line that may begin with a time: engines and clusters add one when they are asked to.
fn stamped(line: &[u8]) -> Carried<'_> {
    timestamp(line).map_or_else(|| Carried::of(line), |(time, text)| Carried::of(text).at(time))
}

/// An ISO time with a zone, and what stands behind it and a blank or a tabulator.
fn timestamp(line: &[u8]) -> Option<(Option<Moment>, &[u8])> {
    let time = line.iter().take(40).position(|byte| matches!(byte, b' ' | b'\t'))?;
    let (time, rest) = line.split_at_checked(time)?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T', ..] = time else { return None };
    let zone = time.ends_with(b"Z")
        || time.iter().rev().nth(5).is_some_and(|byte| b"+-".contains(byte))
        || time.iter().rev().nth(4).is_some_and(|byte| b"+-".contains(byte));
    let digits = [y0, y1, y2, y3, m0, m1, d0, d1].iter().all(|byte| byte.is_ascii_digit());
    if digits && zone { Some((moment(time), rest.get(1..)?)) } else { None }
}

/// The time of a carrier.
pub(super) fn moment(time: &[u8]) -> Option<Moment> {
    std::str::from_utf8(time).ok().and_then(Moment::parse)
}

fn is_name(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.@".contains(b))
}

fn split(text: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let position = memchr::memchr(at, text)?;
    let (before, after) = text.split_at_checked(position)?;
    Some((before, after.get(1..)?))
}
