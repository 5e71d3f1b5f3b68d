//! An orderly end, in the order of the captured logs.

use super::record::Log;
use super::start::Pen;
use profiler_doctor::pack::Release;

/// Up to where the last upload is made.
pub(crate) fn begins(pen: &mut Pen<'_>) {
    pen.says(Log::Profiler, "CorProfilerCallback::Shutdown()", &[]);
    pen.at += 900;
    pen.says(Log::Profiler, "StackSamplerLoopManager::WatcherLoop finished.", &[]);
    pen.at += 5;
    pen.says(Log::Profiler, "Stopping the samples aggregator", &[]);
    pen.says(Log::Profiler, "Stopping the samples collector", &[]);
}

/// After it.
pub(crate) fn is_over(pen: &mut Pen<'_>) {
    pen.at += 2;
    pen.says(Log::Profiler, "CorProfilerCallback::DisposeInternal() invoked. _isInitialized = {}", &["1"]);
    let release = pen.life.release;
    let mut services = vec!["SamplesCollector", "StackSamplerLoopManager"];
    services.extend(pen.life.providers());
    for service in services {
        if release >= Release::new(3, 28, 0) {
            pen.says(Log::Profiler, "{} failed to stopped. This service might have been stopped earlier.", &[service]);
        } else if release >= Release::new(3, 10, 0) {
            pen.says(Log::Profiler, "{} failed to stop. This service might have been stopped earlier.", &[service]);
        } else {
            pen.says(Log::Profiler, "{} stopped successfully.", &[service]);
        }
    }
    pen.says(Log::Profiler, "{} stopped successfully.", &["ThreadsCpuManager"]);
}
