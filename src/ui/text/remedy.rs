//! A remedy as prose and lines to be copied.

/// A remedy in pieces: prose, and lines to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Prose(String),
    /// Lines to be copied together.
    Copy(String),
}

/// Cuts a remedy where lines that start with four blanks begin and end.
#[must_use]
pub fn pieces(remedy: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut joined = false;
    for line in remedy.lines() {
        if line.trim().is_empty() {
            joined = false;
            continue;
        }
        match (line.strip_prefix("    "), pieces.last_mut()) {
            (Some(code), Some(Piece::Copy(text))) if joined => push(text, '\n', code),
            (None, Some(Piece::Prose(text))) if joined => push(text, ' ', line.trim()),
            (Some(code), _) => pieces.push(Piece::Copy(code.to_owned())),
            (None, _) => pieces.push(Piece::Prose(line.trim().to_owned())),
        }
        joined = true;
    }
    pieces
}

fn push(text: &mut String, between: char, more: &str) {
    text.push(between);
    text.push_str(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remedy_falls_into_prose_and_lines_to_copy() {
        let remedy = "Set the variable\nfor the service:\n    A=1\n    B=2\n\nThen restart it.";
        let expected = [
            Piece::Prose("Set the variable for the service:".into()),
            Piece::Copy("A=1\nB=2".into()),
            Piece::Prose("Then restart it.".into()),
        ];
        assert_eq!(pieces(remedy), expected);
    }

    #[test]
    fn blocks_apart_stay_apart() {
        assert_eq!(pieces("    A=1\n\n    B=2"), [Piece::Copy("A=1".into()), Piece::Copy("B=2".into())]);
    }
}
