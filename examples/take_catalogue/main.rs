//! Takes a catalogue of the product's messages into the pack and into the tests, in one command:
//!
//! `cargo run --example take_catalogue -- FOLDER`
//!
//! FOLDER holds `messages.json` (explained entries with their wordings), `messages_raw.tsv` (every message of every
//! release) and `releases.txt`. Written are the signals, the releases, and the table by which the tests hold the pack
//! to the catalogue. What a wording cannot state is named on standard error and has to stand in `by-hand.toml`.
#![allow(clippy::expect_used, clippy::print_stderr)]

mod pattern;
mod raw;
mod signals;
mod table;

use std::{fs, path::Path};

/// Component of the catalogue → artifacts that carry its messages, and the file for its signals.
const COMPONENTS: [(&str, &[&str], &str); 9] = [
    ("loader", &["loader-log"], "loader"),
    ("shared-native", &["loader-log", "profiler-log"], "loader"),
    ("loader/native-profiler/native-tracer", &["loader-log", "profiler-log", "tracer-native-log"], "loader"),
    ("native-profiler", &["profiler-log"], "profiler"),
    ("native-tracer", &["tracer-native-log"], "tracer"),
    ("managed-tracer", &["tracer-managed-log"], "tracer"),
    ("managed-loader", &["tracer-loader-log"], "tracer"),
    ("dd-dotnet", &["check-output"], "check"),
    ("external", &["console"], "check"),
];

fn main() {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: take_catalogue FOLDER");
        std::process::exit(2);
    };
    let read = |name: &str| fs::read_to_string(Path::new(&folder).join(name)).expect("the catalogue can be read");
    let catalogue = serde_json::from_str(&read("messages.json")).expect("messages.json is JSON");
    let messages = read("messages_raw.tsv");
    let raw = raw::read(&messages);
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/dotnet-profiler");
    let head = "# Written by `cargo run --example take_catalogue`; changes belong into by-hand.toml.\n";
    let write = |name: &str, text: String| {
        fs::write(pack.join(name), format!("{head}{text}")).expect("the pack can be written");
    };
    for (name, body) in signals::explained(&catalogue) {
        write(&format!("signals/{name}.toml"), body);
    }
    write("signals/beyond.toml", signals::beyond(&catalogue, &raw));
    write("releases.toml", releases(&read("releases.txt")));
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue/messages.tsv");
    fs::write(table, table::write(&catalogue, &raw)).expect("the table can be written");
}

/// The known releases, ten in a line.
fn releases(text: &str) -> String {
    let names: Vec<String> =
        text.split_whitespace().map(|name| format!("\"{}\"", name.trim_start_matches('v'))).collect();
    let lines: Vec<String> = names.chunks(10).map(|names| format!("  {},\n", names.join(", "))).collect();
    format!("# The releases with this product, in their order.\n\nreleases = [\n{}]\n", lines.concat())
}
