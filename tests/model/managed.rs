//! What the tracer writes beside the profiler: its native part at the start, its managed part all along.

use super::clock::{MINUTE, SECOND};
use super::life::Life;
use super::pen::Pen;
use super::record::{Log, Record};
use super::setup::Setup;

pub(crate) fn writes(life: &Life<'_>, until: i64, runs: bool, records: &mut Vec<Record>) {
    // Processes that are refused have no tracer either.
    let is_refused = matches!(life.setup, Setup::Excluded | Setup::CommandLineTool | Setup::LoaderConfigurationMissing);
    if is_refused || !life.has_tracer {
        return;
    }
    let mut pen = Pen::new(life, life.began + 14);
    let system = if life.is_linux() { "Linux" } else { "Windows" };
    let release = life.release.to_string();
    pen.says(Log::Tracer, "Buffering of logs disabled", &[]);
    for product in ["CLR Profiler", "Instrumentation"] {
        let text = format!("Datadog {product} {{}} on {{}}{{}}");
        let arch = " (amd64)";
        pen.says(Log::Tracer, &text, &[&release, system, arch]);
    }
    if life.setup != Setup::WaitsForTracer {
        managed(&mut pen, until, runs);
    }
    records.append(&mut pen.records);
}

fn managed(pen: &mut Pen<'_>, until: i64, runs: bool) {
    let life = pen.life;
    pen.at = life.began + 200;
    plain(pen, "Building automatic tracer");
    if pen.since(3, 24) {
        let mode = match life.setup {
            Setup::NotEnabled | Setup::Disabled => "disabled",
            Setup::AutoWithoutSingleStep | Setup::NotTriggered | Setup::RunsLater => "auto",
            _ if runs => "enabled",
            _ => "disabled",
        };
        pen.says(Log::Managed, "Continuous Profiler mode = {}", &[mode]);
    }
    let step = life.dice.one("managed-step", &[MINUTE, 5 * MINUTE, 20 * SECOND]);
    pen.at += 300;
    while pen.at < until {
        plain(pen, "Using HttpClientRequestFactory for trace transport.");
        pen.at += step;
    }
}

/// What the catalogue need not know.
fn plain(pen: &mut Pen<'_>, text: &str) {
    pen.records.push(Record { at: pen.at, log: Log::Managed, level: "info", text: text.into() });
}
