//! Breaking text into lines.

/// Words filled into lines of at most `width` letters; every line of the text starts a new one.
/// A word that is longer is broken.
pub(super) fn prose(text: &str, width: usize) -> Vec<String> {
    text.lines().flat_map(|line| filled(line, width)).collect()
}

fn filled(line: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_whitespace().flat_map(|word| pieces(word, width)) {
        let Some(current) = lines.last_mut() else { break };
        let needed = current.chars().count() + 1 + word.chars().count();
        if current.is_empty() {
            current.push_str(&word);
        } else if needed <= width {
            current.push(' ');
            current.push_str(&word);
        } else {
            lines.push(word);
        }
    }
    lines
}

/// A record as it stands, blanks kept, broken where it is longer than `width`.
pub(super) fn record(text: &str, width: usize) -> Vec<String> {
    text.lines().flat_map(|line| pieces(&line.replace('\t', "    "), width)).collect()
}

fn pieces(text: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return vec![String::new()];
    }
    letters.chunks(width.max(1)).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_lines_and_breaks_long_words() {
        assert_eq!(prose("a bb ccc dddddddd\n\ne", 5), ["a bb", "ccc", "ddddd", "ddd", "", "e"]);
    }

    #[test]
    fn a_record_keeps_its_blanks() {
        assert_eq!(record("a  b c\n  at x\n\td", 5), ["a  b ", "c", "  at ", "x", "    d"]);
    }

    #[test]
    fn letters_count_and_not_bytes() {
        assert_eq!(prose("éééé éééé", 4), ["éééé", "éééé"]);
    }
}
