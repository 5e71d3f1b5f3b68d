//! Who carried the lines: what each puts around one, and who wrote it as far as it tells.

use super::clock::{SECOND, written};

/// Who wrote a line, and where it stood.
pub(crate) struct Origin<'a> {
    pub(crate) host: &'a str,
    pub(crate) service: &'a str,
    /// The path of its file, and the number of the line there.
    pub(crate) path: &'a str,
    pub(crate) number: usize,
    pub(crate) at: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// `docker logs --timestamps`.
    Timestamps,
    Kubectl,
    KubectlWithTime,
    Compose,
    Stern,
    Cri,
    Journal,
    JournalPrecise,
    JournalJson,
    DockerJson,
    Shipper,
    Csv,
    GrepFiles,
    GrepNumbers,
    CatNumbers,
    Quoted,
    Wrapped(usize),
}

impl Carrier {
    pub(crate) const ALL: [(usize, Self); 20] = [
        (2, Self::Timestamps),
        (2, Self::Kubectl),
        (2, Self::KubectlWithTime),
        (2, Self::Compose),
        (2, Self::Stern),
        (2, Self::Cri),
        (2, Self::Journal),
        (2, Self::JournalPrecise),
        (2, Self::JournalJson),
        (2, Self::DockerJson),
        (2, Self::Shipper),
        (2, Self::Csv),
        (2, Self::GrepFiles),
        (2, Self::GrepNumbers),
        (2, Self::CatNumbers),
        (2, Self::Quoted),
        (1, Self::Wrapped(80)),
        (1, Self::Wrapped(132)),
        (1, Self::Wrapped(60)),
        (1, Self::Wrapped(100)),
    ];

    pub(crate) fn name(self) -> String {
        match self {
            Self::Wrapped(_) => "7 carrier: wrapped at a width".into(),
            other => format!("7 carrier: {other:?}"),
        }
    }

    /// Whether it tells who wrote a line, so that several processes may stand in one file.
    pub(crate) fn tells_origin(self) -> bool {
        use Carrier::{Compose, Journal, JournalJson, JournalPrecise, Kubectl, KubectlWithTime, Shipper, Stern};
        matches!(self, Kubectl | KubectlWithTime | Compose | Stern | Journal | JournalPrecise | JournalJson | Shipper)
    }

    /// Whether it takes the lines of a log as they follow each other there, and not as they are written.
    pub(crate) fn is_of_files(self) -> bool {
        matches!(self, Self::GrepFiles | Self::GrepNumbers | Self::CatNumbers | Self::Wrapped(_))
    }

    /// A line without its end.
    pub(crate) fn carries(self, origin: &Origin<'_>, line: &str) -> String {
        let Origin { host, service, path, number, at } = origin;
        // Half a millisecond later, in universal time.
        let time = format!("{}412345Z", written(*at).replace(' ', "T"));
        let json = |text: &str| serde_json::to_string(text).unwrap();
        match self {
            Self::Timestamps => format!("{time} {line}"),
            Self::Kubectl => format!("[pod/{host}-{service}/{service}] {line}"),
            Self::KubectlWithTime => format!("[pod/{host}-{service}/{service}] {time} {line}"),
            Self::Compose => format!("{host}-{service}-1  | {line}"),
            Self::Stern => format!("{host}-{service} {service} {line}"),
            Self::Cri => format!("{time} stdout F {line}"),
            Self::Journal => format!("Sep 10 {} {host} {service}[812]: {line}", &written(*at)[11..19]),
            Self::JournalPrecise => {
                format!("{}+0000 {host} {service}[812]: {line}", written(at / SECOND * SECOND)[..19].replace(' ', "T"))
            }
            Self::JournalJson => format!(
                "{{\"_HOSTNAME\":{},\"_SYSTEMD_UNIT\":{},\"_PID\":\"812\",\"MESSAGE\":{}}}",
                json(host),
                json(&format!("{service}.service")),
                json(line)
            ),
            Self::DockerJson => {
                format!("{{\"log\":{},\"stream\":\"stdout\",\"time\":\"{time}\"}}", json(&format!("{line}\n")))
            }
            Self::Shipper => format!(
                "{{\"timestamp\":\"{time}\",\"host\":{},\"service\":{},\"message\":{}}}",
                json(host),
                json(service),
                json(line)
            ),
            Self::Csv => format!("\"{time}\",\"{}\"", line.replace('"', "\"\"")),
            Self::GrepFiles => format!("{path}:{number}:{line}"),
            Self::GrepNumbers => format!("{number}:{line}"),
            Self::CatNumbers => format!("{number:6}\t{line}"),
            Self::Quoted => format!("> {line}"),
            Self::Wrapped(width) => {
                let parts: Vec<_> = line.as_bytes().chunks(width).map(String::from_utf8_lossy).collect();
                parts.join("\n")
            }
        }
    }
}
