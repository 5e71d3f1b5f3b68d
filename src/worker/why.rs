//! Every rule in words, with what it came to in one run: as titled lines, which cost the page little.

use crate::diagnosis::{Judged, Reason, Run, Seen, Truth, Verdict};
use crate::pack::{AboutRule, Pack};
use serde::{Deserialize, Serialize};

/// How deep conditions that are referred to by name are unfolded.
const DEEPEST: usize = 12;

/// All that is checked, and why each of it fired or did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// Id of the run; nothing where only the rules themselves were asked for.
    pub run: Option<String>,
    /// How many rules there are, and what they came to.
    pub summary: String,
    /// What fired comes first, then what is open, then the rest, each in the order of the chain.
    pub rules: Vec<Explained>,
}

/// A rule, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// Its id.
    pub id: String,
    /// What it detects.
    pub title: String,
    /// What it came to.
    pub verdict: Verdict,
    /// The same in words; empty without a run.
    pub outcome: String,
    /// Why it matters, the evidence, what to do, the source.
    pub sections: Vec<Section>,
}

/// Lines under a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The title.
    pub title: String,
    /// The lines, each with how deep it lies.
    pub lines: Vec<(usize, String)>,
}

/// Title of the section that holds text to copy.
pub const REMEDY: &str = "What to do";

impl Why {
    /// What the pack knows, with what became of it in a run.
    #[must_use]
    pub fn of(pack: &Pack, run: Option<&Run<String>>) -> Self {
        let judged = |id: &str| run.and_then(|run| run.rules.iter().find(|judged| judged.id == id));
        let conditions = run.map_or(&[][..], |run| &run.conditions);
        let mut rules = Vec::new();
        let mut counts = Vec::new();
        for truth in [Some(Truth::True), Some(Truth::Unknown), Some(Truth::False), None] {
            let before = rules.len();
            let fitting = pack.rules.iter().filter(|rule| judged(&rule.id).map(|judged| judged.truth) == truth);
            rules.extend(fitting.map(|rule| explained(pack.about(rule), judged(&rule.id), conditions)));
            if let Some(truth) = truth {
                counts.push(format!("{}: {}", word(truth), rules.len() - before));
            }
        }
        let counts = if run.is_some() { counts.join(", ") } else { "In the order of the search for a cause".into() };
        Self { run: run.map(|run| run.id.clone()), summary: format!("{} rules. {counts}.", rules.len()), rules }
    }
}

/// What became of a condition.
fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "Holds",
        Truth::False => "Does not hold",
        Truth::Unknown => "Cannot be told",
    }
}

fn explained(about: AboutRule, judged: Option<&Judged<String>>, named: &[Judged<String>]) -> Explained {
    let mut sections = Vec::new();
    let mut add = |title: &str, lines: Vec<(usize, String)>| {
        if !lines.is_empty() {
            sections.push(Section { title: title.to_owned(), lines });
        }
    };
    add("Why it matters", vec![(0, about.why)]);
    if let Some(judged) = judged {
        add("Where it stopped", stopped(judged));
        let mut lines = Vec::new();
        unfold(&judged.why, named, 0, &mut lines);
        add("Evidence", lines);
    } else {
        add("Evidence", about.wants);
    }
    add("Messages", about.messages.into_iter().map(|(id, means)| (0, format!("`{id}` {means}"))).collect());
    add(REMEDY, about.remedies.into_iter().map(|remedy| (0, remedy)).collect());
    add("Source", vec![(0, format!("{} `{}`", about.source, about.id))]);
    let verdict = match judged.map(|judged| judged.truth) {
        Some(Truth::True) => about.verdict,
        Some(Truth::Unknown) => Verdict::Unknown,
        Some(Truth::False) => Verdict::NotApplicable,
        None => Verdict::Info,
    };
    let outcome = judged.map_or("", |judged| word(judged.truth)).to_owned();
    Explained { id: about.id, title: about.title, verdict, outcome, sections }
}

fn stopped(judged: &Judged<String>) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    if !judged.stopped.is_empty() {
        lines.push((0, judged.stopped.clone()));
    }
    if let Some(near) = &judged.nearest {
        lines.push((0, format!("Nearest line: {}:{}, but {}.", near.source, near.line, near.but)));
        lines.push((1, near.text.clone()));
    }
    lines
}

/// A condition with its parts; one that is referred to by its name is unfolded in its place.
fn unfold(reason: &Reason<String>, named: &[Judged<String>], depth: usize, lines: &mut Vec<(usize, String)>) {
    let note = if reason.because.is_empty() { places(&reason.seen) } else { reason.because.clone() };
    let note = if note.is_empty() { note } else { format!(" ({note})") };
    lines.push((depth, format!("{}: {}{note}", word(reason.truth), reason.says)));
    if depth > DEEPEST {
        return;
    }
    let meant = reason.says.split('`').nth(1).and_then(|id| named.iter().find(|known| known.id == id));
    for part in reason.parts.iter().chain(meant.map(|judged| &judged.why)) {
        unfold(part, named, depth + 1, lines);
    }
}

/// `a.log line 3, 5, wording of 2.16.0 to 2.21.0; b.log line 7`.
fn places(seen: &[Seen<String>]) -> String {
    let mut groups: Vec<(&str, &str, String)> = Vec::new();
    for seen in seen {
        let line = seen.line.to_string();
        match groups.last_mut() {
            Some((source, wording, lines)) if *source == seen.source && *wording == seen.wording => {
                lines.push_str(", ");
                lines.push_str(&line);
            }
            _ => groups.push((&seen.source, &seen.wording, line)),
        }
    }
    let texts = groups.iter().map(|(source, wording, lines)| {
        let wording = if wording.is_empty() { String::new() } else { format!(", wording of {wording}") };
        format!("{source} line {lines}{wording}")
    });
    texts.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::report::example::rejected;

    fn reason(says: &str, truth: Truth, parts: Vec<Reason<String>>) -> Reason<String> {
        Reason { says: says.into(), truth, because: String::new(), seen: Vec::new(), parts }
    }

    fn judged(id: &str, why: Reason<String>) -> Judged<String> {
        Judged { id: id.to_owned(), truth: why.truth, stopped: String::new(), nearest: None, why }
    }

    #[test]
    fn a_condition_is_unfolded_where_it_is_referred_to() {
        let pack = Pack::builtin().unwrap();
        let mut run = rejected().runs.remove(0);
        let inner = reason("the condition `started`", Truth::True, Vec::new());
        run.rules = vec![judged("api-key-rejected", reason("all of these", Truth::True, vec![inner]))];
        run.conditions = vec![judged("started", reason("seen: A", Truth::True, Vec::new()))];
        let why = Why::of(&pack, Some(&run));
        assert_eq!(why.rules.len(), pack.rules.len());
        let first = &why.rules[0];
        assert_eq!(
            (first.id.as_str(), first.verdict, first.outcome.as_str()),
            ("api-key-rejected", Verdict::Fail, "Holds")
        );
        let evidence = first.sections.iter().find(|section| section.title == "Evidence").unwrap();
        let expected = [(0, "Holds: all of these"), (1, "Holds: the condition `started`"), (2, "Holds: seen: A")];
        assert_eq!(evidence.lines, expected.map(|(depth, line)| (depth, line.to_owned())));
    }

    #[test]
    fn lines_of_one_file_stand_together() {
        let seen = |source: &str, line, wording: &str| Seen { source: source.into(), line, wording: wording.into() };
        let all = [seen("a", 3, "2.0.0 to 2.1.0"), seen("a", 5, "2.0.0 to 2.1.0"), seen("b", 7, "")];
        assert_eq!(places(&all), "a line 3, 5, wording of 2.0.0 to 2.1.0; b line 7");
    }

    #[test]
    fn every_rule_has_all_its_sections() {
        let why = Why::of(&Pack::builtin().unwrap(), None);
        for rule in why.rules {
            let titles: Vec<&str> = rule.sections.iter().map(|section| section.title.as_str()).collect();
            assert!(["Why it matters", REMEDY, "Source"].iter().all(|title| titles.contains(title)), "{}", rule.id);
        }
    }

    #[test]
    fn a_circle_of_conditions_ends() {
        let circle = judged("circle", reason("the condition `circle`", Truth::Unknown, Vec::new()));
        let mut lines = Vec::new();
        unfold(&circle.why, std::slice::from_ref(&circle), 0, &mut lines);
        assert!(lines.len() < 20);
    }
}
