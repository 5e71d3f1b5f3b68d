//! A model of the product as the oracle: it plays lives of processes, prints what that release prints, and knows what
//! was delivered. `./dev model [COUNT] [SEED]` plays more; what is modelled stands in `docs/model.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]
// A life is a choice of many things that are so or not.
#![allow(clippy::struct_excessive_bools, clippy::similar_names)]

mod common;
#[path = "catalogue/table.rs"]
mod table;
mod model {
    pub(crate) mod answer;
    pub(crate) mod application;
    pub(crate) mod carried;
    pub(crate) mod carrier;
    pub(crate) mod choices;
    pub(crate) mod clock;
    pub(crate) mod copy;
    pub(crate) mod counters;
    pub(crate) mod cut;
    pub(crate) mod delivered;
    pub(crate) mod end;
    pub(crate) mod files;
    pub(crate) mod folder;
    pub(crate) mod known;
    pub(crate) mod left;
    pub(crate) mod life;
    pub(crate) mod loader;
    pub(crate) mod managed;
    pub(crate) mod pen;
    pub(crate) mod play;
    pub(crate) mod profiler;
    pub(crate) mod real;
    pub(crate) mod record;
    pub(crate) mod report;
    pub(crate) mod rotate;
    pub(crate) mod sampled;
    pub(crate) mod services;
    pub(crate) mod setup;
    pub(crate) mod shrink;
    pub(crate) mod slot;
    pub(crate) mod stacks;
    pub(crate) mod text;
    pub(crate) mod told;
    pub(crate) mod truth;
    pub(crate) mod twice;
    pub(crate) mod uploads;
    pub(crate) mod verdict;
}

use model::report::{Report, smallest};

/// How many folders every test run plays, and from which seed.
const LIVES: u64 = 200;
const SEED: u64 = 1;

/// How many failures are shown, unless `MODEL_SHOWN` says otherwise.
const SHOWN: u64 = 5;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn no_life_is_called_healthy_or_ill_against_the_truth() {
    let seed = number("MODEL_SEED").unwrap_or(SEED);
    let count = number("MODEL_LIVES").unwrap_or(LIVES);
    let report = Report::of(seed..seed + count);
    println!("{}", report.table());
    let most = usize::try_from(number("MODEL_SHOWN").unwrap_or(SHOWN)).unwrap();
    let shown: Vec<String> =
        report.failed.iter().take(most).map(|(seed, fault)| smallest(*seed, Some(*fault))).collect();
    for seed in report.untold.iter().take(number("MODEL_UNTOLD").and_then(|shown| shown.try_into().ok()).unwrap_or(0)) {
        println!("{}", smallest(*seed, None));
    }
    assert!(shown.is_empty(), "{} of {count} lives\n{}", report.failed.len(), shown.join("\n\n"));
}

#[test]
fn the_model_prints_what_the_real_program_printed() {
    let differences = model::real::differences();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
