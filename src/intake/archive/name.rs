//! Names of members. They are only names: nothing is ever written anywhere.

/// Longest name, in characters.
const LONGEST: usize = 500;

/// A name with `/`, without anything that leads out of the archive, and bounded.
pub(super) fn tidy(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw).replace('\\', "/");
    let is_drive = |part: &&str| part.len() == 2 && part.ends_with(':');
    let parts = text.split('/').filter(|part| !["", ".", ".."].contains(part) && !is_drive(part));
    let joined = parts.collect::<Vec<_>>().join("/");
    let name: String =
        joined.chars().take(LONGEST).map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect();
    if name.is_empty() { "member".to_owned() } else { name }
}

/// Where a link leads to, seen from the top of the archive; a path that leaves it keeps its `..` or `/`.
pub(super) fn beside(link: &str, target: &[u8]) -> String {
    let target = String::from_utf8_lossy(target).replace('\\', "/");
    if target.starts_with('/') {
        return target;
    }
    let mut parts: Vec<&str> = link.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// Whether a member is a folder, which holds nothing.
pub(super) fn is_folder(raw: &[u8]) -> bool {
    raw.ends_with(b"/") || raw.ends_with(b"\\")
}

/// The name of what a gzip holds.
#[must_use]
pub fn without_packing(name: &str) -> &str {
    let cut = name.len().saturating_sub(3);
    match name.split_at_checked(cut) {
        Some((plain, end)) if !plain.is_empty() && end.eq_ignore_ascii_case(".gz") => plain,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leads_out() {
        let names: [(&[u8], &str); 6] = [
            (b"host1/a.log", "host1/a.log"),
            (b"..\\..\\Windows\\a.log", "Windows/a.log"),
            (b"/etc/./passwd", "etc/passwd"),
            (b"C:\\logs\\a.log", "logs/a.log"),
            (b"a\nb\xff.log", "a\u{fffd}b\u{fffd}.log"),
            (b"../..", "member"),
        ];
        for (raw, expected) in names {
            assert_eq!(tidy(raw), expected);
        }
    }

    #[test]
    fn a_link_leads_from_where_it_lies() {
        let leads = |link, target: &str| beside(link, target.as_bytes());
        assert_eq!(leads("a/b/x.log", "../c/y.log"), "a/c/y.log");
        assert_eq!(leads("x.log", "./y.log"), "y.log");
        assert_eq!(leads("a/x.log", "../../y.log"), "../y.log");
        assert_eq!(leads("x.log", "/var/log/y.log"), "/var/log/y.log");
    }

    #[test]
    fn only_the_ending_of_the_packing_goes() {
        assert_eq!(["a.log.GZ", "a.log", ".gz", "é"].map(without_packing), ["a.log", "a.log", ".gz", "é"]);
    }
}
