#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use super::*;
use crate::diagnosis::{Diagnosis, Need};
use crate::pack::Pack;
use crate::report::example::{known, rejected};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;

const DETAILS: Options = Options { include_details: true };

fn open(link: &str) -> Result<Diagnosis<String>, LinkError> {
    decode(link, &Pack::default())
}

fn content(fragment: &str) -> String {
    let bytes = URL_SAFE_NO_PAD.decode(fragment.strip_prefix("r=1.").unwrap()).unwrap();
    String::from_utf8(miniz_oxide::inflate::decompress_to_vec(&bytes).unwrap()).unwrap()
}

fn link_of(json: &str) -> String {
    format!("r=1.{}", URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec(json.as_bytes(), 10)))
}

#[test]
fn the_open_part_comes_back_and_nothing_else() {
    let given = rejected();
    let opened = open(&encode(&given, Options::default()).unwrap()).unwrap();
    assert_eq!(opened.capture, given.capture);
    assert_eq!(opened.tool, given.tool);
    let (run, original) = (&opened.runs[0], &given.runs[0]);
    assert_eq!(run.steps, original.steps);
    assert_eq!(run.root_cause, original.root_cause);
    assert_eq!(run.facts.release.value.as_deref(), Some("3.20.0"));
    assert_eq!(run.facts.settings.keys().collect::<Vec<_>>(), ["DD_PROFILING_ENABLED"]);
    assert_eq!(run.unknowns[0].needs[1..], original.unknowns[0].needs[1..]);
    let verdicts = |run: &crate::diagnosis::Run<String>| {
        run.findings.iter().map(|it| (it.id.clone(), it.verdict)).collect::<Vec<_>>()
    };
    assert_eq!(verdicts(run), verdicts(original));
    assert_eq!((run.pid, &run.app, &run.first, run.sources.len(), opened.sources.len()), (None, &None, &None, 0, 0));
    assert!(run.findings.iter().all(|finding| finding.evidence.is_empty() && finding.says.is_empty()));
    assert!(opened.redacted);
}

#[test]
fn an_unknown_id_is_its_own_title_and_a_known_one_has_the_packs() {
    let mut given = rejected();
    given.runs[0].findings[0].remedy = "Do this.".into();
    let link = encode(&given, Options::default()).unwrap();
    assert_eq!(open(&link).unwrap().runs[0].findings[0].title, "api-key-rejected");
    let pack = Pack::builtin().unwrap();
    let rule = pack.rule("api-key-rejected").unwrap();
    let finding = &decode(&link, &pack).unwrap().runs[0].findings[0];
    assert_eq!(finding.title, rule.title);
    assert!(!finding.remedy.is_empty(), "a pack with other texts still says what to do");
    assert!(!finding.says.contains('{'));
}

#[test]
fn the_remedy_that_was_given_comes_back() {
    let pack = Pack::builtin().unwrap();
    for rule in &pack.rules {
        for remedy in &rule.remedies {
            let mut given = rejected();
            given.runs[0].findings[0].id.clone_from(&rule.id);
            given.runs[0].findings[0].remedy.clone_from(&remedy.text);
            let opened = decode(&encode(&given, Options::default()).unwrap(), &pack).unwrap();
            assert_eq!(opened.runs[0].findings[0].remedy, remedy.text);
        }
    }
}

#[test]
fn where_a_file_lies_comes_from_the_pack() {
    let opened = decode(&encode(&rejected(), Options::default()).unwrap(), &Pack::builtin().unwrap()).unwrap();
    let Need::Artifact { path_hint, .. } = &opened.runs[0].unknowns[0].needs[0] else { panic!("no file") };
    assert!(path_hint.starts_with("/var/log/datadog"), "{path_hint}");
}

/// A diagnosis whose every private text holds a secret.
fn private(secret: &str) -> Diagnosis<String> {
    let mut given = rejected();
    given.answers.insert("platform".into(), secret.into());
    given.sources[0].name = secret.into();
    given.sources[0].notices = vec![secret.into()];
    let run = &mut given.runs[0];
    run.app = Some(secret.into());
    run.sources = vec![secret.into()];
    run.facts.runtime = known(&format!("{secret}!"));
    run.facts.os.how = Some(secret.into());
    run.facts.settings.insert("DD_SERVICE".into(), known(secret));
    run.facts.settings.insert(format!("DD_{secret}"), known("x"));
    for finding in &mut run.findings {
        finding.says = secret.into();
        finding.title = secret.into();
        finding.remedy = secret.into();
        finding.evidence = vec![crate::diagnosis::Evidence { source: secret.into(), line: 1, text: secret.into() }];
    }
    run.unknowns[0].needs[0] = Need::Artifact { artifact: "loader-log".into(), path_hint: secret.into() };
    given
}

#[test]
fn names_and_texts_stay_at_home_unless_asked_for() {
    let given = private("Shop1");
    assert!(!content(&encode(&given, Options::default()).unwrap()).contains("Shop1"));
    let detailed = content(&encode(&given, DETAILS).unwrap());
    assert!(detailed.contains("\"a\":\"Shop1\""), "{detailed}");
    assert!(!detailed.contains("1234567890123"));
}

#[test]
fn details_are_redacted_even_if_the_diagnosis_was_not() {
    for secret in ["bob@example.com", "http://agent.corp:8126", "/home/bob/x", "10.1.2.3", "api_key=abc"] {
        let detailed = content(&encode(&private(secret), DETAILS).unwrap());
        assert!(!detailed.contains(secret), "{detailed}");
        assert!(detailed.contains("<redacted:"), "{detailed}");
    }
    let mut given = rejected();
    given.runs[0].facts.settings.insert("DD_API_KEY".into(), known("short"));
    assert!(!content(&encode(&given, DETAILS).unwrap()).contains("short"));
}

#[test]
fn details_come_back() {
    let given = rejected();
    let opened = open(&encode(&given, DETAILS).unwrap()).unwrap();
    let (run, original) = (&opened.runs[0], &given.runs[0]);
    assert_eq!((run.pid, &run.app, &run.last), (original.pid, &original.app, &original.last));
    assert_eq!(run.findings[0].evidence, original.findings[0].evidence);
    assert_eq!(opened.sources, given.sources);
    assert_eq!(run.facts.settings["DD_SERVICE"].value.as_deref(), Some("shop-api"));
}

/// Many runs whose texts cannot be packed small.
fn crowd(runs: usize, text: usize) -> Diagnosis<String> {
    let mut given = rejected();
    let mut state = 1_u64;
    let mut noise = |length: usize| -> String {
        std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'g' + u8::try_from((state >> 33) % 19).unwrap())
        })
        .take(length)
        .collect()
    };
    let first = given.runs.remove(0);
    for _ in 0..runs {
        let mut run = first.clone();
        run.id = noise(16);
        run.findings[0].evidence[0].text = noise(text);
        given.runs.push(run);
    }
    given.capture.run = Some(given.runs[runs - 1].id.clone());
    given
}

#[test]
fn too_long_details_are_shortened_then_left_out_of_the_runs_that_did_not_decide() {
    let shortened = open(&encode(&crowd(3, 4000), DETAILS).unwrap()).unwrap();
    assert!(shortened.runs.iter().all(|run| run.findings[0].evidence[0].text.ends_with('…')));
    let given = crowd(60, 4000);
    let fragment = encode(&given, DETAILS).unwrap();
    assert!(fragment.len() <= LONGEST_FRAGMENT);
    let opened = open(&fragment).unwrap();
    assert_eq!(opened.runs.len(), 60);
    let kept = opened.runs.iter().filter(|run| !run.findings[0].evidence.is_empty()).count();
    assert!((1..60).contains(&kept), "{kept}");
    assert!(!opened.runs[59].findings[0].evidence.is_empty(), "the run that decided");
}

#[test]
fn what_does_not_fit_is_no_link() {
    assert_eq!(encode(&crowd(1200, 10), Options::default()), Err(LinkError::TooLong));
    assert_eq!(encode(&crowd(1200, 10), DETAILS), Err(LinkError::TooLong));
}

#[test]
fn addresses_and_fragments_open_alike() {
    let fragment = encode(&rejected(), Options::default()).unwrap();
    for link in [
        fragment.clone(),
        format!("#{fragment}"),
        format!(" https://x.example/page/?a=b#{fragment}\n"),
        format!("#theme=dark&{fragment}"),
    ] {
        assert_eq!(open(&link).unwrap(), open(&fragment).unwrap());
    }
}

#[test]
fn every_broken_link_says_why() {
    let fragment = encode(&rejected(), Options::default()).unwrap();
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![b' '; 4 << 20], 10);
    let cases = [
        (String::new(), LinkError::NoResult),
        ("https://x.example/".to_owned(), LinkError::NoResult),
        ("#r=".to_owned(), LinkError::Damaged),
        ("#r=1.".to_owned(), LinkError::Damaged),
        (fragment.replace("r=1.", "r=2."), LinkError::Newer(2)),
        (fragment.replace("r=1.", "r=x."), LinkError::Foreign),
        (fragment.replace("r=1.", "r=0."), LinkError::Foreign),
        (format!("{fragment}!"), LinkError::Damaged),
        (link_of("{}"), LinkError::Foreign),
        (link_of("not JSON"), LinkError::Foreign),
        (link_of(&content(&fragment).replace("\"t\"", "\"z\"")), LinkError::Foreign),
        (link_of(&content(&fragment).replace("\"s\":\"missing", "\"z\":1,\"s\":\"missing")), LinkError::Foreign),
        (link_of(&content(&fragment).replace("api-key-rejected", "<b>")), LinkError::Foreign),
        (format!("r=1.{}", URL_SAFE_NO_PAD.encode(bomb)), LinkError::Damaged),
        (format!("r=1.{}", "A".repeat(9_000)), LinkError::Foreign),
    ];
    for (link, error) in cases {
        assert_eq!(open(&link), Err(error), "{link}");
        assert!(error.to_string().ends_with(['.', '…']), "{error}");
    }
}

#[test]
fn a_cut_link_never_opens() {
    let fragment = encode(&rejected(), Options::default()).unwrap();
    for length in 0..fragment.len() {
        assert!(open(&fragment[..length]).is_err(), "{length}");
    }
}

#[test]
fn what_a_screen_would_obey_does_not_come_through() {
    let fragment = encode(&rejected(), DETAILS).unwrap();
    let opened = open(&link_of(&content(&fragment).replace("MyApp", "a\\u001b\\u202e"))).unwrap();
    assert_eq!(opened.runs[0].app.as_deref(), Some("a\\u{1b}\\u{202e}"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_altered_link_is_survived(at in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_-]") {
        let mut fragment = encode(&rejected(), DETAILS).unwrap();
        let at = at.index(fragment.len() - 4) + 4;
        fragment.replace_range(at..=at, &letter);
        let _ = open(&fragment);
    }

    #[test]
    fn any_text_is_survived(text in any::<String>(), packed in "[A-Za-z0-9_-]{0,80}") {
        let _ = open(&text);
        let _ = open(&format!("#r=1.{packed}"));
    }
}
