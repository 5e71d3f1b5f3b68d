//! Prepares the pack for the page: the same files as JSON, without comments, tests, messages of the class `trace`
//! (which change no result), and what nothing on the page shows.
//!
//! The page then needs no TOML reader, a fifth of its size. The command line reads the TOML itself.

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{env, error::Error, fmt::Write as _, fs, path::Path};

include!("src/pack/files.rs");

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=src/pack/files.rs");
    let folder = Path::new("rules/dotnet-profiler");
    let mut hash = Sha256::new();
    let mut documents: Vec<Value> = Vec::new();
    let mut texts = String::from("[\n");
    for name in FILES {
        let text = fs::read_to_string(folder.join(name))?;
        hash.update(text.as_bytes());
        writeln!(texts, "({name:?}, {text:?}),")?;
        // A mistake in a pack is reported by the compiler of packs, with its place; here it only must not hide.
        let mut document: Value = toml::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        for key in ["rule", "problem"] {
            for part in document.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
                part.as_object_mut().map(|part| part.remove("test"));
            }
        }
        if let Some(signals) = document.get_mut("signal").and_then(Value::as_array_mut) {
            let is_trace = |signal: &Value| signal.get("class").and_then(Value::as_str) == Some("trace");
            signals.retain(|signal| !is_trace(signal));
        }
        for excuse in document.get_mut("excuse").and_then(Value::as_array_mut).into_iter().flatten() {
            excuse.as_object_mut().map(|excuse| excuse.remove("why"));
        }
        for signal in document.get_mut("signal").and_then(Value::as_array_mut).into_iter().flatten() {
            signal.as_object_mut().map(|signal| signal.remove("entries"));
        }
        documents.push(document);
    }
    texts.push(']');
    // The page tells what a message says beside the rules that look at it, and nowhere else.
    let mut named = Vec::new();
    for key in ["rule", "condition", "problem"] {
        documents.iter().filter_map(|document| document.get(key)).for_each(|part| texts_in(part, &mut named));
    }
    for means in documents.iter_mut().filter_map(|document| document.get_mut("means")?.as_object_mut()) {
        means.retain(|id, _| named.contains(id));
    }
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("texts.rs"), texts)?;
    fs::write(Path::new(&out).join("pack.json"), serde_json::to_string(&documents)?)?;
    let digits = |mut text: String, byte: &u8| {
        let _ = write!(text, "{byte:02x}");
        text
    };
    fs::write(Path::new(&out).join("pack.hash"), hash.finalize().iter().take(8).fold(String::new(), digits))?;
    Ok(())
}

/// All texts in a value.
fn texts_in(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(parts) => parts.iter().for_each(|part| texts_in(part, texts)),
        Value::Object(parts) => parts.values().for_each(|part| texts_in(part, texts)),
        _ => {}
    }
}
