//! An orderly end, in the order of the captured logs.

use super::pen::Pen;
use super::services;
use super::setup::Setup;

/// Of a profiler that runs, up to where the last upload is made.
pub(crate) fn begins(pen: &mut Pen<'_>) {
    pen.profiler("CorProfilerCallback::Shutdown()", &[]);
    pen.at += 900;
    pen.profiler("StackSamplerLoopManager::WatcherLoop finished.", &[]);
    pen.at += 5;
    services::stop_timer(pen, true);
    pen.profiler("Stopping the samples aggregator", &[]);
    pen.profiler("Stopping the samples collector", &[]);
}

/// After that upload.
pub(crate) fn is_over(pen: &mut Pen<'_>) {
    pen.at += 2;
    disposes(pen);
    services::stop(pen, true);
}

/// Of a profiler that was loaded and never ran.
pub(crate) fn without_run(pen: &mut Pen<'_>) {
    let setup = pen.life.setup;
    let is_gone = match setup {
        Setup::NotEnabled | Setup::Disabled => !pen.since(3, 28),
        Setup::TooFewCores | Setup::NoWrapper | Setup::ServiceFails | Setup::Excluded | Setup::CommandLineTool => true,
        _ => false,
    };
    if is_gone {
        return;
    }
    pen.profiler("CorProfilerCallback::Shutdown()", &[]);
    if setup == Setup::WaitsForTracer {
        pen.profiler("Stable Configuration has not been set: the profiler was never started.", &[]);
    }
    services::stop_timer(pen, false);
    disposes(pen);
    services::stop(pen, false);
}

fn disposes(pen: &mut Pen<'_>) {
    pen.profiler("CorProfilerCallback::DisposeInternal() invoked. _isInitialized = {}", &["1"]);
}
