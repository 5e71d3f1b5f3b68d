/// The files of the pack that the program carries. Of two equal wordings the first wins, so what is written by hand
/// comes first; the rules stand in the order of the chain.
const FILES: [&str; 20] = [
    "pack.toml",
    "releases.toml",
    "artifacts.toml",
    "signals/by-hand.toml",
    "signals/loader.toml",
    "signals/profiler.toml",
    "signals/tracer.toml",
    "signals/check.toml",
    "signals/beyond.toml",
    "signals/meanings.toml",
    "facts.toml",
    "fingerprints.toml",
    "excuses.toml",
    "conditions.toml",
    "rules/not-loaded.toml",
    "rules/declined.toml",
    "rules/export.toml",
    "rules/types.toml",
    "rules/costs.toml",
    "flow.toml",
];
