//! What somebody may have meant.

/// The known word with the fewest changed letters, if they are few.
pub(super) fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let most = word.chars().count() / 3 + 1;
    known
        .into_iter()
        .map(|known| (distance(word, known), known))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// ` Did you mean …?`, or nothing.
pub(super) fn hint<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> String {
    nearest(word, known).map(|known| format!(" Did you mean {known}?")).unwrap_or_default()
}

/// Letters to insert, delete or replace.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(60).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (count, letter) in one.chars().take(60).enumerate() {
        let mut diagonal = count;
        let mut left = count + 1;
        let mut next = vec![left];
        for (above, known) in row.iter().skip(1).zip(&other) {
            left = (diagonal + usize::from(letter != *known)).min(left + 1).min(above + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_changes() {
        assert_eq!(
            [distance("", "abc"), distance("abc", "abc"), distance("kitten", "sitting"), distance("ab", "ba")],
            [3, 0, 3, 2]
        );
    }

    #[test]
    fn only_what_is_near_is_meant() {
        let known = ["--format", "--symptom", "--redact"];
        assert_eq!(nearest("--fromat", known), Some("--format"));
        assert_eq!(nearest("--redcat", known), Some("--redact"));
        assert_eq!(nearest("--xyzzy", known), None);
    }
}
