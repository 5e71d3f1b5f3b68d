//! What a source can be.

use super::NamePattern;
use std::collections::BTreeMap;

/// How the lines of an artifact begin (formats: messages of the product, section 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineFormat {
    /// `[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 8] …`: loader and profiler.
    Native,
    /// `11/23/26 03:53:35.864 AM [7|8] [info] …`: native tracer, 12-hour clock.
    NativeTracer,
    /// `2026-11-23 03:53:35.864 +00:00 [INF] … { MachineName: ".", Process: "[7 dotnet]", … }`: managed tracer.
    Managed,
    /// `[2026-11-23 03:53:35.864 +00:00|1|name|True] …` or without the fields: managed loader.
    ManagedLoader,
    /// `[INF] : …`: loader before 2.5.0, on standard output.
    LoaderOutput,
    /// ` [FAILURE]: …`, wrapped at 80 columns: `dd-dotnet check`.
    Check,
    /// `2026-11-23 03:53:35 UTC | TRACE | ERROR | (place) | …`: the Datadog Agent.
    Agent,
    /// `NAME=value`, in the forms of shells, services and web servers; `/proc/<pid>/environ` too.
    Settings,
    /// JSON, YAML, and what is indented like it: each value is a record, `path[name].key: value`.
    Tree,
    /// No prefix of its own: every line is a record.
    Plain,
    /// Lines of any of the formats above, mixed.
    Mixed,
}

/// What a source tells about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// One process, or what it printed.
    #[default]
    Process,
    /// The host, the cluster or the Agent: it holds for every process beside it, and belongs to no life of one.
    Host,
}

/// One kind of source.
#[derive(Debug)]
pub struct Artifact {
    /// Its id in the contract, for example `loader-log`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// How its lines begin.
    pub format: LineFormat,
    /// Patterns of its file names (without folders). Named groups `process`, `pid`, `rotation` are read.
    pub names: Vec<NamePattern>,
    /// Literals of which one in the first 64 KiB tells the artifact where the name does not.
    pub heads: Vec<String>,
    /// Whether its warnings and errors must be known before a run is called healthy.
    pub strict: bool,
    /// What it tells about.
    pub scope: Scope,
    pub(super) paths: BTreeMap<String, String>,
}

impl LineFormat {
    /// Whether its lines can stand in a stream beside others: not those of whole files with a form of their own.
    #[must_use]
    pub fn streams(self) -> bool {
        !matches!(self, Self::Agent | Self::Settings | Self::Tree)
    }
}

impl Artifact {
    /// Where it usually lies on that operating system (`linux`, `windows`), or on both where the system is not known.
    #[must_use]
    pub fn path(&self, os: Option<&str>) -> String {
        let path = |os: &str| self.paths.get(os).map(String::as_str);
        if let Some(path) = os.and_then(path).or_else(|| path("any")) {
            return path.to_owned();
        }
        [("Linux", path("linux")), ("Windows", path("windows"))]
            .into_iter()
            .filter_map(|(os, path)| path.map(|path| format!("{os}: {path}")))
            .collect::<Vec<_>>()
            .join("; ")
    }
}
