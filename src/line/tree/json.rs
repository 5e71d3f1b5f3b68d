//! JSON, and the flow style of YAML, which is JSON with bare words.

use super::{DEEPEST, MOST, Node};

/// The members or items of a document.
pub(super) fn read(text: &[u8]) -> Vec<Node> {
    let mut reader = Reader { left: text, line: 0, nodes: 0 };
    reader.value(0).1
}

/// A value of the flow style within an indented document: its own value, and what is in it.
pub(super) fn flow(text: &[u8], line: u64) -> (Option<Vec<u8>>, Vec<Node>) {
    Reader { left: text, line, nodes: 0 }.value(0)
}

struct Reader<'a> {
    left: &'a [u8],
    line: u64,
    nodes: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> (Option<Vec<u8>>, Vec<Node>) {
        self.skip_blanks();
        match self.left.first() {
            Some(b'{') => (None, self.members(depth, b'}')),
            Some(b'[') => (None, self.members(depth, b']')),
            _ => (self.scalar(b",}]"), Vec::new()),
        }
    }

    /// Members up to the closing sign, or items, which have no key.
    fn members(&mut self, depth: usize, close: u8) -> Vec<Node> {
        self.take();
        let mut found = Vec::new();
        loop {
            self.skip_blanks();
            match self.left.first() {
                Some(byte) if *byte == close => {
                    self.take();
                    return found;
                }
                Some(b',') => {
                    self.take();
                    continue;
                }
                // The end, or the other closing sign: something is missing, and what is outside goes on.
                None | Some(b'}' | b']') => return found,
                _ => {}
            }
            let line = self.line;
            let key = if close == b'}' { self.key() } else { None };
            if close == b'}' && key.is_none() {
                return found;
            }
            // A value that lies too deep is not followed, and what comes after it neither.
            if depth + 1 >= DEEPEST || self.nodes >= MOST {
                self.left = &[];
                return found;
            }
            self.nodes += 1;
            self.skip_blanks();
            let line = if key.is_some() { line } else { self.line };
            let (value, children) = self.value(depth + 1);
            found.push(Node { line, key, value, children });
        }
    }

    fn key(&mut self) -> Option<Vec<u8>> {
        let key = self.scalar(b":")?;
        self.skip_blanks();
        (self.take() == Some(b':')).then_some(key)
    }

    /// A quoted text, or a bare word up to one of these; nothing for `null`.
    fn scalar(&mut self, ends: &[u8]) -> Option<Vec<u8>> {
        if let Some(quote) = self.left.first().copied().filter(|byte| b"\"'".contains(byte)) {
            self.take();
            return Some(self.quoted(quote));
        }
        let end = self.left.iter().position(|byte| *byte == b'\n' || ends.contains(byte));
        let (word, rest) = self.left.split_at_checked(end.unwrap_or(self.left.len()))?;
        self.left = rest;
        let word = word.trim_ascii();
        (!matches!(word, b"" | b"null" | b"~")).then(|| word.to_vec())
    }

    fn quoted(&mut self, quote: u8) -> Vec<u8> {
        let mut text = Vec::new();
        while let Some(byte) = self.take() {
            match byte {
                byte if byte == quote => break,
                b'\\' if quote == b'"' => match self.take() {
                    Some(b'n') => text.push(b'\n'),
                    Some(b't') => text.push(b'\t'),
                    Some(b'r') => text.push(b'\r'),
                    Some(b'u') => self.unicode(&mut text),
                    Some(other) => text.push(other),
                    None => break,
                },
                byte => text.push(byte),
            }
        }
        text
    }

    /// Signs beyond the basic plane are left as they are written: nothing that is looked for has them.
    fn unicode(&mut self, text: &mut Vec<u8>) {
        let Some((digits, rest)) = self.left.split_at_checked(4) else { return };
        let number = std::str::from_utf8(digits).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if let Some(sign) = number.and_then(char::from_u32) {
            text.extend_from_slice(sign.encode_utf8(&mut [0; 4]).as_bytes());
            self.left = rest;
        }
    }

    fn skip_blanks(&mut self) {
        while self.left.first().is_some_and(u8::is_ascii_whitespace) {
            self.take();
        }
    }

    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.left.split_first()?;
        self.left = rest;
        self.line += u64::from(*first == b'\n');
        Some(*first)
    }
}
