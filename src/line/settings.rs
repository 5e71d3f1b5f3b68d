//! Settings, one or several in a line, as shells, services, web servers and `/proc` print them.

use std::borrow::Cow;

/// Longest name of a setting, in bytes: longer ones are text with an equals sign in it.
const LONGEST_NAME: usize = 100;

/// What stands in front of a setting where a shell, a script or an image file sets it.
const BEFORE: [&[u8]; 6] = [b"export ", b"declare -x ", b"set ", b"SET ", b"ENV ", b"- "];

/// The settings of a line, each as name and value; none where it has none.
#[must_use]
pub fn settings(line: &[u8]) -> Vec<(&str, Cow<'_, [u8]>)> {
    let line = line.trim_ascii();
    if let Some(words) = line.strip_prefix(b"Environment=") {
        return quoted_words(words).into_iter().filter_map(assignment).collect();
    }
    if let Some((_, values)) = split_once(line, b"REG_MULTI_SZ") {
        return split(values, b"\\0").filter_map(|part| assignment(part.trim_ascii())).collect();
    }
    let marked = marked_up(line);
    if !marked.is_empty() {
        return marked;
    }
    if let Some((name, value)) = line.strip_prefix(b"$env:").and_then(|text| split_once(text, b"=")) {
        let value = Cow::Borrowed(unquoted(value.trim_ascii()));
        return named(name.trim_ascii()).map(|name| (name, value)).into_iter().collect();
    }
    let bare = BEFORE.iter().find_map(|word| line.strip_prefix(*word)).unwrap_or(line);
    assignment(bare.trim_ascii()).or_else(|| column(line)).into_iter().collect()
}

/// `NAME=value`, also quoted as a whole, or only its value.
pub(super) fn assignment(text: &[u8]) -> Option<(&str, Cow<'_, [u8]>)> {
    let text = unquoted(text.strip_suffix(b",").unwrap_or(text));
    let (name, value) = split_once(text, b"=")?;
    Some((named(name)?, Cow::Borrowed(unquoted(value.trim_ascii()))))
}

/// `DD_ENV      prod`: the table that `Get-ChildItem env:` prints.
fn column(line: &[u8]) -> Option<(&str, Cow<'_, [u8]>)> {
    let (name, value) = split_once(line, b"  ")?;
    let is_variable = name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
        || name.contains(&b'_');
    let value = value.trim_ascii();
    (is_variable && !value.is_empty()).then_some(())?;
    Some((named(name)?, Cow::Borrowed(value)))
}

/// `<add name="DD_ENV" value="prod" />`, as web servers keep them, several of them in a line.
fn marked_up(line: &[u8]) -> Vec<(&str, Cow<'_, [u8]>)> {
    if !line.contains(&b'<') {
        return Vec::new();
    }
    let mut found = Vec::new();
    for element in line.split(|byte| *byte == b'<') {
        if let Some(name) = attribute(element, b" name=\"")
            && let Some(value) = attribute(element, b" value=\"")
            && let Some(name) = named(name)
        {
            found.push((name, plain(value)));
        }
    }
    found
}

fn attribute<'a>(element: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    split_once(split_once(element, name)?.1, b"\"").map(|(value, _)| value)
}

/// Without the escapes of markup.
fn plain(value: &[u8]) -> Cow<'_, [u8]> {
    if !value.contains(&b'&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::from_utf8_lossy(value).into_owned();
    for (escape, sign) in [("&quot;", "\""), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        text = text.replace(escape, sign);
    }
    Cow::Owned(text.into_bytes())
}

/// The text, where it can be the name of a setting.
fn named(name: &[u8]) -> Option<&str> {
    let is_name = name.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
        && name.len() <= LONGEST_NAME
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_.()-:".contains(byte));
    std::str::from_utf8(name).ok().filter(|_| is_name)
}

/// The words of a unit file: blanks part them, quotes hold them together.
fn quoted_words(line: &[u8]) -> Vec<&[u8]> {
    let mut words = Vec::new();
    let mut left = line.trim_ascii_start();
    while let Some(first) = left.first() {
        let mut quote = None;
        let end = left.iter().position(|byte| {
            match quote {
                Some(open) if *byte == open => quote = None,
                None if b"\"'".contains(byte) => quote = Some(*byte),
                _ => {}
            }
            quote.is_none() && byte.is_ascii_whitespace()
        });
        let (word, rest) = left.split_at_checked(end.unwrap_or(left.len())).unwrap_or((left, &[]));
        words.push(if b"\"'".contains(first) { unquoted(word) } else { word });
        left = rest.trim_ascii_start();
    }
    words
}

fn unquoted(text: &[u8]) -> &[u8] {
    match text {
        [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => inner,
        _ => text,
    }
}

fn split_once<'a>(text: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let place = memchr::memmem::find(text, at)?;
    let (before, after) = text.split_at_checked(place)?;
    Some((before, after.get(at.len()..)?))
}

fn split<'a>(text: &'a [u8], at: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut left = Some(text);
    std::iter::from_fn(move || {
        let text = left?;
        let (part, rest) = split_once(text, at).map_or((text, None), |(part, rest)| (part, Some(rest)));
        left = rest;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::settings;

    fn read(line: &str) -> Vec<(String, String)> {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        settings(line.as_bytes()).iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect()
    }

    fn one(name: &str, value: &str) -> Vec<(String, String)> {
        vec![(name.into(), value.into())]
    }

    #[test]
    fn shells_print_them_in_many_forms() {
        for line in [
            "DD_ENV=prod",
            "export DD_ENV=prod",
            "declare -x DD_ENV=\"prod\"",
            "$env:DD_ENV = \"prod\"",
            "set DD_ENV=prod",
            "ENV DD_ENV=prod",
            "\"DD_ENV=prod\",",
            "DD_ENV                         prod",
            "  - DD_ENV=prod",
        ] {
            assert_eq!(read(line), one("DD_ENV", "prod"), "{line}");
        }
        assert_eq!(read("A="), one("A", ""));
        assert_eq!(read("A=b=c"), one("A", "b=c"));
        assert_eq!(read("ProgramFiles(x86)=C:\\x"), one("ProgramFiles(x86)", "C:\\x"));
    }

    #[test]
    fn a_line_may_hold_several() {
        let both = vec![("A".to_owned(), "1".to_owned()), ("DD_X".to_owned(), "b c".to_owned())];
        assert_eq!(read(r#"Environment=A=1 "DD_X=b c""#), both);
        assert_eq!(read(r#"Environment="A=1" DD_X='b c'"#), both);
        assert_eq!(read(r"    Environment    REG_MULTI_SZ    A=1\0DD_X=b c"), both);
        assert_eq!(read(r#"<add name="A" value="1" /><add name="DD_X" value="b c"/>"#), both);
        assert_eq!(read(r#"<environmentVariable name="A" value="&quot;&lt;" />"#), one("A", "\"<"));
    }

    #[test]
    fn text_is_no_setting() {
        for line in ["", "Dear all,", "this = that, or so it seems", "a b=c", "1=2", "=x", "total  4", "[Service]"] {
            assert_eq!(read(line), [], "{line}");
        }
    }
}
