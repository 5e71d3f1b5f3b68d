//! The JSON contract.

use crate::diagnosis::Diagnosis;

/// The document of the contract: indented by two blanks, line feed at the end.
#[must_use]
pub fn json(diagnosis: &Diagnosis<String>) -> String {
    let mut document = serde_json::to_string_pretty(diagnosis)
        .unwrap_or_else(|error| unreachable!("a diagnosis has nothing but strings for keys: {error}"));
    document.push('\n');
    document
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;
    use crate::report::example::rejected;

    #[test]
    fn the_document_reads_back() {
        let diagnosis = rejected();
        let document = json(&diagnosis);
        assert_eq!(serde_json::from_str::<Diagnosis<String>>(&document).unwrap(), diagnosis);
    }

    #[test]
    fn the_document_has_the_shape_of_the_contract() {
        let document = json(&rejected());
        assert!(
            document.starts_with("{\n  \"schema\": 1,\n  \"tool\": {\n    \"name\": \"profiler-doctor\""),
            "{document}"
        );
        assert!(document.ends_with("\n}\n"));
        let value: serde_json::Value = serde_json::from_str(&document).unwrap();
        let run = &value["runs"][0];
        assert_eq!(run["facts"]["arch"], serde_json::json!({}));
        assert_eq!(run["findings"][0]["evidence"][0]["line"], 17);
        assert_eq!(run["steps"][2]["verdict"], "fail");
        assert_eq!(run["unknowns"][0]["needs"][0]["artifact"], "loader-log");
        assert_eq!(run["unknowns"][0]["needs"][1], serde_json::json!({"setting": "DD_TRACE_DEBUG=1"}));
        assert!(value.get("answers").is_none());
    }
}
