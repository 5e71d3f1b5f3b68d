//! Files that are surely no logs, told by their names: that one of them cannot be read does not matter.

/// Endings of pictures, programs, sources, fonts, documents and packages.
const ENDINGS: [&str; 60] = [
    "a", "avi", "bmp", "class", "cs", "cshtml", "csproj", "css", "deb", "dll", "dmp", "docx", "dylib", "exe", "fs",
    "gif", "htm", "html", "ico", "jar", "jpeg", "jpg", "js", "lib", "map", "mjs", "mov", "mp3", "mp4", "msi",
    "nettrace", "nupkg", "o", "obj", "otf", "pdb", "pdf", "png", "pptx", "py", "pyc", "razor", "resx", "rpm", "sln",
    "so", "svg", "targets", "ts", "ttf", "vb", "wasm", "wav", "webp", "winmd", "woff", "woff2", "xaml", "xlsx",
    "pprof",
];

/// Whether the name is that of such a file.
#[must_use]
pub fn is_no_log(name: &str) -> bool {
    let file = file(name);
    // `libssl.so.3`.
    ENDINGS.contains(&ending(&file)) || file.contains(".so.")
}

/// The name of a file without its folders, in lower case.
pub(super) fn file(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase()
}

/// What stands behind its last dot.
pub(super) fn ending(file: &str) -> &str {
    file.rsplit_once('.').map_or("", |(_, ending)| ending)
}

#[cfg(test)]
mod tests {
    use super::is_no_log;

    #[test]
    fn only_what_is_surely_no_log_is_none() {
        for name in ["a/logo.PNG", "Datadog.Trace.dll", "libssl.so.3", "w3wp.exe", "x.y.js"] {
            assert!(is_no_log(name), "{name}");
        }
        for name in ["x.log", "x.log.1", "console", "a.png/x.txt", "logs.7z", "dump.txt", "x.json", "so", "x.evtx"] {
            assert!(!is_no_log(name), "{name}");
        }
    }
}
