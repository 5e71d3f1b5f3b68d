//! What the ids of the contract are called when people read them. An id from a newer pack is its
//! own name. The same words as in the pack, so that a report needs no pack; a test compares them.

use crate::diagnosis::{Fact, Facts, Need, Symptom, Verdict};

/// At most six letters, so that verdicts line up.
#[must_use]
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "ok",
        Verdict::Fail => "FAIL",
        Verdict::Warn => "warn",
        Verdict::Info => "info",
        Verdict::Unknown => "?",
        Verdict::NotApplicable => "-",
    }
}

/// What the user suffers from.
#[must_use]
pub fn symptom(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::MissingProfiles => "no profiles arrive",
        Symptom::MissingCpuWall => "CPU or wall-time profiles are missing",
        Symptom::Overhead => "the profiler costs too much",
        Symptom::Hang => "the application hangs",
    }
}

/// A step of the flow.
#[must_use]
pub fn step(id: &str) -> &str {
    match id {
        "files" => "Log files",
        "agent" => "Datadog Agent",
        "attached" => "Attached",
        "loaded" => "Profiler loaded",
        "enabled" => "Profiling enabled",
        "started" => "Profiler started",
        "export" => "Profiles sent",
        "cpu-wall" => "CPU and wall time",
        "other-types" => "Other profile types",
        "hang" => "Hanging application",
        "overhead" => "Overhead",
        "ticket" => "Support ticket",
        other => other,
    }
}

/// What a source can be.
#[must_use]
pub fn artifact(id: &str) -> &str {
    match id {
        "loader-log" => "native loader log",
        "profiler-log" => "profiler log",
        "tracer-native-log" => "native tracer log",
        "tracer-loader-log" => "managed loader log",
        "tracer-managed-log" => "managed tracer log",
        "check-output" => "output of dd-dotnet check",
        "gdb-dump" => "stacks of all threads from gdb",
        "environment" => "environment variables of a process",
        "app-settings" => "application settings",
        "agent-diagnosis" => "output of datadog-agent diagnose",
        "settings-file" => "configuration of the Datadog Agent",
        "agent-log" => "log of the Datadog Agent",
        "agent-status" => "output of datadog-agent status",
        "pod-description" => "state of containers",
        "container-list" => "list of containers",
        "deployment-file" => "deployment file",
        "project-file" => "project file",
        "image-file" => "Dockerfile",
        "windows-events" => "Windows event log",
        "crash-text" => "messages of the kernel about crashes",
        "console" => "console output",
        "unknown" => "not a known kind of file",
        other => other,
    }
}

/// A question to the user.
#[must_use]
pub fn question(id: &str) -> &str {
    match id {
        "agent-running" => "Is the Datadog Agent installed and running where the application sends its profiles?",
        "files-copied-at" => "When were the files copied, by the clock of that host?",
        "process-still-running" => "Was the process still running when the files were copied?",
        "install-method" => "How was Datadog set up for this application?",
        "platform" => "Which operating system, runtime and kind of application is it?",
        "setting-value" => "Which value has DD_PROFILING_ENABLED for this process?",
        other => other,
    }
}

/// One thing that would settle an open step, without the place where a file lies.
#[must_use]
pub fn need(need: &Need) -> String {
    match need {
        Need::Artifact { artifact: id, .. } => format!("file: {}", artifact(id)),
        Need::Setting { setting } => format!("setting: {setting}, then restart the process"),
        Need::Question { question: id } => format!("question: {}", question(id)),
    }
}

/// How many lines.
#[must_use]
pub fn lines(count: u64) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

/// A fact in a few words; nothing where it is not known.
#[must_use]
pub fn fact(fact: &Fact<String>) -> Option<String> {
    match (&fact.value, &fact.at_least, &fact.before) {
        (Some(value), _, _) => Some(value.clone()),
        (None, Some(at_least), Some(before)) => Some(format!("at least {at_least}, before {before}")),
        (None, Some(at_least), None) => Some(format!("at least {at_least}")),
        (None, None, Some(before)) => Some(format!("before {before}")),
        (None, None, None) => None,
    }
}

/// The known facts but the settings, with their names.
#[must_use]
pub fn facts(facts: &Facts<String>) -> Vec<(&'static str, String)> {
    [
        ("release", &facts.release),
        ("os", &facts.os),
        ("architecture", &facts.arch),
        ("runtime", &facts.runtime),
        ("debug", &facts.debug),
        ("install", &facts.install),
    ]
    .into_iter()
    .filter_map(|(name, known)| Some((name, fact(known)?)))
    .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_unknown_id_is_its_own_name() {
        assert_eq!([step("x"), artifact("x"), question("x")], ["x"; 3]);
    }

    #[test]
    fn the_pack_says_the_same() {
        let pack = crate::pack::Pack::builtin().unwrap();
        for known in &pack.steps {
            assert_eq!(step(&known.id), known.title);
        }
        for known in &pack.artifacts {
            assert_eq!(artifact(&known.id), known.title);
        }
        for known in &pack.questions {
            assert_eq!(question(&known.id), known.asks);
        }
    }

    #[test]
    fn a_bounded_release_names_its_limits() {
        let bounded = Fact { at_least: Some("3.28.0".into()), before: Some("3.34.0".into()), ..Fact::unknown() };
        assert_eq!(fact(&bounded).as_deref(), Some("at least 3.28.0, before 3.34.0"));
        assert_eq!(fact(&Fact::unknown()), None);
    }
}
