//! The boundary: log text leaves a diagnosis under a policy.

use super::{Capture, Diagnosis, Evidence, Fact, Facts, Finding, Run, Source, UnknownMessage, Unread};
use crate::redact::{redact, redact_setting};
use crate::text::{LogText, Policy};

impl Diagnosis<LogText> {
    /// The boundary: every piece of log text leaves under `policy`.
    #[must_use]
    pub fn publish(&self, policy: Policy) -> Diagnosis<String> {
        let published = self.map(&local);
        match policy {
            Policy::Local => published,
            Policy::Shared => published.redact(),
        }
    }
}

impl Run<LogText> {
    /// How many bytes it takes in the document.
    #[must_use]
    pub fn size(&self) -> usize {
        // The document indents a run by four blanks more.
        size(&self.map(&local), 4)
    }
}

impl Source<LogText> {
    /// How many bytes it takes in the document.
    #[must_use]
    pub fn size(&self) -> usize {
        size(&self.map(&local), 4)
    }
}

fn local(text: &LogText) -> String {
    text.publish(Policy::Local)
}

fn size<T: serde::Serialize>(value: &T, indent: usize) -> usize {
    // Nothing in a result has keys that are no strings.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.len() + indent * (1 + memchr::memchr_iter(b'\n', text.as_bytes()).count())
}

impl Diagnosis<String> {
    /// The same result with everything private taken out.
    #[must_use]
    pub fn redact(&self) -> Self {
        let mut redacted = self.map(&|text| redact(text));
        let of_sources = redacted.sources.iter_mut().flat_map(|source| &mut source.notices);
        let of_capture = redacted.capture.unread.iter_mut().map(|unread| &mut unread.why);
        for notice in of_sources.chain(of_capture).chain(&mut redacted.capture.notices) {
            *notice = redact(notice);
        }
        for (run, original) in redacted.runs.iter_mut().zip(&self.runs) {
            // It may be the name of a host, and nothing in it says so.
            run.writer = None;
            for (name, fact) in &original.facts.settings {
                let Some(mut known) = run.facts.settings.remove(name) else { continue };
                known.value = fact.value.as_ref().map(|value| redact_setting(name, value));
                run.facts.settings.insert(redact(name), known);
            }
        }
        redacted.redacted = true;
        redacted
    }
}

impl<T> Diagnosis<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Diagnosis<U> {
        Diagnosis {
            schema: self.schema,
            tool: self.tool.clone(),
            symptom: self.symptom,
            redacted: self.redacted,
            capture: self.capture.map(f),
            answers: self.answers.iter().map(|(id, value)| (id.clone(), f(value))).collect(),
            sources: self.sources.iter().map(|source| source.map(f)).collect(),
            runs: self.runs.iter().map(|run| run.map(f)).collect(),
        }
    }
}

impl<T> Capture<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Capture<U> {
        Capture {
            root_cause: self.root_cause.clone(),
            run: self.run.clone(),
            unread: self.unread.iter().map(|it| Unread { name: f(&it.name), why: it.why.clone() }).collect(),
            notices: self.notices.clone(),
        }
    }
}

impl<T> Source<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Source<U> {
        Source {
            name: f(&self.name),
            artifact: self.artifact.clone(),
            bytes: self.bytes,
            lines: self.lines,
            notices: self.notices.clone(),
        }
    }
}

impl<T> Run<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Run<U> {
        Run {
            id: self.id.clone(),
            pid: self.pid,
            app: self.app.as_ref().map(f),
            writer: self.writer.as_ref().map(f),
            sources: self.sources.iter().map(f).collect(),
            first: self.first.clone(),
            last: self.last.clone(),
            facts: self.facts.map(f),
            root_cause: self.root_cause.clone(),
            findings: self.findings.iter().map(|finding| finding.map(f)).collect(),
            steps: self.steps.clone(),
            unknowns: self.unknowns.clone(),
            next: self.next.clone(),
            unknown_messages: self.unknown_messages.iter().map(|unknown| unknown.map(f)).collect(),
            rules: self.rules.iter().map(|judged| judged.map(f)).collect(),
            conditions: self.conditions.iter().map(|judged| judged.map(f)).collect(),
        }
    }
}

impl<T> Facts<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Facts<U> {
        Facts {
            release: self.release.map(f),
            os: self.os.map(f),
            arch: self.arch.map(f),
            runtime: self.runtime.map(f),
            debug: self.debug.map(f),
            install: self.install.map(f),
            utc_offset: self.utc_offset.map(f),
            settings: self.settings.iter().map(|(name, fact)| (name.clone(), fact.map(f))).collect(),
        }
    }
}

impl<T> Fact<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Fact<U> {
        Fact {
            value: self.value.as_ref().map(f),
            at_least: self.at_least.clone(),
            before: self.before.clone(),
            how: self.how.as_ref().map(f),
        }
    }
}

impl<T> Finding<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Finding<U> {
        Finding {
            id: self.id.clone(),
            verdict: self.verdict,
            title: self.title.clone(),
            affects: self.affects.clone(),
            says: f(&self.says),
            explains: self.explains.clone(),
            evidence: self.evidence.iter().map(|evidence| evidence.map(f)).collect(),
            remedy: self.remedy.clone(),
            needs: self.needs.clone(),
        }
    }
}

impl<T> UnknownMessage<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> UnknownMessage<U> {
        UnknownMessage {
            count: self.count,
            first: self.first.map(f),
            last_source: f(&self.last_source),
            last_line: self.last_line,
        }
    }
}

impl<T> Evidence<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Evidence<U> {
        Evidence { source: f(&self.source), line: self.line, text: f(&self.text) }
    }
}
