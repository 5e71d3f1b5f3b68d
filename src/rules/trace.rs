//! Why each rule fired or did not: the tree of its condition, each part with its lines, or with what is missing.

use super::evaluate::{Evaluation, Shown, passes};
use crate::case::{Mark, Part, Run, captured};
use crate::diagnosis::{Judged, Nearest, Reason, Seen as SeenAt, Truth};
use crate::pack::{Condition, Seen, SignalIndex, UploadState};
use crate::scan::{Scanned, Sighting, Stranger};
use crate::text::LogText;

/// Lines named for one part at most.
const LINES: usize = 3;
/// How deep a tree goes.
const DEEPEST: u32 = 12;
/// How many bytes an unknown record has to share with the beginning of a wording to be called near.
const ALIKE: usize = 16;
/// How far into an unknown record such a beginning is looked for, in bytes.
const SEARCHED: usize = 512;
/// How many unknown records are compared with a wording.
const COMPARED: usize = 256;

/// Every rule with a condition, in the order of the pack.
#[must_use]
pub fn trace(evaluation: &Evaluation<'_>) -> Vec<Judged<LogText>> {
    let rules = evaluation.pack.rules.iter();
    rules.filter_map(|rule| Some(judged(evaluation, &rule.id, rule.when.as_ref()?))).collect()
}

/// Every condition that has a name: rules refer to them by it.
#[must_use]
pub fn named(evaluation: &Evaluation<'_>) -> Vec<Judged<LogText>> {
    let conditions = evaluation.pack.condition_ids.iter().zip(&evaluation.pack.conditions);
    conditions.map(|(id, condition)| judged(evaluation, id, condition)).collect()
}

fn judged(evaluation: &Evaluation<'_>, id: &str, condition: &Condition) -> Judged<LogText> {
    let why = reason(evaluation, condition, 0);
    let stop = if why.truth == Truth::True { None } else { stop(evaluation, condition, 0) };
    Judged {
        id: id.to_owned(),
        truth: why.truth,
        stopped: stop.map(|part| evaluation.pack.words(part)).unwrap_or_default(),
        nearest: stop.and_then(|part| nearest(evaluation, part)),
        why,
    }
}

fn reason(evaluation: &Evaluation<'_>, condition: &Condition, depth: u32) -> Reason<LogText> {
    let outcome = evaluation.evaluate(condition);
    let parts: &[Condition] = match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) if depth < DEEPEST => parts,
        _ => &[],
    };
    let seen = if parts.is_empty() { places(evaluation, &outcome.evidence) } else { Vec::new() };
    Reason {
        says: evaluation.pack.words(condition),
        truth: outcome.truth,
        because: because(evaluation, condition, outcome.truth),
        seen,
        parts: parts.iter().map(|part| reason(evaluation, part, depth + 1)).collect(),
    }
}

/// The first lines and the last one.
fn places(evaluation: &Evaluation<'_>, marks: &[Mark<'_>]) -> Vec<SeenAt<LogText>> {
    let last = marks.len().saturating_sub(1);
    let some = marks.iter().enumerate().filter(|(index, _)| *index + 1 < LINES || *index == last);
    let place = |mark: &Mark<'_>| {
        let signal = evaluation.pack.signals.get(usize::from(mark.signal));
        let wording = signal.and_then(|signal| signal.wordings.get(usize::from(mark.sighting.wording)));
        SeenAt {
            source: LogText::from(mark.part.source.name.as_str()),
            line: mark.part.source.line(mark.sighting.line),
            wording: wording.and_then(|wording| wording.releases.as_ref()).map(ToString::to_string).unwrap_or_default(),
        }
    };
    some.map(|(_, mark)| place(mark)).collect()
}

/// Why a condition without parts is not known to hold.
fn because(evaluation: &Evaluation<'_>, condition: &Condition, truth: Truth) -> String {
    let signals = match condition {
        Condition::Seen(seen) if truth != Truth::True => &seen.signals,
        Condition::Absent(signals) if truth == Truth::Unknown => signals,
        Condition::Fact { .. } | Condition::Setting { .. } | Condition::Release { .. } if truth == Truth::Unknown => {
            return "no line says so".into();
        }
        Condition::Answer { .. } if truth == Truth::Unknown => return "nobody has answered".into(),
        Condition::Elapsed(elapsed) if truth == Truth::Unknown => {
            let began = evaluation.run.last_of(&elapsed.since).is_some();
            return if began { "not that much was observed" } else { "that was not seen" }.into();
        }
        Condition::Uploads(_) | Condition::Failing { .. } if truth != Truth::True => return uploads(evaluation),
        Condition::Counters(_) if truth == Truth::Unknown => return "debug logs have them".into(),
        Condition::Walks(_) if truth == Truth::Unknown => return "nothing shows how the last one ended".into(),
        _ => return String::new(),
    };
    let seen = evaluation.run.last_of(signals).is_some();
    if seen && truth == Truth::False {
        return "seen, but not so".into();
    }
    let shown = signals.iter().map(|signal| evaluation.would_show(*signal));
    let worst = shown.max().unwrap_or(Shown::Yes);
    match worst {
        Shown::Yes => "it was not written",
        Shown::NotPrinted => "no release that this can be writes it",
        Shown::NoDebug => "it is a debug line, and debug is not known to be on",
        Shown::NoHead => "the beginning of its log is not there",
        Shown::NoLog => "its log is not there",
    }
    .into()
}

/// How uploads stand, where that is not as it should be.
fn uploads(evaluation: &Evaluation<'_>) -> String {
    let uploads = &evaluation.uploads;
    let failed = format!("{} of the last {} failed", uploads.failed, uploads.of);
    match uploads.state {
        UploadState::Delivered => "they arrive".to_owned(),
        UploadState::Failing | UploadState::NowAndThen => failed,
        UploadState::Quiet => "they failed, and what was observed since is too short".to_owned(),
        UploadState::Stopped => "the lines that say that they arrive stopped".to_owned(),
        UploadState::Unproven => "none failed, and not long enough was observed".to_owned(),
    }
}

/// The part that kept a condition from holding: of what all have to hold the first that does not, of what one has to
/// hold the one that came furthest.
fn stop<'a>(evaluation: &'a Evaluation<'_>, condition: &'a Condition, depth: u32) -> Option<&'a Condition> {
    let truth = |part: &Condition| evaluation.evaluate(part).truth;
    let parts = evaluation.pack.parts(condition);
    let next = match condition {
        _ if depth > DEEPEST => None,
        Condition::All(_) | Condition::Holds(_) => parts.iter().find(|part| truth(part) != Truth::True),
        Condition::Any(_) => {
            let mut furthest: Option<(usize, &Condition)> = None;
            for part in parts {
                let far = reached(evaluation, part, depth);
                if furthest.is_none_or(|(before, _)| far > before) {
                    furthest = Some((far, part));
                }
            }
            furthest.map(|(_, part)| part)
        }
        Condition::None(_) => parts.iter().find(|part| truth(part) != Truth::False),
        _ => None,
    };
    match next {
        Some(part) => stop(evaluation, part, depth + 1).or(Some(part)),
        None => Some(condition),
    }
}

/// How many parts of a condition hold one after the other.
fn reached(evaluation: &Evaluation<'_>, condition: &Condition, depth: u32) -> usize {
    let parts = evaluation.pack.parts(condition);
    let holds = |part: &&Condition| evaluation.evaluate(part).truth == Truth::True;
    match condition {
        _ if depth > DEEPEST => 0,
        Condition::All(_) => {
            let whole = parts.iter().take_while(holds).count();
            2 * whole + parts.get(whole).map_or(0, |part| usize::from(reached(evaluation, part, depth + 1) > 0))
        }
        Condition::Any(_) | Condition::Holds(_) => {
            parts.iter().map(|part| reached(evaluation, part, depth + 1)).max().unwrap_or(0)
        }
        Condition::Seen(seen) => usize::from(evaluation.run.last_of(&seen.signals).is_some()),
        _ => usize::from(holds(&condition)),
    }
}

/// The line that came nearest to a message that was not seen as it should be.
fn nearest(evaluation: &Evaluation<'_>, condition: &Condition) -> Option<Nearest<LogText>> {
    if let Condition::Failing { signals, capture: Some(test) } = condition {
        let mark = evaluation.run.last_of(signals).filter(|mark| !passes(test, mark))?;
        return Some(near(mark.part.source, mark.sighting, differs(&test.name, &mark)));
    }
    let Condition::Seen(seen) = condition else { return None };
    match evaluation.run.last_of(&seen.signals) {
        Some(mark) => Some(near(mark.part.source, mark.sighting, lacks(evaluation, seen, &mark))),
        None => alike(evaluation, &seen.signals),
    }
}

fn near(source: &Scanned, sighting: &Sighting, but: LogText) -> Nearest<LogText> {
    let line = source.line(sighting.line);
    Nearest { source: LogText::from(source.name.as_str()), line, text: sighting.text.clone(), but }
}

/// What stands where something else is meant.
fn differs(name: &str, mark: &Mark<'_>) -> LogText {
    LogText::from(format!("{name} is {}", captured(mark, name).unwrap_or("not there")).as_str())
}

/// What keeps a message that was seen from being the one that is meant.
fn lacks(evaluation: &Evaluation<'_>, seen: &Seen, mark: &Mark<'_>) -> LogText {
    let later = evaluation.run.last_of(&seen.not_followed_by).filter(|later| later.is_after(mark));
    let text = match (&seen.capture, later) {
        (Some(test), _) if !passes(test, mark) => return differs(&test.name, mark),
        (_, Some(later)) => {
            let id = evaluation.pack.ids(&[later.signal], "");
            format!(
                "line {} of {} came after it ({id})",
                later.part.source.line(later.sighting.line),
                later.part.source.name
            )
        }
        _ if seen.signals.iter().map(|signal| evaluation.run.count(*signal)).sum::<u64>() < seen.count => {
            format!("it was seen less than {} times", seen.count)
        }
        _ => "that is what must not be there".to_owned(),
    };
    LogText::from(text.as_str())
}

/// An unknown record that begins as a wording of these messages does.
fn alike(evaluation: &Evaluation<'_>, signals: &[SignalIndex]) -> Option<Nearest<LogText>> {
    let mut best: Option<(usize, Nearest<LogText>)> = None;
    let wordings = signals.iter().filter_map(|signal| evaluation.pack.signals.get(usize::from(*signal)));
    for wording in wordings.flat_map(|signal| &signal.wordings) {
        let start = wording.template.start();
        // Behind the prefix of the line.
        let Some(head) = start.get(..ALIKE) else { continue };
        for (source, stranger) in strangers(evaluation.run) {
            let text = stranger.first.text.inspect().as_bytes();
            let text = text.get(..SEARCHED).unwrap_or(text);
            let body = memchr::memmem::find(text, head).and_then(|at| text.get(at..));
            let shared = body.map_or(0, |body| body.iter().zip(start).take_while(|(one, other)| one == other).count());
            if shared >= ALIKE && best.as_ref().is_none_or(|(most, _)| shared > *most) {
                let releases = wording.releases.as_ref().map_or_else(String::new, |set| format!(" of {set}"));
                let but =
                    LogText::from(format!("it begins like the wording{releases}, and goes on otherwise").as_str());
                best = Some((shared, near(source, &stranger.first, but)));
            }
        }
    }
    best.map(|(_, near)| near)
}

/// Unknown records of a run with their sources, at most [`COMPARED`].
fn strangers<'a>(run: &Run<'a>) -> impl Iterator<Item = (&'a Scanned, &'a Stranger)> {
    let of = |part: &Part<'a>| {
        let source = part.source;
        part.segment.strangers.sample.values().map(move |stranger| (source, stranger))
    };
    run.parts.iter().flat_map(of).take(COMPARED)
}
