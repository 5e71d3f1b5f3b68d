//! Just enough JSON for one line of docker's `json-file` log.

/// The text of the string member `key`, unescaped. A line that was cut off gives what is there.
pub(super) fn string_member(line: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let mut rest = skip_blanks(line).strip_prefix(b"{")?;
    loop {
        rest = skip_blanks(rest);
        let (name, after) = string(rest)?;
        rest = skip_blanks(skip_blanks(after).strip_prefix(b":")?);
        if name == key {
            return string(rest).map(|(text, _)| text);
        }
        rest = skip_blanks(skip_value(rest)?).strip_prefix(b",")?;
    }
}

fn skip_blanks(bytes: &[u8]) -> &[u8] {
    bytes.trim_ascii_start()
}

/// What follows a string, or a value without inner structure, or a flat object.
fn skip_value(bytes: &[u8]) -> Option<&[u8]> {
    match bytes.first()? {
        b'"' => string(bytes).map(|(_, rest)| rest),
        b'{' => {
            let mut rest = bytes.get(1..)?;
            loop {
                match rest.first()? {
                    b'}' => return rest.get(1..),
                    b'"' => rest = string(rest)?.1,
                    _ => rest = rest.get(1..)?,
                }
            }
        }
        _ => {
            let end = bytes.iter().position(|byte| matches!(byte, b',' | b'}'))?;
            bytes.get(end..)
        }
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
        string_member(line.as_bytes(), b"log").map(|text| String::from_utf8_lossy(&text).into_owned())
    }

    #[test]
    fn the_member_is_found_wherever_it_stands() {
        assert_eq!(log(r#"{"log":"a\n","stream":"stdout"}"#).as_deref(), Some("a\n"));
        assert_eq!(log(r#"{ "n" : 1, "attrs":{"x":"}"}, "log" : "a" }"#).as_deref(), Some("a"));
        assert_eq!(log(r#"{"message":"a"}"#), None);
        assert_eq!(log(r#"{"log":7}"#), None);
        assert_eq!(log("[1]"), None);
    }

    #[test]
    fn escapes_are_undone() {
        let line = r#"{"log":"\"q\" \\ \/ \u001b[31m \u00e9 \ud83d\ude42 \ud83d."}"#;
        assert_eq!(log(line).as_deref(), Some("\"q\" \\ / \u{1b}[31m é 🙂 \u{fffd}."));
    }

    #[test]
    fn a_line_that_was_cut_off_gives_its_beginning() {
        let whole = r#"{"log":"ab\n\u00e9","stream":"stdout"}"#;
        for length in 8..whole.len() {
            let text = string_member(whole.get(..length).unwrap_or_default().as_bytes(), b"log");
            assert!(text.is_some_and(|text| "ab\né".as_bytes().starts_with(&text) || text.starts_with(b"ab\n")));
        }
    }
}
