//! The patterns of a catalogue: regular expressions made of literals and named groups, and nothing else.

use std::fmt::Write as _;

/// A part of a pattern.
pub(crate) enum Part {
    /// A character as it is printed.
    Literal(char),
    /// A value: its name (`*` where it has none) and the expression for it.
    Value(String, String),
}

/// The parts of a pattern, and whether it says where the message ends; nothing where it holds more than such parts.
pub(crate) fn parts(pattern: &str) -> Option<(Vec<Part>, bool)> {
    let mut left = pattern.strip_prefix('^')?;
    let mut parts = Vec::new();
    loop {
        if left.is_empty() {
            return Some((parts, false));
        }
        if matches!(left, "\\s*$" | "$") {
            return Some((parts, true));
        }
        let named = left.strip_prefix("(?P<").and_then(|group| group.split_once('>'));
        if let Some((name, rest)) = named.or_else(|| left.strip_prefix("(?:").map(|group| ("*", group))) {
            let end = closing(rest)?;
            let (kind, rest) = (rest.get(..end)?, rest.get(end + 1..)?);
            parts.push(Part::Value(name.to_owned(), kind.to_owned()));
            left = rest;
            continue;
        }
        let mut rest = left.chars();
        let literal = match rest.next()? {
            '\\' => match rest.next()? {
                'n' => '\n',
                't' => '\t',
                c if c.is_ascii_alphanumeric() => return None,
                c => c,
            },
            '(' | '[' | '.' | '*' | '+' | '?' | '|' | '^' => return None,
            c => c,
        };
        parts.push(Part::Literal(literal));
        left = rest.as_str();
    }
}

/// Where a group ends: at the first closing bracket that is not escaped.
fn closing(group: &str) -> Option<usize> {
    let mut escaped = false;
    group.char_indices().find_map(|(index, letter)| {
        let ends = letter == ')' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends.then_some(index)
    })
}

/// The words of a group of alternatives; nothing where it is anything else.
fn choice(expression: &str) -> Option<Vec<String>> {
    let words: Vec<String> = expression.split('|').map(|word| word.replace('\\', "")).collect();
    let plain = |letter: char| letter.is_alphanumeric() || "\\.()/-, _".contains(letter);
    (words.len() > 1 && words.iter().all(|word| word.chars().all(plain))).then_some(words)
}

/// The wording of the pack that a pattern states.
pub(crate) fn wording(pattern: &str) -> Option<String> {
    let (parts, ends) = parts(pattern)?;
    let mut wording = String::new();
    let mut open = false;
    for part in parts {
        match part {
            Part::Literal('{') => wording.push_str("{{"),
            Part::Literal('}') => wording.push_str("}}"),
            Part::Literal(literal) => wording.push(literal),
            // Two values side by side cannot be told apart: the first takes both.
            Part::Value(..) if open => continue,
            Part::Value(name, kind) => {
                let _ = write!(wording, "{{{name}{}}}", self::kind(&kind)?);
                open = true;
                continue;
            }
        }
        open = false;
    }
    if !ends && !open {
        wording.push_str("{*}");
    }
    Some(wording)
}

/// The kind of placeholder for an expression.
fn kind(expression: &str) -> Option<String> {
    Some(match expression {
        ".*?" | ".*" => String::new(),
        "-?\\d+" | "\\d+" => ":number".to_owned(),
        "[1-5]\\d\\d" => ":status".to_owned(),
        "\\S+" | "[a-z0-9-]+" | "[A-Z][A-Z0-9_]+" => ":word".to_owned(),
        expression => format!(":{}", choice(expression)?.join("|")),
    })
}

/// A message as the product could print it by this pattern.
pub(crate) fn example(pattern: &str) -> Option<String> {
    let (parts, _) = parts(pattern)?;
    let mut text = String::new();
    for (part, number) in parts.into_iter().zip(1..) {
        match part {
            Part::Literal(literal) => text.push(literal),
            Part::Value(_, kind) => match kind.as_str() {
                "-?\\d+" | "\\d+" => text.push('7'),
                "[1-5]\\d\\d" => text.push_str("403"),
                "[A-Z][A-Z0-9_]+" => text.push_str("DD_VALUE"),
                expression => match choice(expression) {
                    Some(words) => text.extend(words.first().map(String::as_str)),
                    None => {
                        let _ = write!(text, "v{number}");
                    }
                },
            },
        }
    }
    Some(text)
}

/// A template with every value filled in; nothing where it names alternatives.
pub(crate) fn filled(template: &str) -> Option<String> {
    let mut text = String::new();
    let mut left = template;
    while let Some((before, rest)) = left.split_once('{') {
        let (name, rest) = rest.split_once('}').filter(|(name, _)| !name.contains('|'))?;
        text.push_str(before);
        text.push_str(name.split(' ').next()?);
        left = rest;
    }
    Some(text + left)
}

/// How much of it is fixed text, in bytes without blanks.
pub(crate) fn fixed(pattern: &str) -> usize {
    let is_fixed = |part: &Part| matches!(part, Part::Literal(literal) if !literal.is_whitespace());
    parts(pattern).map_or(0, |(parts, _)| parts.iter().filter(|part| is_fixed(part)).count())
}
