//! Lines of exports: fields with commas, tabulators or semicolons between them, of which one is the log's own line.

use super::carried::Carried;
use super::prefix::moment;
use crate::line;
use std::borrow::Cow;

/// Fields of a line that are looked at.
const FIELDS: usize = 32;

/// Fields that are longer than this name no writer, in bytes.
const LONGEST_NAME: usize = 64;

/// The field with a prefix of the product; where none has one, the last field of a line that is quoted.
pub(super) fn carried(line: &[u8]) -> Option<Carried<'_>> {
    let is_quoted = line.starts_with(b"\"");
    // Of a line without quotes only the end can hold a text with commas.
    let fields = if is_quoted { fields(line)? } else { tails(line) };
    let time = fields.first().and_then(|field| moment(field));
    let is_whole = |field: &Cow<'_, [u8]>| line::any(field).is_some();
    let mut fields = fields;
    let text = match fields.iter().position(is_whole) {
        Some(place) => {
            let text = fields.remove(place);
            // Of a line without quotes each field but the first is all of the rest.
            let names = if is_quoted { fields.as_slice() } else { fields.get(..1).unwrap_or_default() };
            let short: Vec<_> = names.iter().map(Cow::as_ref).filter(|field| field.len() <= LONGEST_NAME).collect();
            return (text.len() < line.len()).then(|| Carried::of(text).labelled(short.join(&b',')).at(time));
        }
        None if is_quoted && fields.len() > 1 => fields.pop()?,
        None => return None,
    };
    (text.len() < line.len()).then(|| Carried::of(text).at(time))
}

/// What stands behind each separator, and the first field.
fn tails(line: &[u8]) -> Vec<Cow<'_, [u8]>> {
    let mut tails: Vec<Cow<'_, [u8]>> = Vec::new();
    let mut rest = line;
    while let Some(at) = memchr::memchr3(b',', b';', b'\t', rest).filter(|_| tails.len() < FIELDS) {
        let (field, behind) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        if tails.is_empty() {
            tails.push(Cow::Borrowed(field));
        }
        rest = behind.get(1..).unwrap_or_default();
        let text = rest.strip_prefix(b"\"").map(|inner| unquoted(inner).0);
        tails.push(text.unwrap_or(Cow::Borrowed(rest)));
    }
    tails
}

/// The fields of a line that begins with a quote.
fn fields(line: &[u8]) -> Option<Vec<Cow<'_, [u8]>>> {
    let mut fields = Vec::new();
    let mut rest = line;
    while fields.len() < FIELDS {
        let (field, behind) = if let Some(inner) = rest.strip_prefix(b"\"") {
            unquoted(inner)
        } else {
            let end = memchr::memchr3(b',', b';', b'\t', rest).unwrap_or(rest.len());
            let (field, behind) = rest.split_at_checked(end)?;
            (Cow::Borrowed(field), behind)
        };
        fields.push(field);
        match behind.split_first() {
            Some((b',' | b';' | b'\t', behind)) => rest = behind,
            _ => break,
        }
    }
    Some(fields)
}

/// What stands before the closing quote, with doubled ones undone, and what follows that.
fn unquoted(inner: &[u8]) -> (Cow<'_, [u8]>, &[u8]) {
    let mut text: Option<Vec<u8>> = None;
    let mut rest = inner;
    loop {
        let Some(at) = memchr::memchr(b'"', rest) else {
            // It goes on in the next line, or was cut off.
            let text = text.map_or(Cow::Borrowed(inner), |text| Cow::Owned([text.as_slice(), rest].concat()));
            return (text, &[]);
        };
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        let behind = behind.get(1..).unwrap_or_default();
        if let Some(behind) = behind.strip_prefix(b"\"") {
            let text = text.get_or_insert_default();
            text.extend_from_slice(before);
            text.push(b'"');
            rest = behind;
            continue;
        }
        let text = match text {
            Some(text) => Cow::Owned([text.as_slice(), before].concat()),
            None => Cow::Borrowed(before),
        };
        return (text, behind);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::label;
    use super::*;

    fn text(line: &str) -> Option<String> {
        carried(line.as_bytes()).map(|carried| String::from_utf8_lossy(&carried.text).into_owned())
    }

    #[test]
    fn the_other_fields_name_the_writer() {
        let record = "[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] a";
        let line = format!("\"2026-11-20 10:00:00.1\",\"node2\",\"info\",\"10/11/2026 10:00:00 AM\",\"{record}\"");
        let carried = carried(line.as_bytes()).unwrap();
        assert_eq!(label::of_prefix(&carried.origin), b"node2");
    }

    #[test]
    fn the_log_line_is_found_in_whichever_field_it_stands() {
        let record = "[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] a, \"b\"; c";
        let quoted = record.replace('"', "\"\"");
        for line in [
            format!("\"x\",\"{quoted}\""),
            format!("\"{quoted}\",\"web01\""),
            format!("x;\"{quoted}\";y"),
            format!("1,2,{record}"),
        ] {
            assert_eq!(text(&line).as_deref(), Some(record), "{line}");
        }
        assert_eq!(text("\"2026-11-23T03:53:35Z\",\"Aborted, \"\"core\"\"\"").as_deref(), Some("Aborted, \"core\""));
        assert_eq!(text("a sentence, with commas"), None);
        assert_eq!(text("\"alone\""), None);
    }
}
