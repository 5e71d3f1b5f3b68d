//! A life is played: what happens in it, and what is written about it.

use super::answer::Answer;
use super::clock::MINUTE;
use super::counters;
use super::life::{Ending, Life};
use super::pen::Pen;
use super::record::{Log, Record};
use super::stacks::Stacks;
use super::uploads::Upload;
use super::{end, loader, managed, profiler};
use profiler_doctor::pack::Release;

/// What happened, and what was written about it.
pub(crate) struct Played {
    pub(crate) uploads: Vec<Upload>,
    pub(crate) records: Vec<Record>,
    /// When samples began to be collected.
    pub(crate) started: Option<i64>,
    /// When stacks stopped being read, if they did.
    pub(crate) stacks_lost: Option<i64>,
    /// The end of the process, or of what was copied.
    pub(crate) ended: i64,
}

pub(crate) fn play(life: &Life<'_>) -> Played {
    let mut pen = Pen::new(life, life.began);
    loader::starts(&mut pen);
    let mut started = None;
    pen.at = life.began + 12;
    if life.setup.is_loaded(life.release) && profiler::starts(&mut pen) {
        started = Some(pen.at);
    }
    let ends = life.began + life.length;
    let mut uploads = Vec::new();
    let stacks_begin = started.map(|started| Stacks::begins(life, started));
    let stacks_lost = stacks_begin.filter(|_| life.stacks.loses(life).0);
    if let Some(started) = started {
        sends(&mut pen, started, stacks_lost, &mut uploads);
    }
    pen.at = pen.at.max(ends);
    if life.ending == Ending::Orderly && life.setup.is_loaded(life.release) {
        if started.is_some() {
            end::begins(&mut pen);
            sends_at_end(&mut pen, stacks_lost, &mut uploads);
            end::is_over(&mut pen);
        } else {
            end::without_run(&mut pen);
        }
    }
    let ended = pen.at;
    let mut records = pen.records;
    if let Some(begin) = stacks_begin {
        records.extend(life.stacks.records(life, begin, ends));
    }
    managed::writes(life, ends, started.is_some(), &mut records);
    let given = life.given;
    records.retain(|record| match record.log {
        Log::Loader => given.loader,
        Log::Profiler => true,
        Log::Tracer => given.tracer,
        Log::Managed => given.managed,
    });
    records.retain(|record| record.at <= ended);
    records.sort_by_key(|record| record.at);
    Played { uploads, records, started, stacks_lost, ended }
}

/// The uploads of the periods.
fn sends(pen: &mut Pen<'_>, started: i64, stacks_lost: Option<i64>, uploads: &mut Vec<Upload>) {
    let life = pen.life;
    let ends = life.began + life.length;
    let count = usize::try_from((ends - started) / life.period).unwrap_or_default();
    let answers = life.course.answers(life.dice.within("uploads"), count);
    for (number, answer) in (1_i64..).zip(answers) {
        let begun = started + number * (life.period + 12);
        let is_lost = stacks_lost.is_some_and(|lost| lost <= begun - life.period);
        let (loses_wall, loses_cpu) = life.stacks.loses(life);
        pen.at = begun;
        if begun >= ends {
            break;
        }
        let (wall, cpu) = (!(is_lost && loses_wall), !(is_lost && loses_cpu));
        counters::writes(pen, life.wall && wall, life.cpu && cpu);
        if !life.has_samples(wall, cpu) {
            uploads.push(Upload { done: begun, answer: Answer::NothingToSend, at_end: false });
            continue;
        }
        pen.at += answer.takes();
        if pen.at < ends {
            answer.writes(pen);
            uploads.push(Upload { done: pen.at, answer, at_end: false });
        }
    }
}

/// The upload of what is left. Before 2.15 a short process sends nothing.
fn sends_at_end(pen: &mut Pen<'_>, stacks_lost: Option<i64>, uploads: &mut Vec<Upload>) {
    let life = pen.life;
    let is_long = life.length > MINUTE;
    let (loses_wall, loses_cpu) = life.stacks.loses(life);
    // What was read since the last upload is still there.
    let since = uploads.last().map_or(life.began, |upload| upload.done);
    let is_lost = stacks_lost.is_some_and(|lost| lost <= since);
    let has_samples = life.has_samples(!(is_lost && loses_wall), !(is_lost && loses_cpu));
    if has_samples && (life.release >= Release::new(2, 15, 0) || is_long) {
        let count = uploads.len();
        let answer = life.course.answers(life.dice.within("uploads"), count + 1)[count];
        pen.at += answer.takes();
        answer.writes(pen);
        uploads.push(Upload { done: pen.at, answer, at_end: true });
    }
}
