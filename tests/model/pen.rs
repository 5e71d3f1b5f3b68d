//! Writes records of one life, each only where its release prints it.

use super::life::Life;
use super::record::{Log, Record};
use super::text::printed;
use profiler_doctor::pack::Release;

pub(crate) struct Pen<'a> {
    pub(crate) life: &'a Life<'a>,
    pub(crate) at: i64,
    pub(crate) records: Vec<Record>,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(life: &'a Life<'a>, at: i64) -> Self {
        Self { life, at, records: Vec::new() }
    }

    pub(crate) fn since(&self, major: u16, minor: u16) -> bool {
        self.life.release >= Release::new(major, minor, 0)
    }

    /// Whether the release prints it.
    pub(crate) fn says(&mut self, log: Log, text: &str, values: &[&str]) -> bool {
        let component = match log {
            Log::Loader => "loader",
            Log::Profiler => "native-profiler",
            Log::Tracer => "native-tracer",
            Log::Managed => "managed-tracer",
        };
        self.says_of(component, log, text, values)
    }

    /// What stands in the table under another part of the product.
    pub(crate) fn says_of(&mut self, component: &str, log: Log, text: &str, values: &[&str]) -> bool {
        let Some((level, text)) = printed(self.life.release, component, text, values) else { return false };
        self.records.push(Record { at: self.at, log, level, text });
        true
    }

    pub(crate) fn profiler(&mut self, text: &str, values: &[&str]) -> bool {
        self.says(Log::Profiler, text, values)
    }

    pub(crate) fn loader(&mut self, text: &str, values: &[&str]) -> bool {
        self.says(Log::Loader, text, values)
    }

    /// What a failure may do without.
    pub(crate) fn adds(&mut self, log: Log, text: &str, values: &[&str]) {
        let name = values.first().filter(|_| text.starts_with("Configuration")).copied().unwrap_or(text);
        if self.life.dropped.unless_dropped(name) {
            self.says(log, text, values);
        }
    }
}
