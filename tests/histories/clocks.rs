//! Clocks that were set: what passed while nobody looked at them.

use super::life::{Life, Question, V3_51, given, life};
use profiler_doctor::scan::Moment;

/// Where the time of a line begins.
fn place(line: &str) -> usize {
    usize::from(line.starts_with('['))
}

/// These lines by another clock, in seconds.
fn set(question: Question, moves: impl Fn(&str) -> bool, seconds: i64) -> Question {
    question.carried(move |line| {
        let (before, rest) = line.split_at(place(line));
        let (time, text) = rest.split_at(23);
        let later = Moment(Moment::parse(time).unwrap().0 + seconds * 1000).to_string().replace('T', " ");
        if moves(line) { format!("{before}{later}{text}") } else { line.to_owned() }
    })
}

/// The lines from a time of day on.
fn since(time: &'static str) -> impl Fn(&str) -> bool {
    move |line| &line[place(line) + 11..][..8] >= time
}

#[test]
fn time_goes_on_where_the_clock_goes_back_by_an_hour() {
    let night = |failed: &[u32]| given(&[life(V3_51, "10:00:00").fails(failed.to_vec(), "503").ends(36_000.0)]);
    set(night(&[60]), since("18:00:00"), -3600).is("healthy");
    set(night(&[35_880, 35_940]), since("18:00:00"), -3600).is_not_healthy();
}

/// A life that sends for a long time, and whose last uploads fail, with what the managed side writes.
fn late(began: &str, days: u32, managed: impl IntoIterator<Item = f64>) -> Life {
    let day = f64::from(days) * 86_400.0;
    let failed = (0..5).map(move |minute| days * 86_400 + minute * 60);
    let life = life(V3_51, began).fails(failed, "403").managed(day + 260.0, "x");
    managed.into_iter().fold(life, |life, second| life.managed(second, "x"))
}

#[test]
fn a_week_without_a_line_in_one_log_is_no_week_observed_by_another() {
    let four = |days: u32| (0..days * 4).map(|quarter| f64::from(quarter) * 21_600.0);
    given(&[late("2026-09-01T09:00:00", 6, four(6))]).is("api-key-rejected");
    given(&[late("2026-09-01T09:00:00", 8, four(8))]).is("api-key-rejected");
    given(&[late("2026-09-01T09:00:00", 20, four(20))]).is("api-key-rejected");
}

#[test]
fn a_clock_that_one_log_shows_to_be_set_back_gives_the_other_no_time() {
    for days in [0, 1, 3] {
        let failed = (0..5).map(|minute| days * 86_400 + 7200 + minute * 60);
        let end = f64::from(days * 86_400 + 7200 + 4 * 60);
        let every = (0..(days * 24 + 2) * 12).map(|five| f64::from(five) * 300.0);
        let life =
            every.fold(life(V3_51, "2026-09-08T08:00:00").fails(failed, "403"), |life, at| life.managed(at, "x"));
        // The managed log alone shows that the clock went back, an hour after the start.
        let is_before = |line: &str| line.contains("MachineName") && &line[..19] < "2026-09-08 09:00:00";
        let ends = || given(&[life.clone().managed(end + 25.0, "x")]);
        for seconds in [0, 200, 600, 3600] {
            set(ends(), is_before, seconds).is("api-key-rejected");
        }
    }
}

#[test]
fn two_logs_that_show_one_step_back_agree_on_it() {
    // The one wrote last long before it.
    let lines = |every: f64, count: u32| (0..count).map(move |n| f64::from(n) * every);
    let life = life(V3_51, "2026-10-25T02:54:59").fails((0..5).map(|minute| 660 + minute * 60), "403");
    let life = lines(45.0, 21).fold(life, |life, at| life.managed(at, "x"));
    set(given(&[life]), since("03:00:00"), -3600).is("api-key-rejected");
}

#[test]
fn nights_of_islands_are_nights_too() {
    for (began, end) in [
        ("2026-03-28T22:50:00", 3645.0),
        ("2026-09-05T21:50:00", 3645.0),
        ("2026-09-27T02:35:00", 3645.0),
        ("2026-10-04T01:50:00", 1845.0),
    ] {
        given(&[life(V3_51, began).fails([450, 510, 570], "403").ends(570.0 + end)]).is_not_healthy();
    }
}

#[test]
fn a_clock_that_gets_its_date_shows_no_time() {
    let line = "ManagedThreadList started successfully.";
    let boot = given(&[life(V3_51, "10:00:00").says(5.0, "info", line)]);
    set(boot, since("10:00:05"), 26 * 365 * 86_400).is("undecided");
}
