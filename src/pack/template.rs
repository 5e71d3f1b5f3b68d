//! Wordings with placeholders, matched without a regular expression.
//!
//! `Enable debug log = {enabled} from ("DD_TRACE_DEBUG" environment variable)`
//!
//! | placeholder | takes |
//! |---|---|
//! | `{name}` | anything, also nothing |
//! | `{name:number}` | digits, with an optional sign |
//! | `{name:status}` | an HTTP status: three digits, 100 to 599 |
//! | `{name:word}` | one or more bytes, none of them white space |
//! | `{name:one\|two}` | one of these |
//! | `{*}` | anything, not kept |
//!
//! `{{` and `}}` are braces. White space at the end of the text does not count.

use memchr::memmem;
use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Anything,
    Number,
    Status,
    Word,
    Choice(Vec<Vec<u8>>),
}

impl Kind {
    fn takes(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Anything => true,
            Self::Number => {
                let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
                !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
            }
            Self::Status => {
                bytes.len() == 3 && bytes.iter().all(u8::is_ascii_digit) && matches!(bytes.first(), Some(b'1'..=b'5'))
            }
            Self::Word => !bytes.is_empty() && !bytes.iter().any(u8::is_ascii_whitespace),
            Self::Choice(words) => words.iter().any(|word| word == bytes),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Placeholder {
    name: Option<String>,
    kind: Kind,
}

/// A wording: a literal beginning, then placeholders each followed by a literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    start: Vec<u8>,
    rest: Vec<(Placeholder, Vec<u8>)>,
}

/// As it is written in a pack, but for the kinds of the placeholders.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.start))?;
        for (placeholder, literal) in &self.rest {
            write!(f, "{{{}}}{}", placeholder.name.as_deref().unwrap_or("*"), String::from_utf8_lossy(literal))?;
        }
        Ok(())
    }
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut template = Self { start: Vec::new(), rest: Vec::new() };
        let mut left = text;
        while let Some(at) = left.find(['{', '}']) {
            let (literal, tail) = left.split_at(at);
            template.literal().extend_from_slice(literal.as_bytes());
            if let Some(tail) = tail.strip_prefix("{{") {
                template.literal().push(b'{');
                left = tail;
            } else if let Some(tail) = tail.strip_prefix("}}") {
                template.literal().push(b'}');
                left = tail;
            } else {
                let (inside, tail) = tail.strip_prefix('{').and_then(|tail| tail.split_once('}')).ok_or_else(|| {
                    format!("a brace without its partner in `{text}`; a literal brace is written twice")
                })?;
                if template.rest.last().is_some_and(|(_, literal)| literal.is_empty()) {
                    return Err(format!("two placeholders without text between them in `{text}`"));
                }
                template.rest.push((placeholder(inside)?, Vec::new()));
                left = tail;
            }
        }
        template.literal().extend_from_slice(left.as_bytes());
        let literal = template.literal();
        literal.truncate(literal.trim_ascii_end().len());
        Ok(template)
    }

    fn literal(&mut self) -> &mut Vec<u8> {
        self.rest.last_mut().map_or(&mut self.start, |(_, literal)| literal)
    }

    /// The bytes with which every match begins.
    #[must_use]
    pub fn start(&self) -> &[u8] {
        &self.start
    }

    /// Whether it has several lines.
    #[must_use]
    pub fn has_lines(&self) -> bool {
        self.start.contains(&b'\n') || self.rest.iter().any(|(_, literal)| literal.contains(&b'\n'))
    }

    /// Whether a text that was cut off may be the beginning of one with this wording.
    #[must_use]
    pub fn may_begin(&self, text: &[u8]) -> bool {
        !self.start.is_empty() && (self.start.starts_with(text) || text.starts_with(&self.start))
    }

    /// How much fixed text it demands, in bytes: of two that match, the one with more is the more specific.
    #[must_use]
    pub fn specificity(&self) -> usize {
        self.start.len() + self.rest.iter().map(|(_, literal)| literal.len()).sum::<usize>()
    }

    /// How many placeholders it has.
    #[must_use]
    pub fn placeholders(&self) -> usize {
        self.rest.len()
    }

    /// Names of the placeholders.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rest.iter().filter_map(|(placeholder, _)| placeholder.name.as_deref())
    }

    /// What stands at the placeholders, if the whole text has this wording.
    #[must_use]
    pub fn capture(&self, text: &[u8]) -> Option<Vec<(String, String)>> {
        let text = text.trim_ascii_end();
        self.exactly(text).or_else(|| {
            // The value at the end is empty, and the blank before it went with the white space.
            let before = self.before_last_value()?;
            let kept = before.trim_ascii_end();
            let lost = before.get(kept.len()..).filter(|lost| !lost.is_empty() && text.ends_with(kept))?;
            self.exactly(&[text, lost].concat())
        })
    }

    /// The fixed text before a value with which the wording ends.
    fn before_last_value(&self) -> Option<&[u8]> {
        match self.rest.as_slice() {
            [.., (_, before), (_, end)] if end.is_empty() => Some(before),
            [(_, end)] if end.is_empty() => Some(&self.start),
            _ => None,
        }
    }

    fn exactly(&self, text: &[u8]) -> Option<Vec<(String, String)>> {
        let mut left = text.strip_prefix(self.start.as_slice())?;
        let mut captures = Vec::new();
        let last = self.rest.len().checked_sub(1);
        for (index, (placeholder, literal)) in self.rest.iter().enumerate() {
            let length = if Some(index) == last {
                left.strip_suffix(literal.as_slice())?.len()
            } else {
                memmem::find(left, literal)?
            };
            let (taken, tail) = left.split_at_checked(length)?;
            if !placeholder.kind.takes(taken) {
                return None;
            }
            if let Some(name) = &placeholder.name {
                captures.push((name.clone(), String::from_utf8_lossy(taken).into_owned()));
            }
            left = tail.get(literal.len()..)?;
        }
        left.is_empty().then_some(captures)
    }
}

fn placeholder(inside: &str) -> Result<Placeholder, String> {
    let (name, kind) = inside.split_once(':').map_or((inside, None), |(name, kind)| (name, Some(kind)));
    let kind = match kind {
        None => Kind::Anything,
        Some("number") => Kind::Number,
        Some("status") => Kind::Status,
        Some("word") => Kind::Word,
        Some(words) if words.contains('|') => {
            Kind::Choice(words.split('|').map(|word| word.as_bytes().to_vec()).collect())
        }
        Some(kind) => return Err(format!("`{kind}` is no kind of placeholder")),
    };
    if name == "*" {
        return Ok(Placeholder { name: None, kind });
    }
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(format!("`{name}` is no name of a placeholder: lower case, digits and `_` only"));
    }
    Ok(Placeholder { name: Some(name.to_owned()), kind })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn captured(template: &str, text: &str) -> Option<Vec<String>> {
        let captures = Template::parse(template).unwrap().capture(text.as_bytes())?;
        Some(captures.into_iter().map(|(_, value)| value).collect())
    }

    #[test]
    fn the_whole_text_has_to_fit() {
        assert_eq!(captured("Unload", "Unload\r"), Some(vec![]));
        assert_eq!(captured("Unload", "Unloading x"), None);
        assert_eq!(captured("a {x} b", "a 1 b 2 b"), Some(vec!["1 b 2".into()]));
        assert_eq!(captured("a: {x}", "a: "), Some(vec![String::new()]));
        assert_eq!(captured("a:{x}", "a:"), Some(vec![String::new()]));
        assert_eq!(captured("'{x}': {y}", "'1': "), Some(vec!["1".into(), String::new()]));
        assert_eq!(captured("a: {x}", "a"), None);
    }

    #[test]
    fn placeholders_have_kinds() {
        assert_eq!(captured("{code:status}", "403"), Some(vec!["403".into()]));
        assert_eq!(captured("{code:status}", "4034"), None);
        assert_eq!(captured("{code:status}", "603"), None);
        assert_eq!(captured("is {state:enabled|disabled}.", "is disabled."), Some(vec!["disabled".into()]));
        assert_eq!(captured("is {state:enabled|disabled}.", "is odd."), None);
        assert_eq!(captured("hr={hr:number}", "hr=-2146233483"), Some(vec!["-2146233483".into()]));
        assert_eq!(captured("{*} of {n:number}", "3 of 4"), Some(vec!["4".into()]));
    }

    #[test]
    fn braces_are_written_twice() {
        assert_eq!(captured("{{{{ starting services", "{{ starting services"), Some(vec![]));
        assert_eq!(captured("v: {{ id: {id} }}", "v: { id: 0 }"), Some(vec!["0".into()]));
        assert!(Template::parse("v: { id").is_err());
        assert!(Template::parse("{a}{b}").is_err());
        assert!(Template::parse("{A}").is_err());
    }
}
