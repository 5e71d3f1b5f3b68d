//! A diagnosis made by hand, for the tests of the reports and of the link.

use crate::diagnosis::{
    Capture, Diagnosis, Evidence, Fact, Facts, Finding, Need, Run, SCHEMA, Source, Step, Symptom, Tool, Unknown,
    Verdict,
};
use std::collections::BTreeMap;

pub(crate) const LOG: &str = "host1/DD-DotNet-Profiler-Native-MyApp-1234.log";

pub(crate) fn known(value: &str) -> Fact<String> {
    Fact { value: Some(value.into()), how: Some(format!("{LOG}:2")), ..Fact::unknown() }
}

pub(crate) fn finding(id: &str, verdict: Verdict, title: &str) -> Finding<String> {
    Finding {
        id: id.into(),
        verdict,
        title: title.into(),
        affects: vec!["all".into()],
        says: format!("{title} by http://agent.corp:8126."),
        explains: Vec::new(),
        evidence: Vec::new(),
        remedy: String::new(),
        needs: Vec::new(),
    }
}

/// One run whose API key is rejected.
pub(crate) fn rejected() -> Diagnosis<String> {
    Diagnosis {
        schema: SCHEMA,
        tool: Tool {
            name: "profiler-doctor".into(),
            version: "0.1.0".into(),
            pack: "dotnet-profiler".into(),
            pack_hash: "0123456789abcdef".into(),
        },
        symptom: Symptom::MissingProfiles,
        redacted: false,
        capture: Capture {
            root_cause: Some("api-key-rejected".into()),
            run: Some("r1".into()),
            unread: Vec::new(),
            notices: Vec::new(),
        },
        answers: BTreeMap::new(),
        sources: vec![Source {
            name: LOG.into(),
            artifact: "profiler-log".into(),
            bytes: 2048,
            lines: 20,
            notices: vec!["The last line is cut off.".into()],
        }],
        runs: vec![run()],
    }
}

fn run() -> Run<String> {
    let mut cause = finding("api-key-rejected", Verdict::Fail, "The API key is rejected");
    cause.explains = vec!["export-failed".into()];
    cause.remedy = "Check the key that the Agent uses.\n\n    datadog-agent status\n\nThen restart the Agent.".into();
    cause.evidence = vec![Evidence {
        source: LOG.into(),
        line: 17,
        text: "[2026-01-01 00:00:00.000 | error | PId: 1234 | TId: 7] Failed to send profile. Http code: 403".into(),
    }];
    let mut loaded = finding("profiler-loaded", Verdict::Pass, "The profiler is loaded");
    loaded.evidence = vec![Evidence { source: LOG.into(), line: 3, text: "loaded".into() }];
    Run {
        id: "r1".into(),
        pid: Some(1234),
        app: Some("MyApp".into()),
        writer: Some("shop-6f/app".into()),
        sources: vec![LOG.into()],
        first: Some("2026-01-01T00:00:00.000".into()),
        last: Some("2026-01-01T00:10:00.000".into()),
        facts: Facts {
            release: known("3.20.0"),
            os: known("linux"),
            arch: Fact::unknown(),
            runtime: known(".NET 10.0"),
            debug: known("on"),
            install: Fact::unknown(),
            utc_offset: Fact::unknown(),
            settings: BTreeMap::from([
                ("DD_PROFILING_ENABLED".into(), known("1")),
                ("DD_SERVICE".into(), known("shop-api")),
            ]),
        },
        root_cause: Some("api-key-rejected".into()),
        findings: vec![
            cause,
            loaded,
            finding("unrecognised-trouble", Verdict::Unknown, "A warning that is not known"),
            finding("known-bad-release", Verdict::Warn, "This release has a known fault"),
            finding("export-failed", Verdict::Fail, "Profiles were not sent"),
        ],
        steps: vec![
            Step { id: "files".into(), verdict: Verdict::Unknown, findings: Vec::new() },
            Step { id: "loaded".into(), verdict: Verdict::Pass, findings: vec!["profiler-loaded".into()] },
            Step { id: "export".into(), verdict: Verdict::Fail, findings: vec!["api-key-rejected".into()] },
        ],
        unknowns: vec![Unknown {
            step: "files".into(),
            needs: vec![
                Need::Artifact {
                    artifact: "loader-log".into(),
                    path_hint: "/var/log/datadog/dotnet/dotnet-native-loader-*.log".into(),
                },
                Need::Setting { setting: "DD_TRACE_DEBUG=1".into() },
                Need::Question { question: "agent-running".into() },
            ],
        }],
        next: None,
        unknown_messages: Vec::new(),
        rules: Vec::new(),
        conditions: Vec::new(),
    }
}
