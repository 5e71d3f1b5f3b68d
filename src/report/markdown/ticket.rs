//! What Datadog support asks for besides the logs, filled in from them, and asked for where they do not say it.

use super::super::outline::Outline;
use super::super::words;
use super::escape::{code, prose};
use crate::diagnosis::{Diagnosis, Fact};

/// The list of the official page, with the answers of the user.
pub(super) fn list(diagnosis: &Diagnosis<String>, outline: &Outline<'_>) -> String {
    let facts = &outline.run.facts;
    let known = |fact: &Fact<String>, ask: &str| words::fact(fact).map_or_else(|| ask.to_owned(), |fact| code(&fact));
    let in_iis = outline.run.sources.iter().any(|source| source.to_ascii_lowercase().contains("w3wp"));
    let kind =
        if in_iis { "a web application in IIS" } else { "*please add, for example a web application in a container*" };
    let mut lines = vec![
        format!("- Operating system: {}", known(&facts.os, "*please add, for example Ubuntu 24.04*")),
        format!("- Runtime: {}", known(&facts.runtime, "*please add, for example .NET 8*")),
        format!(
            "- Kind of application: {}",
            diagnosis.answers.get("platform").map_or_else(|| kind.to_owned(), |said| code(said))
        ),
        format!("- Release of the tracer: {}", known(&facts.release, "*please add*")),
    ];
    let others = diagnosis.answers.iter().filter(|(id, _)| *id != "platform");
    lines.extend(others.map(|(id, said)| format!("- {} {}", prose(words::question(id)), code(said))));
    lines.push("- Attach the whole log folder, with debug logs (`DD_TRACE_DEBUG=1`).".to_owned());
    lines.join("\n")
}
