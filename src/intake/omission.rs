//! A line that says that lines are missing: of a viewer, a shortener, or a service that wrote too much.

/// Longer lines say something else, in bytes.
const LONGEST: usize = 160;

/// What stands behind a number of them.
const THINGS: [&str; 5] = ["line", "message", "record", "entries", "entry"];

/// What became of them.
const GONE: [&str; 8] = ["omitted", "skipped", "truncated", "suppressed", "removed", "hidden", "elided", "dropped"];

/// Whether a line says nothing else than that: `[... 1200 lines omitted ...]`, `Suppressed 1200 messages from shop.service`.
#[must_use]
pub fn is_omission(line: &[u8]) -> bool {
    if line.len() > LONGEST || !line.iter().any(u8::is_ascii_digit) {
        return false;
    }
    let line = String::from_utf8_lossy(line).to_ascii_lowercase();
    let mut words =
        line.split(|letter: char| !letter.is_alphanumeric() && letter != ',').filter(|word| !word.is_empty());
    let is_number =
        |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b','));
    let is_thing = |word: Option<&str>| {
        word.is_some_and(|word| THINGS.iter().any(|thing| word.trim_end_matches('s') == thing.trim_end_matches('s')))
    };
    let first = words.next();
    if first == Some("suppressed") {
        return is_number(words.next()) && is_thing(words.next());
    }
    if !is_number(first) {
        return false;
    }
    let mut rest =
        words.filter(|word| !["more", "log", "other", "earlier", "were", "was", "have", "been", "has"].contains(word));
    is_thing(rest.next()) && rest.next().is_some_and(|word| GONE.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::is_omission;

    #[test]
    fn a_line_that_tells_of_missing_ones_is_known() {
        for line in [
            "[... 1200 lines omitted ...]",
            "... 1,204 more lines skipped ...",
            "<3 log lines were truncated>",
            "--- 17 entries removed ---",
            "Suppressed 1200 messages from shop.service",
            "Suppressed 1 message from shop.service",
        ] {
            assert!(is_omission(line.as_bytes()), "{line}");
        }
        for line in [
            "5 lines of text",
            "Processed 12 messages",
            "Dropped 12 spans",
            "12 orders, 3 messages dropped",
            "lines omitted",
            "Suppressed finalizers: 12",
        ] {
            assert!(!is_omission(line.as_bytes()), "{line}");
        }
    }
}
