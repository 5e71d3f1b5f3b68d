//! On which host a run was, as far as the folders tell: those of several hosts lie beside each other, and those of one host
//! at several times do, too.

/// Parts of names that say when something was copied, and not where.
const TIMES: [&str; 26] = [
    "today",
    "yesterday",
    "before",
    "after",
    "old",
    "new",
    "older",
    "newer",
    "previous",
    "latest",
    "current",
    "now",
    "earlier",
    "later",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "am",
    "pm",
    "morning",
    "evening",
    "night",
];

/// Beginnings of the longer names of days and months.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The folder without what tells only the time: runs with the same one were on one host.
pub(super) fn of(folder: &str) -> String {
    let parts = folder.split('/').map(without_time).filter(|part| !part.is_empty());
    parts.collect::<Vec<String>>().join("/")
}

/// A name of a folder without dates, times and words for them.
fn without_time(name: &str) -> String {
    let words = name.split(['-', '_', '.', ' ', ',', '(', ')', '+', ':', '@']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let has_date = is_date(&words);
    let keeps = |word: &&str| {
        let lower = word.to_ascii_lowercase();
        let is_time = TIMES.contains(&lower.as_str()) || DAYS.contains(&lower.as_str()) || is_stamp(&lower);
        !(is_time || has_date && lower.bytes().all(|byte| byte.is_ascii_digit()))
    };
    words.into_iter().filter(keeps).collect::<Vec<&str>>().join("-")
}

/// Whether a year stands among the words, with a month and a day before or behind it.
fn is_date(words: &[&str]) -> bool {
    let number = |word: Option<&&str>| word.and_then(|word| word.parse::<u32>().ok());
    let is_small = |word: Option<&&str>| number(word).is_some_and(|number| (1..=31).contains(&number));
    words.iter().enumerate().any(|(at, word)| {
        let is_year = word.len() == 4 && number(Some(word)).is_some_and(|year| (2000..2100).contains(&year));
        let before = at >= 2 && is_small(words.get(at - 1)) && is_small(words.get(at - 2));
        let behind = is_small(words.get(at + 1)) && is_small(words.get(at + 2));
        is_year && (before || behind)
    })
}

/// `20260131`, `20260131t1015`, `1015z`.
fn is_stamp(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.get(digits..).unwrap_or_default();
    let is_year = word.starts_with("20") && digits >= 8;
    is_year && (rest.is_empty() || rest.starts_with('t'))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn folders_of_one_host_at_several_times_are_one() {
        for (one, other) in [
            ("mon", "tue"),
            ("logs/2026-01-31", "logs/2026-02-01"),
            ("web-1_20260131T101500", "web-1_20260201T090000"),
            ("before", "after"),
            ("web1/old", "web1/new"),
            ("logs 31.01.2026", "logs 01.02.2026"),
            ("Tuesday", ""),
        ] {
            assert_eq!(of(one), of(other), "{one}, {other}");
        }
        for (one, other) in
            [("host-a", "host-b"), ("web-1", "web-2"), ("pod-7f9c-12", "pod-7f9c-13"), ("10.0.0.1", "10.0.0.2")]
        {
            assert_ne!(of(one), of(other), "{one}, {other}");
        }
    }
}
