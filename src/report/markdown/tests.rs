#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::escape::{code, fenced, prose};
use super::markdown;
use crate::report::example::rejected;
use proptest::prelude::*;

#[test]
fn a_ticket_says_everything_in_order() {
    let written = markdown(&rejected());
    let order = [
        "# Root cause: The API key is rejected (api-key-rejected)\n\n**What happened:** The API key is rejected by `http://agent.corp:8126`.\n\n",
        "- application: `MyApp`\n- process: `1234`\n- written by: `shop-6f/app`\n- first record: `2026-01-01T00:00:00.000`\n",
        "- release: `3.20.0`\n",
        "- `DD_PROFILING_ENABLED`: `1`\n",
        "**Proof**\n\n`host1/DD-DotNet-Profiler-Native-MyApp-1234.log` line 17:\n\n```text\n[2026-01-01",
        "Http code: 403\n```\n\n**What to do**\n\nCheck the key that the Agent uses.\n\n```text\ndatadog-agent status\n```\n\nThen restart",
        "**Follows from it**\n\n- `FAIL` Profiles were not sent (`export-failed`): ",
        "**Also found**\n\n- `warn` This release",
        "**Steps**\n\n- `?` Log files",
        "- `FAIL` Profiles sent: `api-key-rejected` at `host1/",
        "**What would settle what is unknown**\n\n- file: native loader log, usually `/var/log",
        "- setting: `DD_TRACE_DEBUG=1`, then restart the process (for: Log files)\n",
        "**Files**\n\n- `host1/",
        "Made by profiler-doctor `0.1.0`, rules `dotnet-profiler` `0123456789abcdef`, asked: no profiles arrive.\n",
    ];
    let mut rest = written.as_str();
    for part in order {
        let (_, after) = rest.split_once(part).unwrap_or_else(|| unreachable!("no {part:?} in {rest}"));
        rest = after;
    }
}

#[test]
fn a_record_cannot_close_its_fence() {
    assert_eq!(fenced("a\n```\n````\n# b\n"), "`````text\na\n```\n````\n# b\n`````");
}

#[test]
fn a_name_cannot_leave_its_span() {
    assert_eq!(code("a`b``c"), "```a`b``c```");
    assert_eq!(code("`a"), "`` `a ``");
    assert_eq!(code("a\n\n# b"), "`a # b`");
}

#[test]
fn prose_stays_readable_and_harmless() {
    let cases = [
        (
            "The Agent's CPU/wall-time profile (all) of .NET is off.",
            "The Agent's CPU/wall-time profile (all) of .NET is off.",
        ),
        ("sent to http://h:8126/, twice", "sent to `http://h:8126/`, twice"),
        (
            "<img src=x> @team #12 **b** [a](b) www.x.org 3.51.1 GH-1 | :x:",
            "`<img` `src=x>` `@team` `#12` `**b**` `[a](b)` `www.x.org` `3.51.1` `GH-1` `|` `:x`:",
        ),
        ("# title\n- item", "`#` title `-` item"),
    ];
    for (text, written) in cases {
        assert_eq!(prose(text), written);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// With the code spans taken out nothing is left that any tracker reads as markup.
    #[test]
    fn outside_of_code_there_is_no_markup(text in "[-a-z`#@<>&*_\\[\\]()!|~+.:/\\\\\n 0-9\"]{0,60}") {
        let written = prose(&text);
        let mut left = String::new();
        let mut rest = written.as_str();
        while let Some(start) = rest.find('`') {
            left.push_str(&rest[..start]);
            let ticks = rest[start..].len() - rest[start..].trim_start_matches('`').len();
            let fence = "`".repeat(ticks);
            let inner = &rest[start + ticks..];
            let end = inner.match_indices(&fence).find(|(at, _)| {
                !inner[at + ticks..].starts_with('`') && !inner[..*at].ends_with('`')
            });
            prop_assert!(end.is_some(), "a span is not closed in {written}");
            rest = &inner[end.unwrap().0 + ticks..];
        }
        left.push_str(rest);
        prop_assert!(!left.contains(['#', '@', '<', '>', '&', '*', '_', '[', ']', '|', '~', '+', '\\', '\n']), "{left}");
    }
}
