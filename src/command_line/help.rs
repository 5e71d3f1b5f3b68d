//! What `--help` and `--version` say.

pub(super) const TEXT: &str = "\
Says from the log files of a .NET service why its Datadog profiles are missing.

Usage:
  profiler-doctor diagnose PATH...   files, folders (with all below them), or - for standard input
      --format text|json|markdown    text by default
      --symptom SYMPTOM              missing-profiles (default), missing-cpu-wall, overhead, hang
      --answer QUESTION=VALUE        what no log can tell; the result names the questions
      --redact                       take out secrets, people, hosts and addresses
      --pack FILE                    rules to use instead of the built-in ones; may be repeated
  profiler-doctor explain ID         what a finding, a step or a question means [--pack FILE]
  profiler-doctor open LINK          the result in a shared link   [--format ...] [--pack FILE]
  profiler-doctor lint PACK...       whether the files are a valid pack

  -h, --help       this text
  -V, --version    the release

Ends with 0: healthy, 1: a cause was found, 2: wrong arguments or pack, 3: nothing could be read,
4: the evidence does not decide.

Nothing is sent anywhere. Not a product of Datadog.
";

pub(super) fn version() -> String {
    format!("{} {}\n", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}
