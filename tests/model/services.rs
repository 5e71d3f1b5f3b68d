//! The profiler's services: their start and their stop, in the order of the captured logs.

use super::life::Life;
use super::pen::Pen;
use super::record::Log;
use super::setup::Setup;
use profiler_doctor::pack::Release;

const TIMER: &str = "timer_create-based Cpu Profiler";

/// Those that start before the sampling.
fn first(life: &Life<'_>) -> Vec<&'static str> {
    let since = |major, minor| life.release >= Release::new(major, minor, 0);
    let mut all = Vec::new();
    let mut add = |is_there: bool, name| all.extend(is_there.then_some(name));
    add(life.is_linux() && since(2, 39), "Linux System Calls Shield");
    add(life.is_linux() && since(3, 5), "Libraries Info Cache");
    add(true, "ThreadsCpuManager");
    add(true, "ManagedThreadList");
    add(since(2, 20), "ManagedThreadList");
    add(life.is_linux() && since(3, 28), "NativeThreadList");
    add(true, "RuntimeID Store");
    all
}

/// Those of the types of profiles.
pub(crate) fn providers(life: &Life<'_>) -> Vec<&'static str> {
    let since = |major, minor| life.release >= Release::new(major, minor, 0);
    let all_off = life.setup == Setup::AllTypesOff;
    let mut all = Vec::new();
    let mut add = |is_there: bool, name| all.extend(is_there.then_some(name));
    add(since(3, 19), "ThreadLifetimeProvider");
    add(life.wall, "WallTimeProvider");
    add(life.cpu && !life.samples_by_timer(), "CpuTimeProvider");
    add(life.cpu && life.samples_by_timer(), "CpuSampleProvider");
    add(since(2, 48) && !all_off, "ExceptionsProvider");
    add(since(2, 48) && !all_off, "ContentionProvider");
    add(since(2, 30) && !all_off, "StopTheWorldGCProvider");
    add(since(2, 30) && !all_off, "GarbageCollectorProvider");
    all
}

/// Starts them; whether all did.
pub(crate) fn start(pen: &mut Pen<'_>, is_delayed: bool) -> bool {
    let life = pen.life;
    for service in first(life) {
        if service == "RuntimeID Store" && pen.since(3, 28) {
            pen.profiler("{} is already started.", &[service]);
            continue;
        }
        if service == "Libraries Info Cache" {
            pen.profiler("LibrariesInfoCache: Registered custom iterate_phdr_function with libunwind.", &[]);
        }
        started(pen, service);
    }
    for provider in providers(life) {
        started(pen, provider);
    }
    if life.setup == Setup::ServiceFails {
        fails(pen, is_delayed);
        return false;
    }
    sampling(pen);
    started(pen, "StackSamplerLoopManager");
    started(pen, "ApplicationStore");
    if pen.since(2, 13) {
        pen.adds(Log::Profiler, "Starting the samples collector", &[]);
        started(pen, "SamplesCollector");
    }
    if !pen.since(2, 15) {
        pen.adds(Log::Profiler, "Starting the samples aggregator", &[]);
        pen.adds(Log::Profiler, "StackSamplerLoopManager::WatcherLoop started.", &[]);
        started(pen, "SamplesAggregator");
    }
    if life.samples_by_timer() {
        timer(pen);
    }
    if is_delayed {
        pen.profiler("Profiler is started after a delay.", &[]);
    }
    if pen.since(2, 15) {
        pen.adds(Log::Profiler, "StackSamplerLoopManager::WatcherLoop started.", &[]);
    }
    true
}

fn started(pen: &mut Pen<'_>, service: &str) {
    pen.profiler("{} started successfully.", &[service]);
}

fn sampling(pen: &mut Pen<'_>) {
    let manual = if pen.life.cpu && !pen.life.samples_by_timer() { "enabled" } else { "disabled" };
    let wall = if pen.life.wall { "enabled" } else { "disabled" };
    for (text, value) in [
        ("Processor cores = {}", "2"),
        ("CPU and wall time sampling period = {} ms", "9"),
        ("Wall time sampled threads = {}", "5"),
        ("Max CodeHotspots sampled threads = {}", "10"),
        ("Max CPU sampled threads = {}", "64"),
        ("Manual Cpu profiler is {}", manual),
        ("Wall-time profiler is {}", wall),
    ] {
        pen.adds(Log::Profiler, text, &[value]);
    }
}

fn timer(pen: &mut Pen<'_>) {
    pen.adds(Log::Profiler, "Kernel: {} {} {}", &["Linux", "6.18.44", "x86_64"]);
    pen.profiler("info: RLIMIT_SIGPENDING: soft={} hard={}", &["96365", "96365"]);
    pen.adds(Log::Profiler, "Signal queue at startup: {}", &["SigQ:\t0/96365"]);
    let handler = "ProfilerSignalManager::SetupSignalHandler: Successfully setup signal handler for {} signal.";
    pen.profiler(handler, &["Profiling timer expired"]);
    started(pen, TIMER);
}

fn fails(pen: &mut Pen<'_>, is_delayed: bool) {
    let service = ["StackSamplerLoopManager"];
    if !pen.profiler("{} failed to start.", &service) {
        pen.profiler("{} failed to start. This service might have been started earlier.", &service);
    }
    if is_delayed && pen.since(3, 28) {
        pen.profiler("One or multiple services failed to start after a delay. Stopping all services.", &[]);
    } else {
        pen.profiler("One or multiple services failed to start. Stopping all services.", &[]);
        pen.profiler(
            "Failed to initialize all services (at least one failed). Stopping the profiler initialization.",
            &[],
        );
    }
}

/// Stops them, the last one first. Those that never started cannot be stopped.
pub(crate) fn stop(pen: &mut Pen<'_>, ran: bool) {
    let life = pen.life;
    let mut services: Vec<(&str, bool)> = first(life).into_iter().map(|service| (service, false)).collect();
    services.extend(providers(life).into_iter().map(|service| (service, true)));
    services.extend([("StackSamplerLoopManager", true), ("ApplicationStore", false)]);
    services.extend(pen.since(2, 13).then_some(("SamplesCollector", true)));
    services.extend((!pen.since(2, 15)).then_some(("SamplesAggregator", true)));
    services.extend(life.samples_by_timer().then_some((TIMER, true)));
    // Started before the decision whether to run.
    let early = if pen.since(3, 28) { "RuntimeID Store" } else { "Linux System Calls Shield" };
    for (service, stopped_before) in services.into_iter().rev() {
        let in_vain = if ran { stopped_before && pen.since(3, 10) } else { service != early };
        let _ = in_vain && stops_in_vain(pen, service) || pen.profiler("{} stopped successfully.", &[service]);
    }
}

/// The CPU timer is stopped first.
pub(crate) fn stop_timer(pen: &mut Pen<'_>, ran: bool) {
    if pen.life.samples_by_timer() {
        let _ = !ran && stops_in_vain(pen, TIMER) || pen.profiler("{} stopped successfully.", &[TIMER]);
    }
}

fn stops_in_vain(pen: &mut Pen<'_>, service: &str) -> bool {
    pen.profiler("{} failed to stop. This service might have been stopped earlier.", &[service])
        || pen.profiler("{} failed to stopped. This service might have been stopped earlier.", &[service])
}
