//! Who wrote a line, told by what stands before the product's own prefix, whatever put it there.
//!
//! Times, numbers, levels and streams differ from line to line; what is left is the name of a pod, a host, a service. It
//! is trusted where the head of a text shows few of them.

use super::prefix::LONGEST_PREFIX;

/// Words that say how grave a line is, which stream it came by, or on which day.
const CHANGING: [&str; 47] = [
    "trace",
    "trc",
    "verbose",
    "vrb",
    "debug",
    "dbg",
    "info",
    "inf",
    "information",
    "notice",
    "warn",
    "wrn",
    "warning",
    "error",
    "err",
    "fatal",
    "ftl",
    "critical",
    "crit",
    "stdout",
    "stderr",
    "out",
    "f",
    "p",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "am",
    "pm",
    "utc",
    "z",
];

/// Names that one text may have: with more they are no names.
const NAMES: usize = 32;

/// What of a prefix is the same in every line of one writer.
pub(super) fn of_prefix(prefix: &[u8]) -> Vec<u8> {
    let is_between = |byte: &u8| byte.is_ascii_whitespace() || b",;\"".contains(byte);
    let words = prefix.split(is_between).map(without_numbers);
    let words: Vec<Vec<u8>> = words.filter(|word| is_name(word)).collect();
    words.join(&b'/')
}

/// The names among the labels of lines; none where there are so many that they are something else.
pub(super) fn names(labels: impl Iterator<Item = Vec<u8>>) -> Vec<Vec<u8>> {
    let mut known: Vec<Vec<u8>> = Vec::new();
    let mut lines = 0;
    for label in labels {
        lines += 1;
        if !known.contains(&label) {
            known.push(label);
        }
        if known.len() > NAMES {
            return Vec::new();
        }
    }
    if known.len() == 1 || known.len() * 2 <= lines { known } else { Vec::new() }
}

/// What stands before a line without a prefix of the product, and holds one of these names, and what stands behind it.
pub(super) fn split<'a>(line: &'a [u8], names: &[Vec<u8>]) -> Option<(&'a [u8], &'a [u8])> {
    let head = line.get(..LONGEST_PREFIX).unwrap_or(line);
    let mut found = None;
    for end in memchr::memchr_iter(b' ', head) {
        let prefix = head.get(..end)?;
        let label = of_prefix(prefix);
        let is_name = names.contains(&label);
        if found.is_some() && !is_name {
            break;
        }
        if is_name && !label.is_empty() {
            found = Some((prefix, line.get(end + 1..)?));
        }
    }
    found
}

/// `pods.log:12:x` as `pods.log::x`, `app[7]:` as `app[]:`: numbers of lines and processes.
fn without_numbers(word: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(word.len());
    let mut rest = word;
    while let Some((first, after)) = rest.split_first() {
        kept.push(*first);
        rest = after;
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let closes = rest.get(digits).copied();
        let is_number = digits > 0 && matches!((first, closes), (b'[', Some(b']')) | (b':', Some(b':' | b'-')));
        if is_number {
            rest = rest.get(digits..).unwrap_or_default();
        }
    }
    kept
}

/// Whether a word may name a writer: it has letters, is no time, and is none of those that change.
fn is_name(word: &[u8]) -> bool {
    let bare = word.trim_ascii();
    let start = bare.iter().position(u8::is_ascii_alphanumeric).unwrap_or(bare.len());
    let end = bare.iter().rposition(u8::is_ascii_alphanumeric).map_or(start, |end| end + 1);
    let bare = bare.get(start..end).unwrap_or_default();
    let is_number = bare.iter().all(|byte| byte.is_ascii_digit() || b"TZ.:+-_/<>".contains(byte));
    let changes = CHANGING.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(bare));
    !(is_number || changes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_changes_from_line_to_line_is_no_name() {
        for (prefix, name) in [
            ("> [pod/shop-a-1/app] ", "[pod/shop-a-1/app]"),
            ("pods.log:12:[pod/shop-a-1/app] ", "pods.log::[pod/shop-a-1/app]"),
            ("<14>1 2026-11-20T10:00:00.123Z node2 shop 7 - - ", "node2/shop"),
            ("Nov 20 10:00:00 node2 shop[7]: ", "node2/shop[]:"),
            ("2026-11-20T10:00:00.1+00:00 app[web.2]: ", "app[web.2]:"),
            ("2026-11-20T10:00:00Z {container=\"app\", pod=\"a-1\"} ", "{container=/app/pod=/a-1"),
            ("  2026-11-20T10:00:00.00+0000 [APP/PROC/WEB/1] OUT ", "[APP/PROC/WEB/1]"),
            ("12:45:32 [DBG] | host1 | ", "host1"),
            ("checkout.2.abc@node1    | ", "checkout.2.abc@node1"),
            ("\"2026-11-20T10:00:00Z\",\"node2\",\"shop\",\"", "node2/shop"),
            ("k", "k"),
        ] {
            assert_eq!(String::from_utf8_lossy(&of_prefix(prefix.as_bytes())), name, "{prefix}");
        }
    }

    #[test]
    fn few_names_are_trusted() {
        let count = |labels: &[&str]| names(labels.iter().map(|label| label.as_bytes().to_vec())).len();
        assert_eq!(count(&["a", "b", "a", "b"]), 2);
        assert_eq!(count(&["a", "b", "c", "d"]), 0);
        assert_eq!(count(&["a"]), 1);
    }

    #[test]
    fn a_name_is_known_before_any_text() {
        let names = [b"node2/shop".to_vec()];
        let (prefix, text) =
            split(b"<14>1 2026-11-20T10:00:00Z node2 shop 7 - - Aborted (core dumped)", &names).unwrap();
        assert_eq!(
            (of_prefix(prefix).as_slice(), text),
            (b"node2/shop".as_slice(), b"Aborted (core dumped)".as_slice())
        );
        assert_eq!(split(b"   at Shop.Main()", &names), None);
    }
}
