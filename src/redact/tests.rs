#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::{redact, redact_setting};
use proptest::prelude::*;

/// Text, and what is left of it.
const CASES: &[(&str, &str)] = &[
    ("DD_API_KEY=0123456789abcdef0123456789abcdef", "DD_API_KEY=<redacted:secret>"),
    ("DD_API_KEY=short", "DD_API_KEY=<redacted:secret>"),
    ("api-key: 'x y'", "api-key: '<redacted:secret>'"),
    (r#"{"api_key":"abc","env":"prod"}"#, r#"{"api_key":"<redacted:secret>","env":"prod"}"#),
    (r#"\"apiKey\":\"abc\","#, r#"\"apiKey\":\"<redacted:secret>\","#),
    ("DD_API_KEY env var is set to 'abc'", "DD_API_KEY env var is set to '<redacted:secret>'"),
    ("Missing required settings 'DD_API_KEY'.", "Missing required settings 'DD_API_KEY'."),
    ("DD_API_KEY=null", "DD_API_KEY=null"),
    ("sent key 0123456789ABCDEF0123456789ABCDEF01234567 ok", "sent key <redacted:secret> ok"),
    ("pub0123456789abcdef0123456789abcdef", "pu<redacted:secret>"),
    ("Authorization: Basic dXNlcjpwYXNz", "Authorization: <redacted:secret>"),
    ("used bearer abc.def-ghi", "used bearer <redacted:secret>"),
    ("got eyJhbGciOiJI.eyJzdWIiOiIx.c2ln here", "got <redacted:secret> here"),
    (
        "Server=db1;Database=shop;User Id=sa;Password=a b,c;",
        "Server=<redacted:host>;Database=shop;User Id=<redacted:user>;Password=<redacted:secret>;",
    ),
    (
        "Process CommandLine: dotnet /app/a.dll --password hunter2 -v",
        "Process CommandLine: dotnet /app/a.dll --password <redacted:secret> -v",
    ),
    (
        "Process CommandLine: dotnet /app/a.dll --token=hunter2",
        "Process CommandLine: dotnet /app/a.dll --token=<redacted:secret>",
    ),
    ("https://bob:s3cr/et@shop.example.com:8443/a/b?c=d", "https://<redacted:secret>@<redacted:host>:8443/a/b?c=d"),
    (
        "http://agent.corp:8126/profiling/v1/input): client error",
        "http://<redacted:host>:8126/profiling/v1/input): client error",
    ),
    ("http://one;http://two/x", "http://<redacted:host>;http://<redacted:host>/x"),
    (
        "http://localhost:8126 and http://127.0.0.1:8126/ and http://[::1]:8126/",
        "http://localhost:8126 and http://127.0.0.1:8126/ and http://[::1]:8126/",
    ),
    ("http://127.example.com/", "http://<redacted:host>/"),
    ("http://10.1.2.3:8126/", "http://<redacted:host>:8126/"),
    ("https://h/x?sig=abc&y=1", "https://<redacted:host>/x?sig=<redacted:secret>&y=1"),
    ("unix:///var/run/datadog/apm.socket", "unix:///var/run/datadog/apm.socket"),
    ("connect datadog-agent.monitoring.svc:8126 failed", "connect <redacted:host>:8126 failed"),
    ("profiler.log:8126 and CorProfiler.cpp:123", "profiler.log:8126 and CorProfiler.cpp:123"),
    (r#"MachineName: "WEB01", Process: "[7 dotnet]""#, r#"MachineName: "<redacted:host>", Process: "[7 dotnet]""#),
    (r#"MachineName: ".", Process"#, r#"MachineName: ".", Process"#),
    ("DD_AGENT_HOST=agent1", "DD_AGENT_HOST=<redacted:host>"),
    (r"opened \\files01\share\x", r"opened \\<redacted:host>\share\x"),
    (r"opened \\.\pipe\datadog", r"opened \\.\pipe\datadog"),
    ("mail bob.smith@example.com now", "mail <redacted:email> now"),
    ("undefined symbol dlsym@GLIBC_2.2.5", "undefined symbol dlsym@GLIBC_2.2.5"),
    ("from 10.20.30.40:5000", "from <redacted:ip>:5000"),
    ("from 127.0.0.1:5000 to 0.0.0.0", "from 127.0.0.1:5000 to 0.0.0.0"),
    (r#""version":"2.43.0.0" Version=3.51.1.0, v3.1.2.3"#, r#""version":"2.43.0.0" Version=3.51.1.0, v3.1.2.3"#),
    (
        r#""os_version":"Unix 5.10.0.1" GAC_MSIL\Datadog.Trace\v4.0_2.43.0.0__def8"#,
        r#""os_version":"Unix 5.10.0.1" GAC_MSIL\Datadog.Trace\v4.0_2.43.0.0__def8"#,
    ),
    ("from fe80::1%eth0 and 2001:db8::2: bad", "from <redacted:ip> and <redacted:ip>: bad"),
    ("[::1] CorProfiler::Initialize 03:53:35.864", "[::1] CorProfiler::Initialize 03:53:35.864"),
    ("/home/bob/app and /home/site/wwwroot", "/home/<redacted:user>/app and /home/site/wwwroot"),
    (
        r"C:\Users\John Smith\logs and C:\\Users\\bob\\x",
        r"C:\Users\<redacted:user>\logs and C:\\Users\\<redacted:user>\\x",
    ),
    ("PublicKeyToken=def86d061d0d2eeb", "PublicKeyToken=def86d061d0d2eeb"),
    ("{846F5F1C-F9AE-4B07-969E-05C26BC060D8}", "{846F5F1C-F9AE-4B07-969E-05C26BC060D8}"),
    ("PWD=/app", "PWD=/app"),
    (
        "[2026-11-23 03:57:16.293 | info | PId: 7 | TId: 8] RLIMIT_SIGPENDING: soft=96365 hard=96365",
        "[2026-11-23 03:57:16.293 | info | PId: 7 | TId: 8] RLIMIT_SIGPENDING: soft=96365 hard=96365",
    ),
    ("Pfad /Users/Jürgen/x", "Pfad /Users/<redacted:user>/x"),
];

#[test]
fn takes_out_what_is_private_and_leaves_the_rest() {
    let wrong: Vec<_> = CASES
        .iter()
        .filter(|(text, left)| redact(text) != *left)
        .map(|(text, left)| format!("{text}\n  should be {left}\n  and is    {}", redact(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn leaves_a_private_key_no_line() {
    let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----";
    assert_eq!(redact(key), "<redacted:secret>");
}

#[test]
fn the_name_of_a_setting_tells_that_its_value_is_private() {
    assert_eq!(redact_setting("DD_API_KEY", "abc def"), "<redacted:secret>");
    assert_eq!(redact_setting("DD_AGENT_HOST", "agent1"), "<redacted:host>");
    assert_eq!(redact_setting("DD_PROFILING_ENABLED", "1"), "1");
    assert_eq!(redact_setting("a@b.example", "10.1.2.3"), "<redacted:ip>");
}

#[test]
fn credentials_may_lie_far_behind_their_scheme() {
    let far = "x".repeat(3_000);
    assert_eq!(
        redact(&format!("http://a:b{far}@db1/ http://db2")),
        "http://<redacted:secret>@<redacted:host>/ http://<redacted:host>"
    );
    assert_eq!(
        redact("http://a:1/x http://b:c@d"),
        "http://<redacted:host>:1/x http://<redacted:secret>@<redacted:host>"
    );
    assert_eq!(redact("http://<redacted:secret>@db1:1"), "http://<redacted:secret>@<redacted:host>:1");
}

fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        Just("http://"),
        Just("https://"),
        Just("://"),
        Just("@"),
        Just(":"),
        Just("/"),
        Just("\\"),
        Just("\\\\"),
        Just("\""),
        Just("'"),
        Just("<"),
        Just(">"),
        Just("<redacted:secret>"),
        Just("<redacted:host>"),
        Just("<redacted:"),
        Just("="),
        Just(";"),
        Just(","),
        Just(" "),
        Just("\n"),
        Just("api_key"),
        Just("password"),
        Just("token"),
        Just("PWD"),
        Just("host"),
        Just("user"),
        Just("MachineName"),
        Just("Bearer "),
        Just("cookie:"),
        Just("10.0.0.1"),
        Just("127.0.0.1"),
        Just("fe80::1"),
        Just("::"),
        Just("%"),
        Just("localhost"),
        Just("a.b"),
        Just("8126"),
        Just("version"),
        Just("/home/"),
        Just("C:\\Users\\"),
        Just("0123456789abcdef"),
        Just("eyJabcdef."),
        Just("--"),
        Just("?sig="),
        Just("&"),
        Just("é"),
        Just("bob"),
        Just("-----BEGIN PRIVATE KEY-----"),
        Just("["),
        Just("]"),
        Just("."),
        Just("env var is set to "),
    ];
    prop::collection::vec(fragment, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn twice_is_once(text in fragments()) {
        let once = redact(&text);
        prop_assert_eq!(redact(&once), once);
    }

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        let once = redact(&text);
        prop_assert_eq!(redact(&once), once);
    }

    #[test]
    fn secrets_are_gone(
        secret in "[A-Za-z0-9]{4}Zq[A-Za-z0-9]{6}",
        frame in prop::sample::select(vec![
            "DD_API_KEY=@", "DD_API_KEY='@'", "\"api_key\": \"@\"", "apikey: @", "Password=@;", "pwd=@;x=1", "Authorization: Bearer @",
            "bearer @", "https://u:@@h/", "https://@@h:1/", "https://@.example.com/x", "http://@:8126/x", "--client-secret @", "--api-key=@",
            "/home/@/x", "C:\\Users\\@\\x", "C:\\\\Users\\\\@\\\\x", "mail @@example.com", "Set-Cookie: a=@", "AccountKey=@==;",
            "DD_AGENT_HOST=@", "MachineName: \"@\"", "x?sig=@&y", "DD_APPLICATION_KEY is set to @", "User Id=@;", "\\\\@\\share",
        ]),
        before in "[ -~]{0,12}", after in "[ -~]{0,12}",
    ) {
        let text = format!("{before} {} {after}", frame.replacen('@', &secret, 1));
        prop_assert!(!redact(&text).contains(&secret), "{} → {}", text, redact(&text));
    }
}
