//! What the profiler prints up to the moment at which it decides whether to run, in the order of the captured logs.

use super::pen::Pen;
use super::record::Log;
use super::services;
use super::setup::Setup;

/// Its start; whether the services start.
pub(crate) fn starts(pen: &mut Pen<'_>) -> bool {
    let setup = pen.life.setup;
    if !pen.life.is_linux() {
        pen.profiler("Profiler DLL loaded.", &[]);
        let release = pen.life.release.to_string();
        pen.adds(Log::Profiler, "Profiler version = {}", &[&release]);
        pen.adds(Log::Profiler, "Pointer size: {} bits.", &["64"]);
    }
    pen.profiler("Buffering of logs disabled", &[]);
    enablement(pen);
    if matches!(setup, Setup::NotEnabled | Setup::Disabled) && !pen.since(3, 28) {
        let text = "DllGetClassObject(): Will not return an instance of CorProfilerCallbackFactory because Profiling has been disabled via an environment variable.";
        pen.profiler(text, &[]);
        pen.profiler("DllGetClassObject(): Profiling is not enabled.", &[]);
        return false;
    }
    pen.adds(
        Log::Profiler,
        "DllGetClassObject(): Returning an instance of CorProfilerCallbackFactory (hr=0x{})",
        &["0"],
    );
    if matches!(setup, Setup::Excluded | Setup::CommandLineTool) {
        return false;
    }
    pen.profiler("CorProfilerCallback is initializing.", &[]);
    debug_state(pen);
    pen.adds(Log::Profiler, "Environment variables:", &[]);
    if refuses(pen) {
        return false;
    }
    initializes(pen);
    if waits(pen) && setup == Setup::WaitsForTracer {
        return false;
    }
    decides(pen)
}

fn debug_state(pen: &mut Pen<'_>) {
    if pen.life.debug {
        pen.profiler("Enable debug log = {} from (DD_TRACE_DEBUG environment variable)", &["1"]);
        pen.profiler("Enable debug log = {} from (\"DD_TRACE_DEBUG\" environment variable)", &["1"]);
    } else {
        let text = "No \"DD_TRACE_DEBUG\" environment variable has been found. Enable debug log = {} (default).";
        pen.profiler(text, &["0"]);
    }
}

/// What it reads of the settings.
fn enablement(pen: &mut Pen<'_>) {
    let setup = pen.life.setup;
    let text = "Value \"{}\" for \"DD_PROFILING_ENABLED\" environment variable. Enable = {}";
    match setup {
        Setup::NotEnabled => {
            let text = "No \"DD_PROFILING_ENABLED\" environment variable has been found. Using default ({}).";
            pen.profiler(text, &["0"]);
        }
        Setup::Disabled => {
            pen.profiler(text, &["0", "0"]);
        }
        _ => {
            pen.profiler(text, &["1", "1"]);
        }
    }
    configuration(pen);
    if pen.profiler("Waiting for managed configuration to enable/disable the profiler", &[]) {
        return;
    }
    let single_step = pen.life.single_step();
    pen.profiler(
        ".NET Profiler deployment mode: {}",
        &[if single_step { "Single Step Instrumentation" } else { "Manual" }],
    );
    match setup {
        Setup::NotEnabled => {
            let text = ".NET Profiler environment variable 'DD_PROFILING_ENABLED' was not set. The .NET profiler will be disabled.";
            pen.profiler(text, &[]);
        }
        Setup::Disabled => {
            pen.profiler(".NET Profiler is {}", &["disabled."]);
            pen.profiler(".NET Profiler is explictly disabled.", &[]);
        }
        Setup::AutoWithoutSingleStep => {
            let text = ".NET Profiler is installed via Single Step Instrumentation and automatically enabled. It will start later.";
            pen.profiler(text, &[]);
        }
        _ if single_step => {
            pen.profiler(".NET Profiler is enabled via Single Step Instrumentation. It will start later.", &[]);
        }
        _ => {
            pen.profiler(".NET Profiler is {}", &["enabled."]);
            pen.profiler(".NET Profiler is explictly enabled.", &[]);
        }
    }
}

fn configuration(pen: &mut Pen<'_>) {
    let off = pen.life.setup == Setup::AllTypesOff;
    let types = [
        ("DD_PROFILING_CPU_ENABLED", "1", pen.life.cpu),
        ("DD_PROFILING_WALLTIME_ENABLED", "1", pen.life.wall),
        ("DD_PROFILING_EXCEPTION_ENABLED", "1", !off),
        ("DD_PROFILING_ALLOCATION_ENABLED", "0", false),
        ("DD_PROFILING_CONTENTION_ENABLED", "1", !off),
        ("DD_PROFILING_GC_ENABLED", "1", !off),
        ("DD_PROFILING_HEAP_ENABLED", "0", false),
    ];
    for (name, default, is_on) in types {
        let value = if is_on { "1" } else { "0" };
        setting(pen, name, default, (value != default).then_some(value));
    }
    let service = pen.life.application.service.clone();
    setting(pen, "DD_SERVICE", "", Some(&service));
    if pen.since(3, 19) {
        setting(pen, "DD_GC_THREADS_CPUTIME_ENABLED", "1", None);
        setting(pen, "DD_THREAD_LIFETIME_ENABLED", "1", None);
    }
    setting(pen, "DD_INTERNAL_PROFILING_ETW_ENABLED", "1", None);
    if pen.since(3, 28) {
        setting(pen, "DD_PROFILING_MANAGED_ACTIVATION_ENABLED", "1", None);
        let injected = pen.life.single_step().then_some("tracer");
        setting(pen, "DD_INJECTION_ENABLED", "0", injected);
    }
}

fn setting(pen: &mut Pen<'_>, name: &str, default: &str, set: Option<&str>) {
    match set {
        Some(value) => {
            pen.profiler("Configuration: {} env var is set to '{}'", &[name, value]);
        }
        None => pen.adds(
            Log::Profiler,
            "Configuration: {} env var is not set - '{}' is used as default value",
            &[name, default],
        ),
    }
}

/// Checks of the surroundings that it refuses to run in.
fn refuses(pen: &mut Pen<'_>) -> bool {
    match pen.life.setup {
        Setup::TooFewCores => {
            pen.profiler("CPU limit is {} with {} threshold", &["0.5", "1"]);
            pen.profiler("The CPU limit is too low for the profiler to work properly.", &[]);
        }
        Setup::NoWrapper => {
            let library = "/opt/datadog/linux-x64/./Datadog.Linux.ApiWrapper.x64.so";
            let text = "Profiling is disabled: It appears the wrapper library '{}' is not correctly loaded.\nPossible reason(s):\n* The LD_PRELOAD environment variable might not contain the path '{}'. Try adding '{}' to LD_PRELOAD environment variable.\n* Your application might be running in a secure execution mode ({}). Try adding the path '{}' to the /etc/ld.so.preload file (create the file if needed).\nIf the issue persists, please contact the support with the following details:\nLD_PRELOAD current value: {}\nThe process running in a secure execution mode: {}\nProcess User ID differs from Effective User ID: {}\nProcess Group ID differs from Effective Group ID: {}\n";
            let values = [
                "Datadog.Linux.ApiWrapper.x64.so",
                library,
                library,
                "false",
                library,
                "<empty>",
                "false",
                "false",
                "false",
            ];
            pen.profiler(text, &values);
        }
        _ => return false,
    }
    pen.profiler("It is not safe to start the profiler. See previous log messages for more info.", &[]);
    if pen.since(3, 28) {
        // What the managed side says later does not start it any more.
        pen.at += 300;
        pen.profiler("Managed layer provides Stable Configuration.", &[]);
        pen.profiler("Profiler manually enabled", &[]);
        pen.profiler("Profiling delayed start", &[]);
    }
    true
}

fn initializes(pen: &mut Pen<'_>) {
    let timer = pen.life.samples_by_timer();
    for text in [
        "ICorProfilerInfo11 available. Profiling API compatibility: .NET Core 5.0 or later.",
        "ICorProfilerInfo13 available. Profiling API compatibility: .NET Core 7.0 or later.",
    ] {
        pen.adds(Log::Profiler, text, &[]);
    }
    runtime(pen);
    let metrics = "No \"DD_INTERNAL_OPERATIONAL_METRICS_ENABLED\" environment variable has been found. Default: Operational metrics disabled.";
    pen.adds(Log::Profiler, metrics, &[]);
    pen.adds(Log::Profiler, "FrameStore will not rely on ManagedCodeCache to resolve function IDs.", &[]);
    if pen.life.is_linux() {
        if timer {
            pen.adds(Log::Profiler, "RingBuffer size estimate (bytes): {}", &["99456"]);
        }
        let old =
            "LinuxStackFramesCollector::SetupSignalHandler: Successfully setup signal handler for SIGUSR1 signal.";
        let new = "ProfilerSignalManager::SetupSignalHandler: Successfully setup signal handler for SIGUSR1 signal.";
        let newest = "ProfilerSignalManager::SetupSignalHandler: Successfully setup signal handler for {} signal.";
        pen.adds(Log::Profiler, old, &[]);
        pen.adds(Log::Profiler, new, &[]);
        pen.adds(Log::Profiler, newest, &["User defined signal 1"]);
        if timer {
            pen.adds(Log::Profiler, "Cpu profiling interval: {}ms", &["9"]);
            pen.adds(Log::Profiler, "timer_create Cpu profiler is enabled", &[]);
        }
    }
    if pen.life.setup == Setup::NoExporter {
        pen.profiler("Failed to create the exporter: {}", &["invalid uri character"]);
    } else {
        pen.profiler("Using agent endpoint {}", &["http://localhost:8126"]);
    }
}

fn runtime(pen: &mut Pen<'_>) {
    let old = "Initializing the Profiler: Reported runtime version : { clrInstanceId: {}, runtimeType:{}, majorVersion: {}, minorVersion: {}, buildNumber: {}, qfeVersion: {} }.";
    pen.adds(Log::Profiler, old, &["0", "CORE_CLR", "10", "0", "12", "0"]);
    let runtime =
        "{ clrInstanceId:0, runtimeType:CORE_CLR, majorVersion: 10, minorVersion: 0, buildNumber: 12, qfeVersion: 0 }";
    pen.adds(Log::Profiler, "Initializing the Profiler: Reported runtime version :{}", &[runtime]);
}

/// From 3.28 on the managed side decides.
fn waits(pen: &mut Pen<'_>) -> bool {
    let text = "Waiting for Stable Configuration to be set to decide whether or not the Profiler should be enabled.";
    pen.profiler(text, &[])
}

/// Whether the services start now or later.
fn decides(pen: &mut Pen<'_>) -> bool {
    let setup = pen.life.setup;
    if pen.since(3, 28) {
        pen.at += 100;
        pen.profiler("Managed layer provides Stable Configuration.", &[]);
        match setup {
            Setup::NotEnabled | Setup::Disabled => {
                pen.profiler("Profiler is disabled via Stable Configuration", &[]);
                return false;
            }
            Setup::AutoWithoutSingleStep | Setup::NotTriggered | Setup::RunsLater => {
                pen.profiler("Profiler enabled by SSI", &[]);
            }
            _ => {
                pen.profiler("Profiler manually enabled", &[]);
            }
        }
    } else if setup == Setup::AutoWithoutSingleStep {
        pen.profiler("Profiler is installed by SSI and automatically enabled. Services will be started later.", &[]);
    } else if pen.life.single_step() {
        pen.profiler("Profiler is enabled by SSI. Services will be started later.", &[]);
    }
    match setup {
        Setup::AutoWithoutSingleStep | Setup::NotTriggered => return false,
        Setup::RunsLater => pen.at += 30_000,
        _ => {}
    }
    let is_delayed = pen.since(3, 28) || setup == Setup::RunsLater;
    if pen.at >= pen.life.began + pen.life.length {
        return false;
    }
    if is_delayed {
        pen.profiler("Profiling delayed start", &[]);
    }
    services::start(pen, is_delayed)
}
