//! Whether, and how, the profiler comes to run in a process.

use super::choices::Dice;
use profiler_doctor::pack::Release;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Setup {
    Runs,
    /// Single step: it starts 30 s later.
    RunsLater,
    NotEnabled,
    Disabled,
    AutoWithoutSingleStep,
    /// Single step, and the process is too short or has no span.
    NotTriggered,
    WaitsForTracer,
    TooFewCores,
    NoWrapper,
    LibraryMissing,
    LibraryBroken,
    LoaderConfigurationMissing,
    Excluded,
    /// A command of the SDK, `dotnet build`.
    CommandLineTool,
    ServiceFails,
    AllTypesOff,
    NoExporter,
}

use Setup::{
    AllTypesOff, AutoWithoutSingleStep, CommandLineTool, Disabled, Excluded, LibraryBroken, LibraryMissing,
    LoaderConfigurationMissing, NoExporter, NoWrapper, NotEnabled, NotTriggered, Runs, RunsLater, ServiceFails,
    TooFewCores, WaitsForTracer,
};

impl Setup {
    const OTHERS: [Self; 16] = [
        NotEnabled,
        Disabled,
        RunsLater,
        AutoWithoutSingleStep,
        NotTriggered,
        WaitsForTracer,
        TooFewCores,
        NoWrapper,
        LibraryMissing,
        LibraryBroken,
        LoaderConfigurationMissing,
        Excluded,
        CommandLineTool,
        ServiceFails,
        AllTypesOff,
        NoExporter,
    ];

    /// One that this release can have, mostly a profiler that runs.
    pub(crate) fn drawn(dice: Dice<'_>, release: Release, is_linux: bool) -> Self {
        let fitting: Vec<Self> = Self::OTHERS.into_iter().filter(|setup| setup.is_of(release, is_linux)).collect();
        if dice.percent("other", 35) { dice.one("setup", &fitting) } else { Runs }
    }

    fn is_of(self, release: Release, is_linux: bool) -> bool {
        let since = |major, minor| release >= Release::new(major, minor, 0);
        match self {
            AutoWithoutSingleStep | NotTriggered | RunsLater => since(3, 3),
            WaitsForTracer => since(3, 28),
            TooFewCores => is_linux && since(2, 14),
            NoWrapper => is_linux && since(2, 39),
            Excluded => since(2, 28),
            CommandLineTool => since(2, 52),
            NoExporter => since(2, 15),
            AllTypesOff => since(2, 12),
            LibraryBroken => is_linux,
            _ => true,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Runs => "it runs",
            RunsLater => "single step, started later",
            NotEnabled => "not enabled",
            Disabled => "switched off",
            AutoWithoutSingleStep => "auto without single step",
            NotTriggered => "single step, not triggered",
            WaitsForTracer => "the managed tracer never answers",
            TooFewCores => "too few cores",
            NoWrapper => "wrapper not preloaded",
            LibraryMissing => "library missing",
            LibraryBroken => "library cannot be loaded",
            LoaderConfigurationMissing => "loader.conf missing",
            Excluded => "process excluded",
            CommandLineTool => "a command of the SDK",
            ServiceFails => "a service fails",
            AllTypesOff => "every type is off",
            NoExporter => "no exporter",
        }
    }

    /// Whether samples are collected and sent.
    pub(crate) fn runs(self) -> bool {
        matches!(self, Runs | RunsLater | AllTypesOff | NoExporter)
    }

    /// Whether anything could be sent.
    pub(crate) fn sends(self) -> bool {
        matches!(self, Runs | RunsLater)
    }

    /// Whether the profiler's library was loaded at all, so that it has a log.
    pub(crate) fn is_loaded(self, release: Release) -> bool {
        let late = loads_late(release);
        match self {
            LibraryMissing | LibraryBroken | LoaderConfigurationMissing => false,
            Excluded | CommandLineTool => !late,
            _ => true,
        }
    }

    /// What may be named as the cause.
    pub(crate) fn causes(self, release: Release) -> &'static [&'static str] {
        match self {
            Runs | RunsLater => &[],
            // From 3.28 on both print the same.
            NotEnabled | Disabled if release >= Release::new(3, 28, 0) => {
                &["profiler-not-enabled", "profiler-disabled"]
            }
            NotEnabled => &["profiler-not-enabled"],
            Disabled => &["profiler-disabled"],
            AutoWithoutSingleStep => &["auto-without-single-step"],
            NotTriggered => &["single-step-not-triggered"],
            WaitsForTracer => &["waiting-for-managed-tracer"],
            TooFewCores => &["cpu-limit-below-threshold"],
            NoWrapper => &["wrapper-not-preloaded"],
            LibraryMissing => &["profiler-library-missing"],
            LibraryBroken => &["profiler-library-not-loadable"],
            LoaderConfigurationMissing => &["loader-configuration-broken"],
            Excluded => &["process-excluded"],
            CommandLineTool => &["log-of-another-process"],
            ServiceFails => &["service-failed-to-start"],
            AllTypesOff => &["nothing-to-send"],
            NoExporter => &["exporter-not-created"],
        }
    }
}

/// The loader reads its configuration, and loads the libraries, after it knows the process.
pub(crate) fn loads_late(release: Release) -> bool {
    release >= Release::new(3, 20, 0) || release == Release::new(3, 4, 0)
}
