//! Clocks that were set: what passed while nobody looked at them.

use super::life::{Question, V3_51, given, life};

/// The lines from a time on by another clock, in seconds.
fn set(question: Question, from: &'static str, seconds: i64) -> Question {
    question.carried(move |line| {
        let moment = profiler_doctor::scan::Moment::parse(&line[1..24]).unwrap();
        let is_later = &line[12..20] >= from;
        let moved = profiler_doctor::scan::Moment(moment.0 + seconds * 1000).to_string().replace('T', " ");
        if is_later { format!("[{moved}{}", &line[24..]) } else { line.to_owned() }
    })
}

#[test]
fn time_goes_on_where_the_clock_goes_back_by_an_hour() {
    let night = |failed: &[u32]| given(&[life(V3_51, "10:00:00").fails(failed.to_vec(), "503").ends(36_000.0)]);
    set(night(&[60]), "18:00:00", -3600).is("healthy");
    set(night(&[35_880, 35_940]), "18:00:00", -3600).is_not_healthy();
}

#[test]
fn a_clock_that_gets_its_date_shows_no_time() {
    let line = "ManagedThreadList started successfully.";
    let boot = given(&[life(V3_51, "10:00:00").says(5.0, "info", line)]);
    set(boot, "10:00:05", 26 * 365 * 86_400).is("undecided");
}
