//! What the debug log counts at each upload.

use super::pen::Pen;
use super::services::providers;

/// The samples of a period; whether those of wall time, and of CPU time, are there.
pub(crate) fn writes(pen: &mut Pen<'_>, wall: bool, cpu: bool) {
    if !pen.life.debug {
        return;
    }
    let mut providers = providers(pen.life);
    providers.reverse();
    if !pen.profiler("Collected samples per provider:", &[]) {
        return;
    }
    let mut any = false;
    for provider in providers {
        let count = match provider {
            "WallTimeProvider" if wall => "2605",
            "CpuTimeProvider" | "CpuSampleProvider" if cpu => "31",
            "ExceptionsProvider" => "12",
            "GarbageCollectorProvider" => "1",
            _ => "0",
        };
        any |= count != "0";
        pen.profiler("{} : {}", &[provider, count]);
    }
    if !any {
        pen.profiler("No sample has been collected. No profile will be sent.", &[]);
    }
}
