//! What loader and profiler print while a process starts: the order is that of the captured logs.

use super::life::Life;
use super::record::{Log, Record};
use super::text::printed;
use profiler_doctor::pack::Release;

/// Adds records to a life.
pub(crate) struct Pen<'a> {
    pub(crate) life: &'a Life<'a>,
    pub(crate) at: i64,
    pub(crate) records: Vec<Record>,
}

impl Pen<'_> {
    /// Writes what the release prints; whether it does.
    pub(crate) fn says(&mut self, log: Log, text: &str, values: &[&str]) -> bool {
        let component = match log {
            Log::Loader => "loader",
            Log::Profiler => "native-profiler",
            Log::Tracer => "native-tracer",
            Log::Managed => "managed-tracer",
        };
        let Some((level, text)) = printed(self.life.release, component, text, values) else { return false };
        self.records.push(Record { at: self.at, log, level, text });
        true
    }

    /// Only what a failure may do without.
    fn adds(&mut self, text: &str, values: &[&str]) {
        if self.life.dropped.is_none_or(|dice| dice.unless_dropped(text)) {
            self.says(Log::Profiler, text, values);
        }
    }

    fn started(&mut self, service: &str) {
        self.says(Log::Profiler, "{} started successfully.", &[service]);
    }
}

pub(crate) fn loader(pen: &mut Pen<'_>) {
    let log = Log::Loader;
    pen.says(log, "Buffering of logs disabled", &[]);
    pen.says(log, "No \"DD_TRACE_DEBUG\" environment variable has been found. Enable debug log = {} (default).", &["0"]);
    let late = pen.life.release >= Release::new(3, 20, 0) || pen.life.release == Release::new(3, 4, 0);
    let reading = "DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: {}";
    let file = "\"/opt/datadog/linux-x64/loader.conf\"";
    if !late {
        pen.says(log, reading, &[file]);
    }
    pen.at += 10;
    let command = format!("dotnet /app/{}.dll", pen.life.service);
    pen.says(log, "Process CommandLine: {}", &[&command]);
    let runtime = ["0", "CORE_CLR", "8", "0", "12", "0"];
    for product in ["Profiler", "Datadog SDK"] {
        let text = format!(
            "Initializing the {product}: Reported runtime version : {{ clrInstanceId: {{}}, runtimeType:{{}}, majorVersion: {{}}, minorVersion: {{}}, buildNumber: {{}}, qfeVersion: {{}} }}."
        );
        pen.says(log, &text, &runtime);
    }
    if late {
        pen.says(log, reading, &[file]);
    }
    pen.at += 10;
    pen.says(log, "Instrumentation Verification log is disabled.", &[]);
    pen.says(log, "CorProfiler::Initialize: Continuous Profiler initialized successfully.", &[]);
}

/// Up to the moment at which samples are collected.
pub(crate) fn profiler(pen: &mut Pen<'_>) {
    let life = pen.life;
    let log = Log::Profiler;
    pen.says(log, "Buffering of logs disabled", &[]);
    pen.says(log, "Value \"{}\" for \"DD_PROFILING_ENABLED\" environment variable. Enable = {}", &["1", "1"]);
    configuration(pen);
    pen.says(log, "Waiting for managed configuration to enable/disable the profiler", &[]);
    if life.release < Release::new(3, 28, 0) {
        pen.says(log, ".NET Profiler deployment mode: {}", &["Manual"]);
        pen.says(log, ".NET Profiler is {}", &["enabled."]);
        pen.says(log, ".NET Profiler is explictly enabled.", &[]);
    }
    pen.adds("DllGetClassObject(): Returning an instance of CorProfilerCallbackFactory (hr=0x{})", &["0"]);
    pen.says(log, "CorProfilerCallback is initializing.", &[]);
    pen.adds("No \"DD_TRACE_DEBUG\" environment variable has been found. Enable debug log = {} (default).", &["0"]);
    pen.adds("Environment variables:", &[]);
    pen.adds("ICorProfilerInfo10 available. Profiling API compatibility: .NET Core 3.0 or later.", &[]);
    pen.adds(
        "No \"DD_INTERNAL_OPERATIONAL_METRICS_ENABLED\" environment variable has been found. Default: Operational metrics disabled.",
        &[],
    );
    pen.adds("FrameStore will not rely on ManagedCodeCache to resolve function IDs.", &[]);
    if life.samples_by_timer() {
        pen.adds("RingBuffer size estimate (bytes): {}", &["99456"]);
    }
    pen.adds("LinuxStackFramesCollector::SetupSignalHandler: Successfully setup signal handler for SIGUSR1 signal.", &[]);
    pen.adds("ProfilerSignalManager::SetupSignalHandler: Successfully setup signal handler for SIGUSR1 signal.", &[]);
    pen.adds(
        "ProfilerSignalManager::SetupSignalHandler: Successfully setup signal handler for {} signal.",
        &["User defined signal 1"],
    );
    if life.samples_by_timer() {
        pen.adds("Cpu profiling interval: {}ms", &["9"]);
        pen.adds("timer_create Cpu profiler is enabled", &[]);
    }
    pen.adds("Using agent endpoint {}", &["http://localhost:8126"]);
    if pen.says(
        log,
        "Waiting for Stable Configuration to be set to decide whether or not the Profiler should be enabled.",
        &[],
    ) {
        pen.at += 100;
        pen.says(log, "Managed layer provides Stable Configuration.", &[]);
        pen.says(log, "Profiler manually enabled", &[]);
        pen.says(log, "Profiling delayed start", &[]);
    }
    services(pen);
}

fn configuration(pen: &mut Pen<'_>) {
    for (name, value) in [
        ("DD_PROFILING_CPU_ENABLED", "1"),
        ("DD_PROFILING_WALLTIME_ENABLED", "1"),
        ("DD_PROFILING_EXCEPTION_ENABLED", "1"),
        ("DD_PROFILING_ALLOCATION_ENABLED", "0"),
        ("DD_PROFILING_CONTENTION_ENABLED", "1"),
        ("DD_PROFILING_GC_ENABLED", "1"),
        ("DD_PROFILING_HEAP_ENABLED", "0"),
    ] {
        if pen.life.dropped.is_none_or(|dice| dice.unless_dropped(name)) {
            let text = "Configuration: {} env var is not set - '{}' is used as default value";
            pen.says(Log::Profiler, text, &[name, value]);
        }
    }
    let service = pen.life.service.clone();
    pen.says(Log::Profiler, "Configuration: {} env var is set to '{}'", &["DD_SERVICE", &service]);
}

fn services(pen: &mut Pen<'_>) {
    let release = pen.life.release;
    let since = |major, minor| release >= Release::new(major, minor, 0);
    if since(2, 39) {
        pen.started("Linux System Calls Shield");
    }
    for service in ["ThreadsCpuManager", "ManagedThreadList", "RuntimeID Store"] {
        pen.started(service);
    }
    for provider in pen.life.providers() {
        pen.started(provider);
    }
    pen.adds("Processor cores = {}", &["2"]);
    pen.adds("CPU and wall time sampling period = {} ms", &["9"]);
    pen.adds("Wall time sampled threads = {}", &["5"]);
    pen.adds("Max CodeHotspots sampled threads = {}", &["10"]);
    pen.adds("Max CPU sampled threads = {}", &["64"]);
    pen.adds("Manual Cpu profiler is {}", &[if pen.life.samples_by_timer() { "disabled" } else { "enabled" }]);
    pen.adds("Wall-time profiler is {}", &["enabled"]);
    pen.started("StackSamplerLoopManager");
    pen.started("ApplicationStore");
    pen.adds("Starting the samples collector", &[]);
    if since(2, 13) {
        pen.started("SamplesCollector");
    }
    if !since(2, 15) {
        pen.adds("Starting the samples aggregator", &[]);
        pen.started("SamplesAggregator");
    }
    if pen.life.samples_by_timer() {
        pen.started("timer_create-based Cpu Profiler");
    }
    if since(3, 28) {
        pen.says(Log::Profiler, "Profiler is started after a delay.", &[]);
    }
    pen.adds("StackSamplerLoopManager::WatcherLoop started.", &[]);
}
