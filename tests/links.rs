//! Links that were given out open for ever: each `v1-*.txt` gives the JSON beside it.
//!
//! They are opened without a pack, so that only what the link itself carries is compared.

use profiler_doctor::pack::Pack;
use profiler_doctor::{permalink, report};
use std::path::Path;

#[test]
fn every_link_given_out_still_opens() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links");
    let mut opened = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let diagnosis = permalink::decode(&std::fs::read_to_string(&path)?, &Pack::default())?;
            let expected = std::fs::read_to_string(path.with_extension("json"))?;
            assert_eq!(report::json(&diagnosis), expected, "{}", path.display());
            opened += 1;
        }
    }
    assert!(opened >= 3, "only {opened} links were found");
    Ok(())
}
