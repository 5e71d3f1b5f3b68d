//! Ready to paste into a ticket. Nothing from a log can become markup: records stand in fences that
//! they cannot close, and every word that is not plain prose stands in a code span.

mod escape;
mod ticket;

use super::outline::Outline;
use super::words;
use crate::diagnosis::{Diagnosis, Evidence, Finding, Need};
use escape::{code, fenced, prose};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Markdown as GitHub, GitLab and most trackers read it.
#[must_use]
pub fn markdown(diagnosis: &Diagnosis<String>) -> String {
    let mut page = Page::default();
    let runs = Outline::all(diagnosis);
    let is_headed = runs.len() > 1 || !diagnosis.capture.unread.is_empty();
    if is_headed {
        page.block(&format!("# {}", prose(&Outline::verdict(diagnosis))));
    }
    page.gaps(diagnosis);
    for run in &runs {
        page.run(run, is_headed);
    }
    if let Some(first) = runs.first() {
        page.block("**For the support ticket**");
        page.block(&ticket::list(diagnosis, first));
    }
    page.sources(diagnosis);
    let tool = &diagnosis.tool;
    page.block(&format!(
        "Made by {} {}, rules {} {}, asked: {}.{}",
        prose(&tool.name),
        code(&tool.version),
        code(&tool.pack),
        code(&tool.pack_hash),
        words::symptom(diagnosis.symptom),
        if diagnosis.redacted { " Private text was taken out." } else { "" },
    ));
    page.written
}

#[derive(Default)]
struct Page {
    written: String,
    /// Remedies and needs that were given.
    said: BTreeSet<String>,
}

impl Page {
    /// A block, with an empty line before it.
    fn block(&mut self, block: &str) {
        if !self.written.is_empty() {
            self.written.push('\n');
        }
        self.written.push_str(block.trim_end_matches('\n'));
        self.written.push('\n');
    }

    fn gaps(&mut self, diagnosis: &Diagnosis<String>) {
        let (unread, notices) = Outline::gaps(diagnosis);
        if !unread.is_empty() {
            let list: Vec<String> =
                unread.iter().map(|(name, why)| format!("- {}: {}\n", code(name), prose(why))).collect();
            self.block("**Not read**");
            self.block(&list.concat());
        }
        if !notices.is_empty() {
            let list: Vec<String> = notices.iter().map(|notice| format!("- {}\n", prose(notice))).collect();
            self.block(&list.concat());
        }
    }

    fn run(&mut self, outline: &Outline<'_>, several: bool) {
        let level = if several { "##" } else { "#" };
        let name = if several { format!(", {}", outline.name()) } else { String::new() };
        self.block(&format!("{level} {}", prose(&format!("{}{name}", outline.headline()))));
        if let Some(cause) = outline.cause {
            self.block(&format!("**What happened:** {}", prose(&cause.says)));
        }
        self.circumstances(outline);
        let proof = outline.proof();
        if !proof.is_empty() {
            self.block("**Proof**");
            self.evidence(&proof);
        }
        if let Some(cause) = outline.cause.filter(|cause| !cause.remedy.is_empty()) {
            self.block("**What to do**");
            self.remedy(&outline.remedy(cause));
        }
        self.findings("Follows from it", &outline.consequences);
        self.findings("Also found", &outline.others);
        self.steps(outline);
        self.unknowns(outline);
    }

    fn circumstances(&mut self, outline: &Outline<'_>) {
        let run = outline.run;
        let stated = [
            ("application", run.app.clone()),
            ("process", run.pid.map(|pid| pid.to_string())),
            ("written by", run.writer.clone()),
            ("first record", run.first.clone()),
            ("last record", run.last.clone()),
        ];
        let stated = stated.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let facts = words::facts(&run.facts).into_iter().map(|(name, value)| (name.to_owned(), value));
        let settings = run.facts.settings.iter().filter_map(|(name, fact)| Some((code(name), words::fact(fact)?)));
        let mut list = String::new();
        for (name, value) in stated.chain(facts).chain(settings) {
            let _ = writeln!(list, "- {name}: {}", code(&value));
        }
        if !list.is_empty() {
            self.block(&list);
        }
    }

    fn evidence(&mut self, evidence: &[&Evidence<String>]) {
        for line in evidence {
            self.block(&format!("{} line {}:", code(&line.source), line.line));
            self.block(&fenced(&line.text));
        }
    }

    /// Lines that start with four blanks are to be copied: they become fences.
    fn remedy(&mut self, remedy: &str) {
        if !self.said.insert(remedy.to_owned()) {
            self.block("As above.");
            return;
        }
        let lines: Vec<&str> = remedy.lines().collect();
        for part in lines.chunk_by(|one, next| one.starts_with("    ") == next.starts_with("    ")) {
            if part.first().is_some_and(|line| line.starts_with("    ")) {
                let copied: Vec<_> = part.iter().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
                self.block(&fenced(&copied.join("\n")));
            } else {
                for line in part.iter().filter(|line| !line.trim().is_empty()) {
                    self.block(&prose(line));
                }
            }
        }
    }

    fn findings(&mut self, title: &str, findings: &[&Finding<String>]) {
        if findings.is_empty() {
            return;
        }
        self.block(&format!("**{title}**"));
        for finding in findings {
            let verdict = words::verdict(finding.verdict);
            self.block(&format!(
                "- `{verdict}` {} ({}): {}",
                prose(&finding.title),
                code(&finding.id),
                prose(&finding.says)
            ));
            let evidence: Vec<_> = finding.evidence.iter().collect();
            self.evidence(&evidence);
            for need in &finding.needs {
                self.block(&format!("- {}", settled_by(need)));
            }
        }
    }

    fn steps(&mut self, outline: &Outline<'_>) {
        if outline.run.steps.is_empty() {
            return;
        }
        let mut list = String::new();
        for step in &outline.run.steps {
            let mut line = format!("- `{}` {}", words::verdict(step.verdict), prose(words::step(&step.id)));
            if !step.findings.is_empty() {
                let findings: Vec<_> = step.findings.iter().map(|id| code(id)).collect();
                let _ = write!(line, ": {}", findings.join(", "));
            }
            if let Some(proof) = outline.place(&step.findings) {
                let _ = write!(line, " at {} line {}", code(&proof.source), proof.line);
            }
            let _ = writeln!(list, "{line}");
        }
        self.block("**Steps**");
        self.block(&list);
    }

    fn unknowns(&mut self, outline: &Outline<'_>) {
        let needs = outline.needs();
        if needs.is_empty() {
            return;
        }
        self.block("**What would settle what is unknown**");
        if !self.said.insert(format!("{needs:?}")) {
            self.block("As above.");
            return;
        }
        let mut list = String::new();
        for (need, steps) in needs {
            let steps: Vec<_> = steps.into_iter().map(words::step).collect();
            let _ = writeln!(list, "- {} (for: {})", settled_by(need), prose(&steps.join(", ")));
        }
        self.block(&list);
    }

    fn sources(&mut self, diagnosis: &Diagnosis<String>) {
        if diagnosis.sources.is_empty() {
            return;
        }
        let mut list = String::new();
        for source in &diagnosis.sources {
            let what = words::artifact(&source.artifact);
            let _ = writeln!(list, "- {}: {}, {}", code(&source.name), prose(what), words::lines(source.lines));
            for notice in &source.notices {
                let _ = writeln!(list, "  - {}", prose(notice));
            }
        }
        self.block("**Files**");
        self.block(&list);
    }
}

fn settled_by(need: &Need) -> String {
    match need {
        Need::Artifact { artifact, path_hint } if need.is_given() => {
            format!("file: {}, {}", prose(words::artifact(artifact)), prose(path_hint))
        }
        Need::Artifact { artifact, path_hint } if !path_hint.is_empty() => {
            format!("file: {}, usually {}", prose(words::artifact(artifact)), code(path_hint))
        }
        Need::Setting { setting } => format!("setting: {}, then restart the process", code(setting)),
        _ => prose(&words::need(need)),
    }
}

#[cfg(test)]
mod tests;
