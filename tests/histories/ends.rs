//! Logs that were cut off: half a line is no state, and after it nothing was observed.

use super::life::{V2_14, V2_49, V3_51, given, life};

const REFUSED: &str = "ddog_prof_Exporter_send_blocking failed: Failed to send HTTP request: error sending request for \
                       url (http://localhost:8126/profiling/v1/input): client error (Connect): tcp connect error: \
                       Connection refused (os error 111)";

#[test]
fn half_an_error_is_not_another_error() {
    for keep in 75..160 {
        let lives = [life(V3_51, "10:00:00").without("CorProfiler").fails([60, 120, 180], REFUSED)];
        let cut = given(&lives).ending(|text| {
            let last = text.windows(10).rposition(|window| window == b"[2026-09-1").unwrap();
            text.truncate((last + keep).min(text.len()));
        });
        // The log of the loader is cut as well, in a line that says nothing of uploads.
        cut.is("agent-unreachable");
    }
}

#[test]
fn half_a_code_is_no_code() {
    let lives = [life(V2_49, "10:00:00").fails([60, 120, 180], "Failed to send profile. Http code: 403")];
    given(&lives).ending(|text| text.truncate(text.len() - 2)).is("api-key-rejected");
}

#[test]
fn half_an_error_is_no_all_clear() {
    let lives = [life(V3_51, "10:00:00").fails([600], "403").managed(1.0, "Something").managed(900.0, "Something")];
    for cut in [3, 5, 20, 30] {
        given(&lives)
            .ending(|text| {
                if text.ends_with(b"403\n") {
                    text.truncate(text.len() - cut);
                }
            })
            .is_not_healthy();
    }
}

#[test]
fn zeros_at_the_end_hide_no_line_before_them() {
    let sent = "The profile was sent. Success?true, Http code: 200";
    let refused = "The profile was sent. Success?false, Http code: 403";
    let lives = [life(V2_14, "10:00:00").says(60.0, "info", sent).says(120.0, "info", refused)];
    given(&lives).ending(|text| text.extend([0; 500])).is("api-key-rejected");
    let lives = [life(V2_14, "10:00:00").says(60.0, "info", sent).says(120.0, "info", sent)];
    given(&lives).ending(|text| text.extend([0; 500])).is_not_healthy();
}

#[test]
fn half_a_process_id_is_no_process() {
    let lives = [life(V3_51, "10:00:00").pid(20_140).managed(1.0, "Something").managed(900.0, "Something").ends(900.0)];
    let cut = given(&lives).ending(|text| {
        if let Some(at) = text.windows(12).rposition(|window| window == b"Process: \"[2") {
            text.truncate(at + 13);
        }
    });
    assert_eq!(cut.diagnose().runs.len(), 1);
    cut.is("healthy");
}
