//! What the native loader prints, in the order of the captured logs.

use super::pen::Pen;
use super::record::Log;
use super::setup::{Setup, loads_late};

const READING: &str = "DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: {}";
const INFO: [&str; 3] = [
    "ICorProfilerInfo11 available. Profiling API compatibility: .NET Core 5.0 or later.",
    "ICorProfilerInfo12 available. Profiling API compatibility: .NET Core 5.0 or later.",
    "ICorProfilerInfo12 available. ICorProfiler API compatibility: .NET Core 5.0 or later.",
];

pub(crate) fn starts(pen: &mut Pen<'_>) {
    let life = pen.life;
    let late = loads_late(life.release);
    pen.loader("Buffering of logs disabled", &[]);
    debug_state(pen);
    if !late {
        loads(pen);
        pen.at += 13;
    }
    for text in INFO {
        pen.adds(Log::Loader, text, &[]);
    }
    let command = life.command();
    pen.loader("Process CommandLine: {}", &[&command]);
    match life.setup {
        Setup::Excluded => return excluded(pen),
        Setup::CommandLineTool => return refuses_command(pen),
        _ => {}
    }
    for product in ["Profiler", "Datadog SDK"] {
        let text = format!(
            "Initializing the {product}: Reported runtime version : {{ clrInstanceId: {{}}, runtimeType:{{}}, majorVersion: {{}}, minorVersion: {{}}, buildNumber: {{}}, qfeVersion: {{}} }}."
        );
        pen.loader(&text, &["0", "CORE_CLR", "10", "0", "12", "0"]);
    }
    if late && !loads(pen) && !life.has_tracer {
        // Without any class the runtime unloads the loader.
        let _ = pen.loader("Error loading all cor profiler class factories.", &[])
            || pen.loader("Error loading all CorProfiler class factories.", &[]);
        pen.loader("Error initializing the dispatcher.", &[]);
        return;
    }
    pen.at += 13;
    pen.loader("Instrumentation Verification log is disabled.", &[]);
    match life.setup {
        Setup::TooFewCores | Setup::NoWrapper | Setup::ServiceFails => {
            let text =
                "CorProfiler::Initialize: Error Initializing the Continuous Profiler, unloading the dynamic library.";
            pen.loader(text, &[]);
        }
        setup if refused(pen, setup) => {}
        _ => {
            pen.loader("CorProfiler::Initialize: Continuous Profiler initialized successfully.", &[]);
        }
    }
    if life.has_tracer {
        pen.loader("CorProfiler::Initialize: Tracer Profiler initialized successfully.", &[]);
        pen.loader("CorProfiler::Initialize: Instrumentation initialized successfully.", &[]);
    }
    if life.single_step() {
        pen.loader(
            "SingleStepGuardRails::RecordBootstrapSuccess: Application instrumentation bootstrapping complete",
            &[],
        );
        pen.loader(
            "SingleStepGuardRails::SendTelemetry: Unable to send telemetry, DD_TELEMETRY_FORWARDER_PATH is not set",
            &[],
        );
    }
}

pub(crate) fn debug_state(pen: &mut Pen<'_>) {
    if pen.life.debug {
        pen.loader("Enable debug log = {} from (DD_TRACE_DEBUG environment variable)", &["1"]);
    } else {
        let text = "No \"DD_TRACE_DEBUG\" environment variable has been found. Enable debug log = {} (default).";
        pen.loader(text, &["0"]);
    }
}

/// Whether the profiler's library gave no class: it is missing, broken or switched off.
fn refused(pen: &Pen<'_>, setup: Setup) -> bool {
    match setup {
        Setup::LibraryMissing | Setup::LibraryBroken | Setup::LoaderConfigurationMissing => true,
        Setup::NotEnabled | Setup::Disabled => !pen.since(3, 28),
        _ => false,
    }
}

/// Reads loader.conf and loads the libraries; whether the profiler's gave a class.
fn loads(pen: &mut Pen<'_>) -> bool {
    let setup = pen.life.setup;
    let late = loads_late(pen.life.release);
    let folder = pen.life.folder_of_the_product();
    let library = pen.life.library();
    if setup == Setup::LoaderConfigurationMissing {
        pen.loader("DynamicDispatcherImpl::LoadConfiguration: Configuration file doesn't exist.", &[]);
        return false;
    }
    pen.loader(READING, &[&format!("\"{folder}loader.conf\"")]);
    match setup {
        Setup::LibraryMissing => {
            let text = "DynamicDispatcherImpl::LoadConfiguration: [{}] Dynamic library for '{}' cannot be loaded, file doesn't exist.";
            pen.loader(text, &["PROFILER", &library]);
        }
        Setup::LibraryBroken => cannot_be_loaded(pen, &library),
        Setup::NotEnabled | Setup::Disabled if !pen.since(3, 28) => {
            if pen.since(3, 9) {
                pen.loader("DynamicInstanceImpl::LoadClassFactory: The IClassFactory from {} is disabled", &[&library]);
                pen.loader("The continuous profiler is disabled", &[]);
                pen.loader("The Continuous Profiler is disabled", &[]);
            } else {
                no_class(pen, &library);
            }
        }
        _ => return true,
    }
    if !late && !pen.life.has_tracer && setup != Setup::LibraryMissing {
        pen.loader("Error loading all cor profiler class factories.", &[]);
    }
    false
}

fn cannot_be_loaded(pen: &mut Pen<'_>, library: &str) {
    let reason = format!("{library}: file too short");
    let log = Log::Loader;
    if !pen.says_of("shared-native", log, "Load: Error loading dynamic library '{}': {}", &[library, &reason]) {
        pen.loader("LoadDynamicLibrary: Error loading dynamic library '{}': {}", &[library, &reason]);
    }
    for function in ["DllGetClassObject", "DllCanUnloadNow"] {
        pen.says_of("shared-native", log, "GetFunction: The module instance is null.", &[]);
        let text = format!(
            "DynamicCOMLibrary::OnInitialized: Unable to retrieve external function '{function}' from library:{{}}"
        );
        pen.says_of("shared-native", log, &text, &[library]);
    }
    for occurred in ["occured", "occurred"] {
        let text = format!(
            "DynamicCOMLibrary::DllGetClassObject: cannot call to DllGetClassObject. An issue might have {occurred} and we were enable to get a pointer to this function"
        );
        pen.says_of("shared-native", log, &text, &[]);
    }
    no_class(pen, library);
    for occurred in ["occured", "occurred"] {
        let text = format!(
            "Unload: Unable to unload dynamic library '{{}}. Reason: An issue {occurred} while loading it. See previous message."
        );
        pen.says_of("shared-native", log, &text, &[library]);
    }
}

fn no_class(pen: &mut Pen<'_>, library: &str) {
    pen.loader("DynamicInstanceImpl::LoadClassFactory: Error getting IClassFactory from: {}", &[library]);
    for text in [
        "DynamicDispatcherImpl::LoadClassFactory: Error trying to load continuous profiler class factory in: {}",
        "DynamicDispatcherImpl::LoadClassFactory: Error trying to load continuous profiler class factory in: {}, error code: {}",
        "DynamicDispatcherImpl::LoadClassFactory: Error trying to load Continuous Profiler class factory in: {}, error code: {}",
    ] {
        let values = [library, "-2147467259"];
        pen.loader(text, &values[..text.matches("{}").count()]);
    }
}

fn excluded(pen: &mut Pen<'_>) {
    for product in ["ClrProfiler", "Datadog SDK"] {
        let text = format!("CorProfiler::Initialize {product} disabled: {{}} found in DD_PROFILER_EXCLUDE_PROCESSES.");
        let process = pen.life.application.process.clone();
        pen.loader(&text, &[&process]);
    }
}

fn refuses_command(pen: &mut Pen<'_>) {
    pen.loader(
        "The Tracer Profiler has been disabled because the process is 'dotnet' but an unsupported command was detected",
        &[],
    );
    pen.loader("Instrumentation has been disabled because the process name is 'dotnet' but an unsupported command was detected", &[]);
}
