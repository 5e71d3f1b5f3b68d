//! Just enough JSON for one line of a container engine or of a log shipper.

use super::carried::Carried;
use super::colours::uncoloured;
use super::prefix::moment;
use crate::line;
use std::borrow::Cow;

/// Members that hold what the writer wrote, of one line the first that it has.
const TEXTS: [&[u8]; 7] = [b"log", b"message", b"msg", b"@message", b"MESSAGE", b"textPayload", b"line"];

/// Members that say who wrote it.
const ORIGINS: [&[u8]; 27] = [
    b"pod",
    b"pod_name",
    b"podName",
    b"container",
    b"container_name",
    b"containerName",
    b"container_id",
    b"host",
    b"hostname",
    b"host_name",
    b"service",
    b"unit",
    b"instance",
    b"logStream",
    b"task_id",
    b"_HOSTNAME",
    b"_SYSTEMD_UNIT",
    b"CONTAINER_NAME",
    b"namespace_name",
    b"Host",
    b"node",
    b"logStreamName",
    b"@logStream",
    b"log_stream",
    b"stream_name",
    b"dyno",
    b"task",
];

/// What is the name of the thing that an object of [`ORIGINS`] describes.
const NAME: &[u8] = b"name";

/// Members that say when it was carried.
const TIMES: [&[u8]; 4] = [b"time", b"timestamp", b"@timestamp", b"ts"];

/// Objects in objects that are looked into, and members in all: more belong to no log line.
const DEPTH: usize = 3;
const MEMBERS: usize = 256;

/// What stands in a line.
#[derive(Default)]
struct Found {
    /// The text, and its place among [`TEXTS`].
    text: Option<(usize, Vec<u8>)>,
    origin: Vec<Vec<u8>>,
    time: Option<Vec<u8>>,
    members: usize,
    /// Whether the members that are read now describe who wrote the line.
    is_in_origin: bool,
}

/// The line of a writer out of a line of JSON. A line that was cut off gives what is there.
///
/// The colours of the writer are kept as escapes, so they show only here.
pub(super) fn carried(line: &[u8]) -> Option<Carried<'_>> {
    let mut found = Found::default();
    found.object(skip_blanks(line).strip_prefix(b"{")?, DEPTH);
    let (_, text) = found.text?;
    let text = text.strip_suffix(b"\n").unwrap_or(&text);
    let text = uncoloured(text.strip_suffix(b"\r").unwrap_or(text)).into_owned();
    let time = found.time.as_deref().and_then(moment);
    Some(Carried::of(Cow::Owned(text)).by(found.origin.join(&b'/')).at(time))
}

impl Found {
    /// Reads the members of an object, and gives what follows it; nothing where the line ends within it.
    fn object<'a>(&mut self, bytes: &'a [u8], depth: usize) -> Option<&'a [u8]> {
        let mut rest = skip_blanks(bytes);
        if let Some(after) = rest.strip_prefix(b"}") {
            return Some(after);
        }
        loop {
            self.members += 1;
            let (name, after) = string(rest).filter(|_| self.members <= MEMBERS)?;
            rest = skip_blanks(skip_blanks(after).strip_prefix(b":")?);
            rest = match rest.first()? {
                b'"' => {
                    let (value, after) = string(rest)?;
                    self.take(&name, value, depth);
                    after
                }
                b'[' if TEXTS.contains(&name.as_slice()) => {
                    let after = skip_value(rest)?;
                    let list = rest.get(..rest.len() - after.len()).unwrap_or_default();
                    if let Some(text) = bytes_of(list) {
                        self.take(&name, text, depth);
                    }
                    after
                }
                b'{' if depth > 1 => {
                    let outer = std::mem::replace(&mut self.is_in_origin, ORIGINS.contains(&name.as_slice()));
                    let after = self.object(rest.get(1..)?, depth - 1);
                    self.is_in_origin = outer;
                    after?
                }
                _ => skip_value(rest)?,
            };
            rest = skip_blanks(rest);
            if let Some(after) = rest.strip_prefix(b"}") {
                return Some(after);
            }
            rest = skip_blanks(rest.strip_prefix(b",")?);
        }
    }

    fn take(&mut self, name: &[u8], value: Vec<u8>, depth: usize) {
        // Under whatever name: a record of the product is what the line is about.
        if line::any(&value).is_some() && self.text.as_ref().is_none_or(|(_, text)| line::any(text).is_none()) {
            self.text = Some((0, value));
            return;
        }
        // Else the text of a line stands in its outermost object.
        if let Some(place) = TEXTS.iter().position(|text| *text == name).filter(|_| depth == DEPTH) {
            if self.text.as_ref().is_none_or(|(known, _)| place < *known) {
                self.text = Some((place, value));
            }
        } else if self.is_origin(name) && !value.is_empty() {
            self.origin.push(value);
        } else if TIMES.contains(&name) && depth == DEPTH {
            self.time = Some(value);
        }
    }

    /// `pod`, `kubernetes.pod.name`, and the name within an object `pod`.
    fn is_origin(&self, name: &[u8]) -> bool {
        let mut parts = name.rsplit(|byte| *byte == b'.');
        let (last, before) = (parts.next().unwrap_or_default(), parts.next());
        let is_named = last == NAME && before.map_or(self.is_in_origin, |before| ORIGINS.contains(&before));
        ORIGINS.contains(&name) || is_named || (before.is_some() && ORIGINS.contains(&last))
    }
}

/// The text of a list of bytes: the journal writes so what holds control characters.
fn bytes_of(list: &[u8]) -> Option<Vec<u8>> {
    let inner = list.trim_ascii().strip_prefix(b"[")?.strip_suffix(b"]")?;
    let byte = |number: &[u8]| std::str::from_utf8(number.trim_ascii()).ok()?.parse().ok();
    inner.split(|byte| *byte == b',').map(byte).collect()
}

fn skip_blanks(bytes: &[u8]) -> &[u8] {
    bytes.trim_ascii_start()
}

/// What follows a value that is no string: a number, a word, a list or an object, whatever is in it.
fn skip_value(bytes: &[u8]) -> Option<&[u8]> {
    let mut open = 0_usize;
    let mut rest = bytes;
    loop {
        match rest.first()? {
            b'"' => {
                rest = string(rest)?.1;
                continue;
            }
            b'{' | b'[' => open += 1,
            b'}' | b']' | b',' if open == 0 => return Some(rest),
            b'}' | b']' => open -= 1,
            _ => {}
        }
        rest = rest.get(1..)?;
    }
}

/// The string at the start, and what follows it.
fn string(bytes: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut rest = bytes.strip_prefix(b"\"")?;
    let mut text = Vec::with_capacity(rest.len());
    while let Some(at) = memchr::memchr2(b'"', b'\\', rest) {
        let (plain, special) = rest.split_at_checked(at)?;
        text.extend_from_slice(plain);
        rest = special.get(1..)?;
        if special.first() == Some(&b'"') {
            return Some((text, rest));
        }
        let Some((escape, after)) = rest.split_first() else { return Some((text, &[])) };
        rest = after;
        match escape {
            b'n' => text.push(b'\n'),
            b't' => text.push(b'\t'),
            b'r' => text.push(b'\r'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'u' => rest = unicode(rest, &mut text),
            other => text.push(*other),
        }
    }
    text.extend_from_slice(rest);
    Some((text, &[]))
}

/// Adds the character of `\u` and its digits, or of a pair of them; gives what follows.
fn unicode<'a>(bytes: &'a [u8], text: &mut Vec<u8>) -> &'a [u8] {
    let Some((high, mut rest)) = unit(bytes) else { return bytes };
    let mut character = char::from_u32(u32::from(high));
    if let Some((low, after)) = rest.strip_prefix(b"\\u").and_then(unit).filter(|_| character.is_none()) {
        character = char::decode_utf16([high, low]).next().and_then(Result::ok);
        if character.is_some() {
            rest = after;
        }
    }
    let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
    text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    rest
}

fn unit(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, rest) = bytes.split_at_checked(4)?;
    let value = u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(line: &str) -> Option<String> {
        carried(line.as_bytes()).map(|carried| String::from_utf8_lossy(&carried.text).into_owned())
    }

    #[test]
    fn the_member_is_found_wherever_it_stands() {
        assert_eq!(log(r#"{"log":"a\n","stream":"stdout"}"#).as_deref(), Some("a"));
        assert_eq!(log(r#"{ "n" : 1, "attrs":{"x":"}"}, "l": [1, {"log": "b"}], "log" : "a" }"#).as_deref(), Some("a"));
        assert_eq!(log(r#"{"msg":"b","message":"a"}"#).as_deref(), Some("a"));
        assert_eq!(log(r#"{"inner":{"message":"a"}}"#), None);
        assert_eq!(log(r#"{"log":7}"#), None);
        assert_eq!(log("[1]"), None);
    }

    #[test]
    fn a_record_is_found_under_any_name() {
        let record = "[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] x";
        for line in [
            format!(r#"{{"@m":"{record}"}}"#),
            format!(r#"{{"message":"x","content":{{"message":"{record}"}}}}"#),
            format!(r#"{{"Log_s":"{record}","msg":"y"}}"#),
        ] {
            assert_eq!(log(&line).as_deref(), Some(record), "{line}");
        }
    }

    #[test]
    fn a_list_of_bytes_is_a_text() {
        assert_eq!(log(r#"{"MESSAGE":[91, 27,91,51,50,109,120],"PRIORITY":"6"}"#).as_deref(), Some("[x"));
        assert_eq!(log(r#"{"MESSAGE":[91,"x"]}"#), None);
    }

    #[test]
    fn escapes_are_undone() {
        let line = r#"{"log":"\"q\" \\ \/ \u001b[31m \u00e9 \ud83d\ude42 \ud83d."}"#;
        assert_eq!(log(line).as_deref(), Some("\"q\" \\ /  é 🙂 \u{fffd}."));
    }

    #[test]
    fn a_line_that_was_cut_off_gives_its_beginning() {
        let whole = r#"{"log":"ab\n\u00e9","stream":"stdout"}"#;
        for length in 8..whole.len() {
            let text = carried(whole.get(..length).unwrap_or_default().as_bytes());
            assert!(text.is_some_and(|it| "ab\né".as_bytes().starts_with(&it.text) || it.text.starts_with(b"ab")));
        }
        let line = b"{\"log\":\"\\u001b[32m403\\u001b[0m \xff and mo";
        assert_eq!(carried(line).map(|it| it.text.into_owned()).as_deref(), Some(&b"403 \xff and mo"[..]));
    }
}
