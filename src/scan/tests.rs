//! What is kept has a bound, and where it lies does not depend on how a source is cut or in which order sources come.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::intake::{InputPath, decide};
use crate::pack::Pack;
use proptest::prelude::*;
use std::sync::LazyLock;

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::builtin().unwrap());

const PROFILER: &str = "DD-DotNet-Profiler-Native-shop-7.log";

/// What tests of this layer allow a source to keep: as weights count it, twice (records before the first one with a
/// process have a bound of their own), and one process that is never left out.
const MOST_OF_ONE: u64 = 3 * allowance::MOST;

#[derive(Debug, Clone)]
struct Line {
    pid: u32,
    second: u32,
    what: usize,
    length: usize,
}

impl Line {
    fn text(&self) -> String {
        let long = "x".repeat(self.length);
        let letters: String = self.length.to_string().bytes().map(|digit| char::from(digit + 49)).collect();
        let body = match self.what {
            0 => "CorProfilerCallback is initializing.".to_owned(),
            1 => "403".to_owned(),
            2 => format!("Nobody knows {long}"),
            3 => format!("Nobody knows the {letters} {long}"),
            4 => format!("libddprof error: Failed to send profile. {long}"),
            _ => format!("{long}\n   more"),
        };
        let (second, minute) = (self.second % 60, self.second / 60 % 60);
        let level = if self.what == 0 { "info" } else { "error" };
        format!("[2026-11-23 03:{minute:02}:{second:02}.864 | {level} | PId: {} | TId: 1] {body}\n", self.pid)
    }
}

fn lines(most_pid: u32) -> impl Strategy<Value = Vec<Line>> {
    let length = prop_oneof![4 => 0_usize..40, 2 => 200_usize..600, 1 => 3000_usize..5000];
    let line = (1..=most_pid, 0..3600_u32, 0..6_usize, length).prop_map(|(pid, second, what, length)| Line {
        pid,
        second,
        what,
        length,
    });
    prop::collection::vec(line, 1..200)
}

/// A source with lines before the first one that names a process.
fn source(lines: &[Line]) -> String {
    let first = "403\n".repeat(lines.len() % 3);
    first + &lines.iter().map(Line::text).collect::<String>()
}

fn scan(name: &str, text: &str) -> Scanned {
    let mut scanner = Scanner::new(&PACK, decide(&PACK, name, text.as_bytes()));
    scanner.push(text.as_bytes());
    scanner.finish()
}

/// Where two things differ first; texts are compared, too, but not shown.
fn difference<T: PartialEq + std::fmt::Debug>(one: &T, other: &T) -> Option<String> {
    if one == other {
        return None;
    }
    let (one, other) = (format!("{one:#?}"), format!("{other:#?}"));
    let first = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    Some(first.map_or_else(|| "a text".to_owned(), |(one, other)| format!("{one} for {other}")))
}

fn path(name: &str) -> InputPath {
    InputPath { root: None, relative: name.to_owned() }
}

fn collected(sources: Vec<(InputPath, Scanned)>) -> Vec<(InputPath, Scanned)> {
    let mut sources = sources.into_iter().collect::<Collection>().into_sources();
    sources.sort_by(|(one, _), (other, _)| one.cmp(other));
    sources
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 60 } else { 2000 }))]

    #[test]
    fn what_a_source_keeps_is_bounded_wherever_it_is_cut(
        lines in prop_oneof![lines(4), lines(40)],
        name in prop_oneof![Just(PROFILER), Just("console.log")],
        cuts in prop::array::uniform3(any::<prop::sample::Index>()),
    ) {
        let text = source(&lines);
        let context = Context { pack: &PACK, intake: decide(&PACK, name, text.as_bytes()) };
        let whole = Partial::scan(&context, 0, text.as_bytes()).finish(&context);
        prop_assert!(whole.kept() <= MOST_OF_ONE, "{}", whole.kept());
        let mut cuts = cuts.map(|cut| cut.index(text.len() + 1));
        cuts.sort_unstable();
        let [one, two, three] = cuts;
        let piece = |from: usize, to: usize| Partial::scan(&context, from as u64, &text.as_bytes()[from..to]);
        let pieces = || (piece(0, one), piece(one, two), piece(two, three), piece(three, text.len()));
        let (a, b, c, d) = pieces();
        let from_left = a.join(b, &context).join(c, &context).join(d, &context).finish(&context);
        prop_assert_eq!(difference(&from_left, &whole), None, "from the left");
        let (a, b, c, d) = pieces();
        let from_right = a.join(b.join(c.join(d, &context), &context), &context).finish(&context);
        prop_assert_eq!(difference(&from_right, &whole), None, "from the right");
        let (a, b, c, d) = pieces();
        let by_halves = a.join(b, &context).join(c.join(d, &context), &context).finish(&context);
        prop_assert_eq!(difference(&by_halves, &whole), None, "by halves");
    }

    #[test]
    fn nothing_that_is_left_out_is_forgotten(lines in lines(40)) {
        let whole = scan(PROFILER, &source(&lines));
        let records: u64 = whole.segments.iter().map(|segment| segment.records).sum();
        if records < lines.len() as u64 {
            prop_assert!(whole.unread.is_some(), "{} of {}", records, lines.len());
        }
        for segment in &whole.segments {
            let is_thinned = segment.sightings.values().any(|seen| seen.kept().count() < usize::try_from(seen.count).unwrap().min(16));
            prop_assert_eq!(segment.thinned, is_thinned);
            // However little is kept of unknown records, something is.
            prop_assert_eq!(segment.strangers.count > 0, !segment.strangers.sample.is_empty());
        }
    }

    #[test]
    fn what_all_sources_keep_is_bounded_in_whatever_order_they_come(
        logs in prop::collection::vec(lines(6), 1..24),
        order in prop::collection::vec(any::<u32>(), 24),
        group in 0..24_usize,
    ) {
        let name = |index: usize| format!("h{index:02}/{PROFILER}");
        let scanned: Vec<(InputPath, Scanned)> = logs
            .iter()
            .enumerate()
            .map(|(index, lines)| (path(&name(index)), scan(&name(index), &source(lines))))
            .collect();
        let kept_now = |sources: &[(InputPath, Scanned)]| sources.iter().map(|(_, source)| source.kept()).sum::<u64>();
        let in_order = collected(scanned.clone());
        prop_assert!(kept_now(&in_order) <= collection::LIMIT, "{} of {}", kept_now(&in_order), kept_now(&scanned));
        let left_out = in_order.iter().filter_map(|(_, source)| source.unread.as_deref()).find(|why| why.contains("this log and"));
        prop_assert_eq!(left_out.is_some(), in_order.iter().filter(|(_, source)| !source.segments.is_empty()).count() < logs.len());
        let mut shuffled: Vec<_> = order.into_iter().zip(scanned.clone()).collect();
        shuffled.sort_by_key(|(dice, _)| *dice);
        let shuffled: Vec<_> = shuffled.into_iter().map(|(_, source)| source).collect();
        prop_assert_eq!(difference(&collected(shuffled), &in_order), None, "in another order");
        let mut rest = scanned;
        let some = collected(rest.drain(..group.min(rest.len())).collect());
        let again = collected(some.into_iter().chain(rest).collect());
        prop_assert_eq!(difference(&again, &in_order), None, "some of them before");
    }
}

#[test]
fn the_last_start_and_the_first_sighting_of_a_message_stay() {
    let starts = |pid: u32, second: u32| Line { pid, second, what: 0, length: 0 };
    let fails = |pid: u32, second: u32| Line { pid, second, what: 4, length: 4000 };
    let lines: Vec<Line> = (0..300).flat_map(|round| [starts(7, round * 10), fails(7, round * 10 + 1)]).collect();
    let [(_, source)] = &collected(vec![(path(PROFILER), scan(PROFILER, &source(&lines)))])[..] else { unreachable!() };
    let last = source.segments.last().unwrap();
    assert!(last.started && last.sightings.values().all(|seen| seen.first.len() == 1), "{last:#?}");
    assert_eq!(last.last.unwrap().to_string(), "2026-11-23T03:49:51.864");
    assert!(
        source.notices.iter().any(|notice| notice.contains("292 between the first and the last")),
        "{:?}",
        source.notices
    );
    assert_eq!(source.unread, None, "what stood before the last start cannot change a verdict");
}

#[test]
fn more_files_than_are_kept_are_named() {
    let file = |index: usize| (path(&format!("{index:06}.txt")), Scanner::unread(decide(&PACK, "x", b""), 0, &PACK));
    let closed = |index: usize| {
        let (path, mut source) = file(index);
        source.leave_unread("No permission.");
        (path, source)
    };
    let log = (path("x/999999.log"), scan(PROFILER, &Line { pid: 7, second: 0, what: 0, length: 0 }.text()));
    let files = (0..45_000).rev().map(file).chain((0..21_000).map(closed)).chain([log]);
    let found = files.collect::<Collection>().into_sources();
    assert_eq!(found.len(), 20_001 + 20_001 + 1);
    assert_eq!(found.iter().filter(|(_, source)| !source.segments.is_empty()).count(), 1, "logs are not among them");
    let [.., (first, closed), (second, others)] = &found[..] else { unreachable!() };
    assert_eq!((first.relative.as_str(), second.relative.as_str()), ("020000.txt", "020000.txt"));
    assert!(closed.unread.as_ref().unwrap().contains("999 more files could not be read"), "{:?}", closed.unread);
    assert!(
        others.unread.is_none() && others.notices[0].contains("24999 more files are no logs"),
        "{:?}",
        others.notices
    );
}
