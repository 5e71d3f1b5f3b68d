//! What browsers and file managers add to the name of a second copy.

/// `x (1).log`, `x - Copy.log`, `x - Copy (2).log`, `x copy.log` and `Copy of x.log` as `x.log`.
pub(super) fn original(file: &str) -> String {
    // Forms that take no logs take texts.
    let lower = file.to_ascii_lowercase();
    let file = if lower.ends_with(".log.txt") { file.get(..file.len() - 4).unwrap_or(file) } else { file };
    let (stem, ending) =
        file.rsplit_once('.').map_or((file, ""), |(stem, _)| (stem, file.get(stem.len()..).unwrap_or("")));
    let mut stem = stem.strip_prefix("Copy of ").unwrap_or(stem);
    while let Some(shorter) = without_mark(stem) {
        stem = shorter;
    }
    format!("{stem}{ending}")
}

fn without_mark(stem: &str) -> Option<&str> {
    let shorter =
        without_number(stem).or_else(|| stem.strip_suffix(" - Copy")).or_else(|| stem.strip_suffix(" copy"))?;
    (!shorter.is_empty()).then_some(shorter)
}

/// ` (12)` at the end, with or without the blank.
fn without_number(stem: &str) -> Option<&str> {
    let (before, number) = stem.strip_suffix(')')?.rsplit_once('(')?;
    let is_number = !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| before.trim_end())
}

#[cfg(test)]
mod tests {
    use super::original;

    #[test]
    fn a_copy_is_known_by_its_name() {
        for name in [
            "x-7 (1).log",
            "x-7(2).log",
            "x-7 - Copy.log",
            "x-7 - Copy (2).log",
            "Copy of x-7.log",
            "x-7 copy.log",
            "x-7.log",
        ] {
            assert_eq!(original(name), "x-7.log");
        }
        assert_eq!((original("x-7.log.txt"), original("x.1.LOG.TXT")), ("x-7.log".into(), "x.1.LOG".into()));
        for name in ["(1).log", "x (a).log", "x(1234).log", "copy.log", "x", ""] {
            assert_eq!(original(name), name);
        }
    }
}
