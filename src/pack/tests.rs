#![allow(clippy::unwrap_used)]

use super::*;

#[test]
fn the_pack_that_the_program_carries_is_right() {
    let pack = Pack::builtin().map_err(|error| error.to_string()).unwrap();
    assert_eq!(pack.name, "dotnet-profiler");
    assert_eq!(pack.hash.len(), 16);
    assert!(pack.signals.len() > 200, "{} signals", pack.signals.len());
}

#[test]
fn the_finer_signal_wins_a_record() {
    let pack = Pack::builtin().unwrap();
    let signal = |artifact: &str, level, body: &str| {
        let recognised = pack.recognise(artifact, level, body.as_bytes())?;
        Some(pack.signals.get(usize::from(recognised.signal)).unwrap().id.as_str())
    };
    let info = |body| signal("profiler-log", Level::Info, body);
    assert_eq!(info("SamplesCollector started successfully."), Some("SVC-COLLECTOR"));
    assert_eq!(info("WallTimeProvider started successfully."), Some("SVC-PROVIDER"));
    assert_eq!(info("ApplicationStore started successfully."), Some("PRF-SERVICE-OK"));
    assert_eq!(info("The profile was sent. Success?true, Http code: 200"), Some("EXP-SENT"));
    assert_eq!(info("The profile was sent. Success?false, Http code: 403"), Some("EXP-HTTP"));
    assert_eq!(info("403"), None, "a bare number is an answer only at error level");
    assert_eq!(signal("profiler-log", Level::Error, "403"), Some("EXP-HTTP"));
    assert_eq!(signal("loader-log", Level::Error, "403"), None);
    assert_eq!(info("{{{{ starting services"), Some("PRF-SERVICES-PROGRESS"));
}

#[test]
fn a_mistake_has_its_place() {
    let at = |text: &str| Pack::parse(&[("x.toml", text)]).map(|_| ()).unwrap_err().to_string();
    assert_eq!(
        at("[pack]\nname = 'x'\ncolour = 'red'"),
        "x.toml:3:1: unknown field `colour`, expected one of `name`, `healthy`, `nothing-given`, `bystander`, `not-involved`, `uploads`, `counters`, `walks`"
    );
    assert!(at("[[rule]]\nid = ").starts_with("x.toml:2:"));
    assert!(at("[[condition]]\nid = 'a'\nwhen = { seen = 'NONE' }").contains("x.toml:3:8: there is no signal `NONE`"));
    assert!(at("[[condition]]\nid = 'a'\nwhen = { all = [], last = true }").contains("do not go with"));
}
