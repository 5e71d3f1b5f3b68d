//! YAML as people and tools write it, and what only looks like it: `Key: value` lines whose depth is their indentation.

use super::{DEEPEST, MOST, Node, json};

/// Longest key, in bytes: a longer text before a colon is a sentence.
const LONGEST_KEY: usize = 100;

#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    number: u64,
    indent: usize,
    text: &'a [u8],
}

/// The top-level keys or items of a document.
pub(super) fn read(text: &[u8]) -> Vec<Node> {
    let lines = text.split(|byte| *byte == b'\n').zip(0..).filter_map(|(line, number)| {
        let text = line.trim_ascii();
        let is_mark = text == b"---" || text == b"...";
        let indent = line.len() - line.trim_ascii_start().len();
        (!text.is_empty() && text.first() != Some(&b'#') && !is_mark).then_some(Line { number, indent, text })
    });
    let mut reader = Reader { lines: lines.take(MOST).collect(), at: 0 };
    reader.block(0, 0)
}

/// Whether a line is a key or an item.
pub(super) fn is_structure(line: &[u8]) -> bool {
    let text = line.trim_ascii();
    text.first() == Some(&b'#') || text.starts_with(b"- ") || text == b"---" || key(text).is_some()
}

struct Reader<'a> {
    lines: Vec<Line<'a>>,
    at: usize,
}

impl<'a> Reader<'a> {
    fn next(&self) -> Option<Line<'a>> {
        self.lines.get(self.at).copied()
    }

    /// Everything that is indented at least so far.
    fn block(&mut self, indent: usize, depth: usize) -> Vec<Node> {
        let mut found = Vec::new();
        while let Some(line) = self.next().filter(|line| line.indent >= indent) {
            let before = self.at;
            if let Some(rest) =
                line.text.strip_prefix(b"-").filter(|rest| rest.first().is_none_or(|next| *next == b' '))
            {
                found.push(self.item(line, rest, depth));
            } else {
                found.push(self.entry(line, depth));
            }
            if self.at == before {
                self.at += 1;
            }
        }
        found
    }

    /// `- value`, `- key: value` with the other keys below, or `- { … }`.
    fn item(&mut self, line: Line<'a>, rest: &'a [u8], depth: usize) -> Node {
        let inner = rest.trim_ascii_start();
        let indent = line.indent + line.text.len() - inner.len();
        let mut node = Node { line: line.number, ..Node::default() };
        if inner.is_empty() {
            self.at += 1;
            node.children = self.below(line.indent, depth);
        } else if key(inner).is_some() && !is_flow(inner) {
            // The item is a block of its own, which begins in the middle of this line.
            if let Some(here) = self.lines.get_mut(self.at) {
                *here = Line { indent, text: inner, ..line };
            }
            node.children = if depth < DEEPEST { self.block(indent, depth + 1) } else { self.passed(indent) };
        } else {
            self.at += 1;
            (node.value, node.children) = value(inner, line.number);
        }
        node
    }

    /// `key: value`, or a title, with what is indented further.
    fn entry(&mut self, line: Line<'a>, depth: usize) -> Node {
        self.at += 1;
        let Some((name, rest)) = key(line.text) else {
            let children = self.below(line.indent, depth);
            return Node { line: line.number, key: Some(line.text.to_vec()), value: None, children };
        };
        let mut node = Node { line: line.number, key: Some(name.to_vec()), ..Node::default() };
        let is_text = matches!(rest, [b'|' | b'>', ..]) && rest.len() <= 3;
        if is_text {
            self.passed(line.indent + 1);
            return node;
        }
        (node.value, node.children) = value(rest, line.number);
        node.children.extend(self.below(line.indent, depth));
        // The items of a list may stand as far out as its key.
        if node.children.is_empty() && node.value.is_none() {
            let is_item = |line: &Line<'_>| line.text.starts_with(b"- ") || line.text == b"-";
            while let Some(item) = self.next().filter(|next| next.indent == line.indent && is_item(next)) {
                let rest = item.text.get(1..).unwrap_or_default();
                node.children.push(self.item(item, rest, depth));
            }
        }
        node
    }

    fn below(&mut self, indent: usize, depth: usize) -> Vec<Node> {
        match self.next() {
            Some(next) if next.indent > indent && depth < DEEPEST => self.block(next.indent, depth + 1),
            Some(next) if next.indent > indent => self.passed(indent + 1),
            _ => Vec::new(),
        }
    }

    /// Goes on behind what is indented at least so far.
    fn passed(&mut self, indent: usize) -> Vec<Node> {
        while self.next().is_some_and(|line| line.indent >= indent) {
            self.at += 1;
        }
        Vec::new()
    }
}

/// The key of a line, without quotes, and what follows it.
fn key(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = (0..text.len().min(LONGEST_KEY))
        .find(|at| text.get(*at) == Some(&b':') && text.get(at + 1).is_none_or(u8::is_ascii_whitespace))?;
    let (name, rest) = text.split_at_checked(at)?;
    let name = match name {
        [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => inner,
        _ => name,
    };
    (!name.is_empty() && !name.contains(&b'{')).then_some((name, rest.get(1..).unwrap_or_default().trim_ascii()))
}

fn is_flow(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'{' | b'['))
}

fn value(text: &[u8], line: u64) -> (Option<Vec<u8>>, Vec<Node>) {
    if is_flow(text) {
        return json::flow(text, line);
    }
    let bare = match text.first() {
        Some(quote @ (b'"' | b'\'')) => {
            let inner = text.get(1..).unwrap_or_default();
            inner.iter().position(|byte| byte == quote).and_then(|end| inner.get(..end)).unwrap_or(inner)
        }
        _ => memchr::memmem::find(text, b" #").and_then(|end| text.get(..end)).unwrap_or(text).trim_ascii_end(),
    };
    ((!matches!(bare, b"" | b"null" | b"~")).then(|| bare.to_vec()), Vec::new())
}
