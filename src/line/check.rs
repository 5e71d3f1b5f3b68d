//! The output of `dd-dotnet check`: one result per ` [FAILURE]: ` and the like, wrapped at 80 columns anywhere
//! (observed, 3.51.1).

use super::Header;
use crate::pack::Level;

/// Marks of a result, with the level that they stand for.
const MARKS: [(&[u8], Level); 4] = [
    (b" [FAILURE]: ", Level::Error),
    (b" [WARNING]: ", Level::Warning),
    (b" [SUCCESS]: ", Level::Info),
    (b" [INFO]: ", Level::Info),
];
/// How lines begin that have no mark and do not go on with the one before. Releases before 2.42 had no marks at all.
const OTHERS: [&[u8]; 26] = [
    b"----",
    b"Running checks",
    b"Process name",
    b"Target process",
    b"The target process",
    b"Detected agent ",
    b"Connecting to Agent ",
    b"Connected successfully",
    b"No Agent URL",
    b"Error connecting to Agent",
    b"Agent replied",
    b"Could not ",
    b"Cannot detect ",
    b"Fetching IIS ",
    b"Inspecting worker process",
    b"Detected ASP.NET Core",
    b"Found ASP.NET Core",
    b"Found Datadog.Trace",
    b"No worker process",
    b"No issue found",
    b"The application pool",
    b"Profiler is not loaded",
    b"Tracer is not loaded",
    b"The native ",
    b"The environment variable ",
    b"The registry key ",
];

/// A word that does not fit into a line is longer than this.
const LONG: usize = 60;

/// Reads the beginning of a line; other lines go on with the one before.
pub(super) fn parse(line: &[u8]) -> Option<Header> {
    for (mark, level) in MARKS {
        if line.starts_with(mark) {
            return Some(Header { level, body: mark.len(), ..Header::default() });
        }
    }
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_numbered = (1..=2).contains(&digits) && line.get(digits..).is_some_and(|rest| rest.starts_with(b". "));
    let is_other = line.trim_ascii().is_empty() || OTHERS.iter().any(|start| line.starts_with(start));
    let pid = line.strip_prefix(b"Running checks on process ").and_then(number);
    (is_numbered || is_other).then(|| Header { pid, ..Header::default() })
}

fn number(text: &[u8]) -> Option<u32> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

/// A result as it was before it was wrapped: a break within a long word takes nothing away, one between words took a
/// blank or left it at the end of the line.
pub(super) fn unwrapped(text: &[u8]) -> Vec<u8> {
    let mut whole: Vec<u8> = Vec::with_capacity(text.len());
    let mut within_word = true;
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !within_word && whole.last() != Some(&b' ') {
            whole.push(b' ');
        }
        whole.extend_from_slice(line);
        within_word = line.len() >= LONG && !line.contains(&b' ');
    }
    whole
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_result_begins_with_its_mark() {
        let header = parse(b" [FAILURE]: The environment variable").unwrap();
        assert_eq!((header.level, header.body), (Level::Error, 12));
        assert_eq!(parse(b"Running checks on process 21744").unwrap().pid, Some(21744));
        assert!(parse(b"10. Checking").is_some() && parse(b"").is_some());
        assert!(parse(b"Detected agent version 7.48.0").is_some() && parse(b"Tracer is not loaded into the").is_some());
        assert!(parse(b"found correctly.").is_none() && parse(b"1.5 is a number").is_none());
    }

    #[test]
    fn wrapped_text_becomes_whole() {
        let url = "https://example.org/".to_owned() + &"a".repeat(60);
        let wrapped = format!("set to 0, which\ndisables it. No \ndata\n{url}\n=c#d e\nend");
        let whole = format!("set to 0, which disables it. No data {url}=c#d e end");
        assert_eq!(unwrapped(wrapped.as_bytes()), whole.as_bytes());
    }
}
