//! How an upload can end, and what each release prints about it.

use super::pen::Pen;
use super::record::Log;
use profiler_doctor::pack::Release;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    Taken,
    /// No upload was made.
    NothingToSend,
    Code(u16),
    Refused,
    UnknownHost,
    TimedOut,
    /// The process has no file descriptor left.
    NoDescriptor,
    Certificate,
}

impl Answer {
    pub(crate) const FAILURES: [Self; 12] = [
        Self::Code(403),
        Self::Refused,
        Self::Code(404),
        Self::Code(413),
        Self::Code(429),
        Self::Code(500),
        Self::Code(503),
        Self::Code(418),
        Self::TimedOut,
        Self::UnknownHost,
        Self::NoDescriptor,
        Self::Certificate,
    ];

    /// Milliseconds until the process knows it.
    pub(crate) fn takes(self) -> i64 {
        if self == Self::TimedOut { 10_000 } else { 12 }
    }

    /// What may be named as the cause where this is how uploads end. Releases that print no reason cannot tell more.
    pub(crate) fn causes(self, release: Release) -> &'static [&'static str] {
        let tells = release >= Release::new(2, 14, 0);
        match self {
            Self::Taken => &[],
            // Where each success has its line, that there is none counts as a failure.
            Self::NothingToSend if release < Release::new(2, 16, 0) => &["nothing-to-send", "export-failed"],
            Self::NothingToSend => &["nothing-to-send"],
            Self::Code(403) => &["api-key-rejected"],
            Self::Code(404) => &["agent-endpoint-missing"],
            Self::Code(413) => &["payload-too-large"],
            Self::Code(408 | 429 | 500..) => &["intake-error"],
            Self::Code(_) => &["export-failed"],
            Self::NoDescriptor | Self::Certificate if tells => &["export-failed"],
            Self::NoDescriptor | Self::Certificate => &["export-failed", "agent-unreachable"],
            // Beside lines of success those that are missing count.
            Self::TimedOut if release < Release::new(2, 16, 0) => &["agent-unreachable", "export-failed"],
            Self::Refused | Self::UnknownHost | Self::TimedOut => &["agent-unreachable"],
        }
    }

    /// Whether the release prints something about it.
    pub(crate) fn writes(self, pen: &mut Pen<'_>) {
        let log = Log::Profiler;
        let code = match self {
            Self::Taken => 200,
            Self::Code(code) => code,
            other => return other.transport(pen),
        };
        let success = if code == 200 { "true" } else { "false" };
        let code = code.to_string();
        let told = pen.says(log, "The profile was sent. Success?{}, Http code: {}", &[success, &code]);
        if !told && code != "200" {
            let _ = pen.says(log, "Failed to send profile. Http code: {}", &[&code])
                || pen.says(log, "{http status}", &[&code]);
        }
    }

    fn transport(self, pen: &mut Pen<'_>) {
        let release = pen.life.release;
        let (old, new) = match self {
            Self::Refused => (
                "error trying to connect: tcp connect error: Connection refused (os error 111)",
                "client error (Connect): tcp connect error: Connection refused (os error 111)",
            ),
            Self::UnknownHost => (
                "error trying to connect: dns error: failed to lookup address information: Name or service not known",
                "client error (Connect): dns error: failed to lookup address information: Name or service not known",
            ),
            Self::NoDescriptor => (
                "error trying to connect: tcp open error: Too many open files (os error 24)",
                "client error (Connect): tcp open error: Too many open files (os error 24)",
            ),
            Self::Certificate => (
                "error trying to connect: invalid peer certificate: UnknownIssuer",
                "client error (Connect): invalid peer certificate: UnknownIssuer",
            ),
            _ => ("operation timed out", "operation timed out"),
        };
        let mut reason = if release < Release::new(3, 16, 0) { old } else { new }.to_owned();
        if release >= Release::new(3, 41, 0) {
            reason = format!("error sending request for url (http://localhost:8126/profiling/v1/input): {reason}");
        }
        let texts = [
            "libddprof error: Failed to send profile ({})",
            "Failed to send profile ({})",
            "failed ddog_prof_Exporter_send: {}",
            "ddog_prof_Exporter_send failed: {}",
            "ddog_prof_Exporter_send_blocking failed: Failed to send HTTP request: {}",
        ];
        let with_reason = texts.iter().any(|text| pen.says(Log::Profiler, text, &[&reason]));
        if !with_reason {
            pen.says(Log::Profiler, "libddprof error: Failed to send profile.", &[]);
        }
    }
}
