//! Logs to try the page with, carried along so that trying them fetches nothing.

/// Some logs that go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// What the button says.
    pub title: &'static str,
    /// What it shows.
    pub shows: &'static str,
    /// Name and text of each log.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! logs {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../static/examples/", $folder, "/", $name)))),+]
    };
}

/// The examples, in the order in which they are offered.
pub const EXAMPLES: [Example; 6] = [
    Example {
        title: "Rejected API key",
        shows: "The profiler runs, and every upload is refused.",
        files: logs!("api-key-rejected":
            "DD-DotNet-Profiler-Native-Storefront-2317.log",
            "dotnet-native-loader-Storefront-2317.log",
            "dotnet-tracer-managed-Storefront-2317.log",
        ),
    },
    Example {
        title: "Not enabled",
        shows: "The library is loaded and says it initialized, but it never starts.",
        files: logs!("not-enabled":
            "DD-DotNet-Profiler-Native-w3wp-5128.log",
            "dotnet-native-loader-w3wp-5128.log",
        ),
    },
    Example {
        title: "No Agent",
        shows: "Every upload fails, for nobody listens where the profiler sends.",
        files: logs!("agent-unreachable":
            "DD-DotNet-Profiler-Native-Catalogue-4821.log",
            "dotnet-native-loader-Catalogue-4821.log",
            "dotnet-tracer-managed-Catalogue-4821.log",
        ),
    },
    Example {
        title: "Too few cores",
        shows: "A container with half a core, in which the profiler declines to run.",
        files: logs!("too-few-cores":
            "DD-DotNet-Profiler-Native-dotnet-1.log",
            "dotnet-native-loader-dotnet-1.log",
        ),
    },
    Example {
        title: "Hanging threads",
        shows: "The profiler gets stuck on a thread, and the application may hang with it.",
        files: logs!("stack-walk-stuck":
            "DD-DotNet-Profiler-Native-dotnet-1874.log",
            "dotnet-native-loader-dotnet-1874.log",
        ),
    },
    Example {
        title: "Healthy",
        shows: "An orderly start, work, and an orderly end.",
        files: logs!("healthy":
            "DD-DotNet-Profiler-Native-Booking-1450.log",
            "dotnet-native-loader-Booking-1450.log",
        ),
    },
];
