//! Logs of the tracer in a folder of their own: copied apart, or written there by its own setting.
//!
//! They are of the process that has their id, name and start where its native logs lie in one other folder only, and the
//! same kinds of logs do not.

use super::Part;
use super::hosts::plain;
use super::namesakes::Processes;
use crate::pack::{LineFormat, Pack};

/// The managed side is ready so many milliseconds after the native one, at most.
const ONE_START: i64 = 2_000;

/// Puts them to the native logs of their process.
pub(super) fn gathered<'a>(pack: &Pack, mut processes: Processes<'a>) -> Processes<'a> {
    let is_tracers = |part: &Part<'_>| {
        let format = pack.artifact(&part.source.artifact).map(|artifact| artifact.format);
        matches!(format, Some(LineFormat::Managed | LineFormat::ManagedLoader | LineFormat::NativeTracer))
    };
    let apart = processes.iter().filter(|(_, parts)| parts.iter().all(is_tracers));
    let apart: Vec<(&str, u32)> = apart.map(|(place, _)| *place).collect();
    for (folder, pid) in apart {
        let Some(mine) = processes.get(&(folder, pid)) else { continue };
        let others = processes.iter().filter(|((_, other), theirs)| *other == pid && !theirs.iter().all(is_tracers));
        let mut fitting = others.filter(|(_, theirs)| are_of_one(theirs, mine)).map(|(place, _)| *place);
        let (Some(place), None) = (fitting.next(), fitting.next()) else { continue };
        let parts = processes.remove(&(folder, pid)).unwrap_or_default();
        processes.entry(place).or_default().extend(parts);
    }
    processes
}

fn are_of_one(native: &[Part<'_>], tracers: &[Part<'_>]) -> bool {
    let has_same_kind = |part: &Part<'_>| native.iter().any(|other| other.source.artifact == part.source.artifact);
    !tracers.iter().any(has_same_kind)
        && tracers.iter().all(|part| native.iter().any(|other| have_one_name(other, part)))
        && tracers.iter().any(|part| native.iter().any(|other| start_together(other, part)))
}

/// Native names end before the last dot, and were cut.
fn have_one_name(one: &Part<'_>, other: &Part<'_>) -> bool {
    let names = one.source.named_process.as_deref().zip(other.source.named_process.as_deref());
    names.map(|(one, other)| (plain(one), plain(other))).is_some_and(|(one, other)| other.starts_with(&one))
}

fn start_together(native: &Part<'_>, tracer: &Part<'_>) -> bool {
    let starts = native.segment.own_first().filter(|_| native.segment.started).zip(tracer.segment.own_first());
    starts.is_some_and(|(native, tracer)| (0..=ONE_START).contains(&(tracer.0 - native.0)))
}
