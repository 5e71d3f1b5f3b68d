//! For a terminal at three in the morning: the cause first, then the proof, then what to do.

use super::outline::Outline;
use super::{words, wrap};
use crate::diagnosis::{Diagnosis, Evidence, Finding, IN_ORDER, Need, Source};
use crate::text::visible;
use std::collections::BTreeSet;

const WIDTH: usize = 100;
/// Lines of one record that are shown; the JSON has all.
const RECORD_LINES: usize = 8;
/// Sources that are listed; the JSON has all.
const SOURCES: usize = 20;

/// Plain text of at most 100 columns (but for lines that are to be copied), without colour.
#[must_use]
pub fn text(diagnosis: &Diagnosis<String>) -> String {
    let mut page = Page::default();
    let runs = Outline::all(diagnosis);
    if runs.len() > 1 || !diagnosis.capture.unread.is_empty() {
        page.prose(0, &Outline::verdict(diagnosis));
    }
    page.gaps(diagnosis);
    for (number, run) in runs.iter().enumerate() {
        page.run(run, number + 1, runs.len());
    }
    page.sources(&diagnosis.sources);
    let tool = &diagnosis.tool;
    page.gap();
    page.prose(
        0,
        &format!(
            "{} {}, rules {} {}, asked: {}.",
            tool.name,
            tool.version,
            tool.pack,
            tool.pack_hash,
            words::symptom(diagnosis.symptom)
        ),
    );
    page.written
}

#[derive(Default)]
struct Page {
    written: String,
    /// Remedies and needs that were given, so that a loop of crashes does not repeat them.
    said: BTreeSet<String>,
}

impl Page {
    fn line(&mut self, indent: usize, line: &str) {
        if !line.is_empty() {
            self.written.extend(std::iter::repeat_n(' ', indent));
            self.written.push_str(line);
        }
        self.written.push('\n');
    }

    fn gap(&mut self) {
        if !self.written.is_empty() && !self.written.ends_with("\n\n") {
            self.written.push('\n');
        }
    }

    fn section(&mut self, title: &str) {
        self.gap();
        self.line(2, title);
    }

    fn prose(&mut self, indent: usize, text: &str) {
        for line in wrap::prose(&visible(text), WIDTH - indent) {
            self.line(indent, &line);
        }
    }

    /// Like prose, but what follows the mark is aligned.
    fn marked(&mut self, indent: usize, mark: &str, text: &str) {
        let inner = indent + mark.chars().count();
        for (number, line) in wrap::prose(&visible(text), WIDTH - inner).into_iter().enumerate() {
            if number == 0 { self.line(indent, &format!("{mark}{line}")) } else { self.line(inner, &line) }
        }
    }

    fn gaps(&mut self, diagnosis: &Diagnosis<String>) {
        let (unread, notices) = Outline::gaps(diagnosis);
        if !unread.is_empty() {
            self.section("Not read");
        }
        for (name, why) in unread {
            self.marked(4, "! ", &format!("{name}: {why}"));
        }
        if !notices.is_empty() {
            self.gap();
        }
        for notice in notices {
            self.marked(2, "! ", &notice);
        }
    }

    fn run(&mut self, outline: &Outline<'_>, number: usize, of: usize) {
        self.gap();
        if of > 1 {
            let title = visible(&format!("Run {number} of {of}: {}", outline.name()));
            self.prose(0, &title);
            self.line(0, &"-".repeat(title.chars().count().min(WIDTH)));
        }
        self.prose(0, &outline.headline());
        self.circumstances(outline, of == 1);
        if let Some(cause) = outline.cause {
            self.gap();
            self.prose(2, &cause.says);
        }
        let proof = outline.proof();
        if !proof.is_empty() {
            self.section("Proof");
            self.evidence(4, &proof);
        }
        if let Some(cause) = outline.cause.filter(|cause| !cause.remedy.is_empty()) {
            self.section("What to do");
            self.remedy(&outline.remedy(cause));
        }
        self.findings("Follows from it", &outline.consequences);
        self.findings("Also found", &outline.others);
        self.steps(outline);
        self.unknowns(outline);
    }

    fn circumstances(&mut self, outline: &Outline<'_>, named: bool) {
        let run = outline.run;
        let mut known = Vec::new();
        if named && (run.pid.is_some() || run.app.is_some() || run.writer.is_some()) {
            known.push(outline.name());
        }
        if let (Some(first), Some(last)) = (&run.first, &run.last) {
            known.push(format!("{first} to {last}"));
        }
        known.extend(words::facts(&run.facts).into_iter().map(|(name, value)| format!("{name} {value}")));
        if !known.is_empty() {
            self.prose(0, &known.join("; "));
        }
    }

    fn evidence(&mut self, indent: usize, evidence: &[&Evidence<String>]) {
        for line in evidence {
            self.prose(indent, &place(line));
            let lines = wrap::record(&visible(&line.text), WIDTH - indent - 4);
            for piece in lines.iter().take(RECORD_LINES) {
                self.line(indent, format!("  | {piece}").trim_end());
            }
            if lines.len() > RECORD_LINES {
                self.line(indent, "  | ... the whole record: --format json");
            }
        }
    }

    fn remedy(&mut self, remedy: &str) {
        if !self.said.insert(remedy.to_owned()) {
            self.line(4, "As above.");
            return;
        }
        for line in visible(remedy).lines() {
            // What is to be copied must not be broken.
            if line.starts_with("    ") || line.is_empty() { self.line(4, line) } else { self.prose(4, line) }
        }
    }

    fn findings(&mut self, title: &str, findings: &[&Finding<String>]) {
        if findings.is_empty() {
            return;
        }
        self.section(title);
        for finding in findings {
            let mark = format!("{:<6}", words::verdict(finding.verdict));
            self.marked(4, &mark, &format!("{} ({})", finding.title, finding.id));
            if finding.says.trim_end_matches('.') != finding.title.trim_end_matches('.') {
                self.prose(10, &finding.says);
            }
            let evidence: Vec<_> = finding.evidence.iter().collect();
            self.evidence(10, &evidence);
            for need in &finding.needs {
                self.need(10, need);
            }
        }
    }

    fn steps(&mut self, outline: &Outline<'_>) {
        if outline.run.steps.is_empty() {
            return;
        }
        self.section("Steps");
        for step in &outline.run.steps {
            let mark = format!("{:<6}{:<28}", words::verdict(step.verdict), words::step(&step.id));
            let named = step.findings.iter().filter(|id| !id.ends_with(IN_ORDER));
            let mut why = named.map(String::as_str).collect::<Vec<_>>().join(", ");
            if let Some(line) = outline.place(&step.findings) {
                why = if why.is_empty() { place(line) } else { format!("{why} at {}", place(line)) };
            }
            if why.is_empty() { self.line(4, mark.trim_end()) } else { self.marked(4, &mark, &why) }
        }
    }

    fn need(&mut self, indent: usize, need: &Need) {
        self.marked(indent, "- ", &words::need(need));
        let hint = match need {
            Need::Artifact { path_hint, .. } => path_hint.clone(),
            Need::Setting { .. } => String::new(),
            Need::Question { question } => format!("--answer {question}=VALUE"),
        };
        for line in hint.split("; ").filter(|line| !line.is_empty()) {
            self.prose(indent + 2, line);
        }
    }

    fn unknowns(&mut self, outline: &Outline<'_>) {
        let needs = outline.needs();
        if needs.is_empty() {
            return;
        }
        self.section("What would settle what is unknown, what settles most first");
        let all = format!("{needs:?}");
        if !self.said.insert(all) {
            self.line(4, "As above.");
            return;
        }
        for (need, steps) in needs {
            self.need(4, need);
            let steps: Vec<_> = steps.into_iter().map(words::step).collect();
            self.prose(6, &format!("for: {}", steps.join(", ")));
        }
    }

    fn sources(&mut self, sources: &[Source<String>]) {
        if sources.is_empty() {
            return;
        }
        self.gap();
        self.line(0, "Read");
        // What could not be read well comes first, so that it is not among those left out.
        let mut sorted: Vec<_> = sources.iter().collect();
        sorted.sort_by_key(|source| source.notices.is_empty());
        for source in sorted.iter().take(SOURCES) {
            self.prose(
                2,
                &format!("{}: {}, {}", source.name, words::artifact(&source.artifact), words::lines(source.lines)),
            );
            for notice in &source.notices {
                self.marked(4, "! ", notice);
            }
        }
        if sources.len() > SOURCES {
            self.line(2, &format!("and {} more", sources.len() - SOURCES));
        }
    }
}

fn place(evidence: &Evidence<String>) -> String {
    format!("{}:{}", evidence.source, evidence.line)
}

#[cfg(test)]
mod tests;
