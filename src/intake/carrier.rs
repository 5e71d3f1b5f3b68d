//! Who put something around each line: container engines, clusters, the journal, log shippers, exports and tools.

use super::carried::Carried;
use super::{csv, json, prefix};

/// Who carried the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Carrier {
    /// Nobody: the file as the product wrote it.
    #[default]
    None,
    /// One JSON object a line: files of the docker engine, log shippers, `journalctl -o json`.
    Json,
    /// `"2026-11-23T03:53:35.864Z","…"`: exports of log searches.
    Csv,
    /// `shop-1  | …`: docker compose.
    Compose,
    /// `2026-11-23T03:53:35.864Z stdout F …`: files of Kubernetes nodes (CRI).
    Cri,
    /// `[pod/shop/app] …`: kubectl with `--prefix`.
    Kubectl,
    /// `Nov 23 03:53:35 host app[7]: …` and the same with an ISO time: the journal.
    Journal,
    /// `shop-6f4 app …`: stern.
    Stern,
    /// `2026-11-23T03:53:35.864Z …`: a time before each line (`--timestamps`, cluster viewers with a tabulator).
    Timestamps,
    /// `logs/x.log:12:…`: grep over several files.
    Grep,
    /// `12:…`, `    12<tab>…`: `grep -n`, `cat -n`.
    Numbered,
    /// `> …`: mails and tickets.
    Quoted,
    /// Anything else in front of the prefix of loader and profiler: columns of viewers, times of build servers.
    Other,
}

impl Carrier {
    /// All carriers: the plain file first, then those with the most distinct prefix.
    pub const ALL: [Self; 13] = [
        Self::None,
        Self::Json,
        Self::Compose,
        Self::Kubectl,
        Self::Cri,
        Self::Journal,
        Self::Timestamps,
        Self::Numbered,
        Self::Csv,
        Self::Stern,
        Self::Grep,
        Self::Quoted,
        Self::Other,
    ];

    /// The line without what the carrier put around it; nothing where it put nothing.
    #[must_use]
    pub fn unwrap(self, line: &[u8]) -> Option<Carried<'_>> {
        match self {
            Self::None => Some(Carried::of(line)),
            Self::Json => json::carried(line),
            Self::Csv => csv::carried(line),
            Self::Compose => prefix::compose(line),
            Self::Cri => prefix::cri(line),
            Self::Timestamps => prefix::timestamps(line),
            Self::Kubectl => prefix::kubectl(line),
            Self::Journal => prefix::journal(line),
            Self::Stern => prefix::stern(line),
            Self::Grep => prefix::grep(line),
            Self::Numbered => prefix::numbered(line),
            Self::Quoted => prefix::quoted(line),
            Self::Other => prefix::other(line),
        }
    }

    /// Whether it is known only by the product's own prefix behind its own: any text has such a beginning.
    pub(super) fn is_weak(self) -> bool {
        matches!(self, Self::Csv | Self::Stern | Self::Grep | Self::Numbered | Self::Quoted | Self::Other)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::label;
    use super::*;

    const RECORD: &str = "[2026-11-23 03:53:35.864 | info | PId: 7 | TId: 7] x";

    #[test]
    fn every_carrier_gives_the_line_back_and_says_who_wrote_it() {
        let stamp = "2026-11-23T03:53:35.864123Z";
        let lines = [
            (Carrier::None, RECORD.to_owned(), ""),
            (Carrier::Json, format!("{{\"log\":\"{RECORD}\\n\",\"stream\":\"stdout\",\"time\":\"{stamp}\"}}"), ""),
            (Carrier::Json, format!("{{\"message\":\"{RECORD}\",\"host\":\"web01\"}}"), "web01"),
            (
                Carrier::Json,
                format!(
                    "{{\"kubernetes\":{{\"pod_name\":\"a-1\",\"container_name\":\"app\"}},\"@message\":\"{RECORD}\"}}"
                ),
                "a-1/app",
            ),
            (
                Carrier::Json,
                format!("{{\"_HOSTNAME\":\"h\",\"_SYSTEMD_UNIT\":\"shop.service\",\"MESSAGE\":\"{RECORD}\"}}"),
                "h/shop.service",
            ),
            (Carrier::Csv, format!("\"{stamp}\",\"{RECORD}\""), ""),
            (Carrier::Csv, format!("{stamp},web01,{RECORD}"), ""),
            (Carrier::Compose, format!("shop-1  | {RECORD}"), "shop-1"),
            (Carrier::Compose, format!("shop-1  | {stamp} {RECORD}"), "shop-1"),
            (Carrier::Cri, format!("{stamp} stdout F {RECORD}"), ""),
            (Carrier::Cri, format!("2026-11-23T03:53:35.864123+01:00 stderr F {RECORD}"), ""),
            (Carrier::Timestamps, format!("{stamp} {RECORD}"), ""),
            (Carrier::Timestamps, format!("2026-11-23T03:53:35.864Z\t{RECORD}"), ""),
            (Carrier::Kubectl, format!("[pod/shop-6f/app] {RECORD}"), "shop-6f/app"),
            (Carrier::Kubectl, format!("[pod/shop-6f/app] {stamp} {RECORD}"), "shop-6f/app"),
            (Carrier::Journal, format!("Nov 23 03:53:35 host1 shop[7]: {RECORD}"), "host1/shop"),
            (Carrier::Journal, format!("Nov  3 03:53:35.123456 host1 shop[7]: {RECORD}"), "host1/shop"),
            (Carrier::Journal, format!("2026-11-23T03:53:35+0000 host1 shop[7]: {RECORD}"), "host1/shop"),
            (Carrier::Stern, format!("shop-6f4 app {RECORD}"), "shop-6f4/app"),
            (Carrier::Stern, format!("shop-6f4 app {stamp} {RECORD}"), "shop-6f4/app"),
            (Carrier::Grep, format!("hosts/a/x.log:12:{RECORD}"), "hosts/a"),
            (Carrier::Grep, format!("x.log:{RECORD}"), ""),
            (Carrier::Numbered, format!("12:{RECORD}"), ""),
            (Carrier::Numbered, format!("    12\t{RECORD}"), ""),
            (Carrier::Quoted, format!("> {RECORD}"), ""),
            (Carrier::Quoted, format!(">> {RECORD}"), ""),
            (Carrier::Other, format!("k{RECORD}"), "k"),
            (Carrier::Other, format!("12:45:32 [DBG] | host1 | {RECORD}"), "host1"),
        ];
        for (carrier, line, origin) in lines {
            let carried = carrier.unwrap(line.as_bytes()).unwrap();
            assert_eq!(carried.text.as_ref(), RECORD.as_bytes(), "{carrier:?}: {line}");
            let writer = if carried.is_label { label::of_prefix(&carried.origin) } else { carried.origin.to_vec() };
            assert_eq!(writer, origin.as_bytes(), "{carrier:?}: {line}");
        }
    }

    #[test]
    fn other_lines_are_left_alone() {
        for carrier in Carrier::ALL.into_iter().skip(1) {
            assert_eq!(carrier.unwrap(RECORD.as_bytes()), None, "{carrier:?}");
            assert_eq!(carrier.unwrap(b""), None, "{carrier:?}");
        }
    }

    #[test]
    fn a_line_that_the_product_did_not_write_has_the_time_of_its_carrier() {
        let time = |carrier: Carrier, line: &str| carrier.unwrap(line.as_bytes()).unwrap().time.unwrap().to_string();
        let stamp = "2026-11-23T03:53:35.864123Z";
        assert_eq!(time(Carrier::Cri, &format!("{stamp} stderr F Aborted")), "2026-11-23T03:53:35.864");
        assert_eq!(time(Carrier::Timestamps, &format!("{stamp} Aborted")), "2026-11-23T03:53:35.864");
        let json = format!("{{\"log\":\"Aborted\\n\",\"time\":\"{stamp}\"}}");
        assert_eq!(time(Carrier::Json, &json), "2026-11-23T03:53:35.864");
        assert_eq!(time(Carrier::Kubectl, &format!("[pod/a/b] {stamp} Aborted")), "2026-11-23T03:53:35.864");
    }
}
