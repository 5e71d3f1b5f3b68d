//! One record of one log, and how that log writes it.

use super::clock::written;
use profiler_doctor::pack::Release;

/// The logs of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Log {
    Loader,
    Profiler,
    Tracer,
    Managed,
}

#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) at: i64,
    pub(crate) log: Log,
    pub(crate) level: &'static str,
    pub(crate) text: String,
}

/// Who writes.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    pub(crate) pid: u32,
    /// The name of the process, as file names have it.
    pub(crate) process: String,
    pub(crate) release: Release,
}

impl Writer {
    pub(crate) fn file(&self, log: Log) -> String {
        let (process, pid) = (&self.process, self.pid);
        match log {
            Log::Loader => format!("dotnet-native-loader-{process}-{pid}.log"),
            Log::Profiler => format!("DD-DotNet-Profiler-Native-{process}-{pid}.log"),
            Log::Tracer => format!("dotnet-tracer-native-{process}-{pid}.log"),
            // Up to 3.3.1 the number is the day.
            Log::Managed if self.release < Release::new(3, 4, 0) => {
                format!("dotnet-tracer-managed-{process}-20260910.log")
            }
            Log::Managed => format!("dotnet-tracer-managed-{process}-{pid}.log"),
        }
    }

    pub(crate) fn line(&self, record: &Record) -> String {
        let (time, level, text, pid) = (written(record.at), record.level, &record.text, self.pid);
        match record.log {
            Log::Loader | Log::Profiler => format!("[{time} | {level} | PId: {pid} | TId: {pid}] {text}\n"),
            Log::Tracer => format!("{} [{pid}|{pid}] [{level}] {text}\n", american(&time)),
            Log::Managed => {
                let level = match level {
                    "debug" => "DBG",
                    "warning" => "WRN",
                    "error" => "ERR",
                    _ => "INF",
                };
                let (process, release) = (&self.process, &self.release);
                format!(
                    "{time} +00:00 [{level}] {text}  {{ MachineName: \".\", Process: \"[{pid} {process}]\", AppDomain: \"[1 {process}]\", TracerVersion: \"{release}.0\" }}\n"
                )
            }
        }
    }
}

/// `2026-09-10 14:00:00.000` as `09/10/26 02:00:00.000 PM`.
fn american(time: &str) -> String {
    let hour: u32 = time[11..13].parse().unwrap_or_default();
    let (half, hour) = (if hour < 12 { "AM" } else { "PM" }, if hour.is_multiple_of(12) { 12 } else { hour % 12 });
    format!("{}/{}/{} {hour:02}{} {half}", &time[5..7], &time[8..10], &time[2..4], &time[13..])
}
