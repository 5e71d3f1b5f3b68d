//! Lives of processes, put together from what the real program printed: its start and its end, moved to another time,
//! process and application, and what happens between them.

use crate::common::{PACK, scan};
use profiler_doctor::diagnosis::{Diagnosis, Symptom};
use profiler_doctor::engine::{self, Request};
use profiler_doctor::scan::Moment;
use profiler_doctor::text::Policy;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Cases of the real program whose start and end are taken: every upload printed, silent uploads, and the newest release.
pub(crate) const V2_14: &str = "healthy-v2.14.0";
pub(crate) const V2_49: &str = "healthy-v2.49.0";
pub(crate) const V3_51: &str = "healthy-v3.51.1-default";

/// The day on which everything happens, but for what says another.
const DAY: &str = "2026-09-10";

/// One life.
#[derive(Clone)]
pub(crate) struct Life {
    case: &'static str,
    began: Moment,
    pid: u32,
    name: String,
    command: Option<String>,
    service: Option<String>,
    folder: String,
    /// Seconds since the start, level, text.
    said: Vec<(f64, String, String)>,
    managed: Vec<(f64, String)>,
    ended: Option<f64>,
    without: Vec<String>,
}

pub(crate) fn life(case: &'static str, time: &str) -> Life {
    let time = if time.contains('T') { time.to_owned() } else { format!("{DAY}T{time}") };
    Life {
        case,
        began: Moment::parse(&time).unwrap(),
        pid: 7,
        name: "dotnet".into(),
        command: None,
        service: None,
        folder: String::new(),
        said: Vec::new(),
        managed: Vec::new(),
        ended: None,
        without: Vec::new(),
    }
}

impl Life {
    pub(crate) fn pid(mut self, pid: u32) -> Self {
        self.pid = pid;
        self
    }

    /// The name of the process in the names of its files.
    pub(crate) fn named(mut self, name: &str) -> Self {
        self.name = name.into();
        self
    }

    /// What releases print that print the command line.
    pub(crate) fn command(mut self, line: &str) -> Self {
        self.command = Some(line.into());
        self
    }

    pub(crate) fn service(mut self, service: &str) -> Self {
        self.service = Some(service.into());
        self
    }

    pub(crate) fn folder(mut self, folder: &str) -> Self {
        self.folder = format!("{folder}/");
        self
    }

    /// A line of the profiler, so many seconds after the start.
    pub(crate) fn says(mut self, seconds: f64, level: &str, text: &str) -> Self {
        self.said.push((seconds, level.into(), text.into()));
        self
    }

    /// An upload that fails at each of these seconds.
    pub(crate) fn fails(mut self, seconds: impl IntoIterator<Item = u32>, text: &str) -> Self {
        for second in seconds {
            self = self.says(second.into(), "error", text);
        }
        self
    }

    /// A record of the managed tracer; one that begins with `ERR ` is an error.
    pub(crate) fn managed(mut self, seconds: f64, text: &str) -> Self {
        self.managed.push((seconds, text.into()));
        self
    }

    /// An orderly end, so many seconds after the start. Without one the process was killed, or lives on.
    pub(crate) fn ends(mut self, seconds: f64) -> Self {
        self.ended = Some(seconds);
        self
    }

    /// Leaves the lines out that have this text.
    pub(crate) fn without(mut self, text: &str) -> Self {
        self.without.push(text.into());
        self
    }

    /// Its files, by name.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(self.case).join("logs");
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let file = path.file_name().unwrap().to_str().unwrap().to_owned();
            let kind =
                ["DD-DotNet-Profiler-Native", "dotnet-native-loader"].into_iter().find(|kind| file.starts_with(kind));
            if let Some(kind) = kind {
                let text = self.native(&fs::read_to_string(&path).unwrap(), kind.starts_with("DD"));
                files.push((format!("{}{kind}-{}-{}.log", self.folder, self.name, self.pid), text));
            }
        }
        if !self.managed.is_empty() {
            let line = |(seconds, text): &(f64, String)| {
                let time = self.after(*seconds).replace('T', " ");
                let process = format!("Process: \"[{} {}]\"", self.pid, self.name);
                let (level, text) = text.strip_prefix("ERR ").map_or(("INF", text.as_str()), |text| ("ERR", text));
                format!(
                    "{time} +00:00 [{level}] {text}  {{ MachineName: \".\", {process}, AppDomain: \"[1 {}]\" }}\n",
                    self.name
                )
            };
            let name = format!("{}dotnet-tracer-managed-{}-{}.log", self.folder, self.name, self.pid);
            let mut managed = self.managed.clone();
            managed.sort_by(|one, other| one.0.total_cmp(&other.0));
            files.push((name, managed.iter().map(line).collect()));
        }
        files.sort();
        files
    }

    fn after(&self, seconds: f64) -> String {
        #[allow(clippy::cast_possible_truncation)]
        Moment(self.began.0 + (seconds * 1000.0) as i64).to_string()
    }

    fn native(&self, text: &str, is_profiler: bool) -> String {
        let template: Vec<Line<'_>> = text.lines().filter_map(Line::of).collect();
        let began = template.first().unwrap().time.0;
        let shutdown = template.iter().position(|line| line.body.ends_with("CorProfilerCallback::Shutdown()"));
        let mut lines: Vec<(i64, String)> = Vec::new();
        let start = template.iter().take_while(|line| line.time.0 - began < 2_000);
        for line in start.filter(|line| !self.without.iter().any(|text| line.body.contains(text.as_str()))) {
            lines.push((line.time.0 - began, self.adapted(line)));
        }
        if is_profiler {
            for (seconds, level, text) in &self.said {
                #[allow(clippy::cast_possible_truncation)]
                lines.push(((seconds * 1000.0) as i64, format!(" | {level} | PId: {0} | TId: {0}] {text}", self.pid)));
            }
            if let (Some(ended), Some(shutdown)) = (self.ended, shutdown) {
                let from = template[shutdown].time.0;
                for line in template[shutdown..].iter().filter(|line| !line.body.contains("The profile was sent")) {
                    #[allow(clippy::cast_possible_truncation)]
                    lines.push(((ended * 1000.0) as i64 + line.time.0 - from, self.adapted(line)));
                }
            }
        }
        lines.sort_by_key(|(time, _)| *time);
        let moment = |time: i64| Moment(self.began.0 + time).to_string().replace('T', " ");
        lines.into_iter().flat_map(|(time, rest)| ["[".into(), moment(time), rest, "\n".into()]).collect()
    }

    /// A line of the template in this process, from behind its time.
    fn adapted(&self, line: &Line<'_>) -> String {
        let mut body = line.body.replace(&format!("PId: {}", line.pid), &format!("PId: {}", self.pid));
        if let (Some(command), Some((before, _))) = (&self.command, body.split_once("Process CommandLine: ")) {
            body = format!("{before}Process CommandLine: {command}");
        }
        if let (Some(service), Some((before, _))) = (&self.service, body.split_once("DD_SERVICE env var is")) {
            body = format!("{before}DD_SERVICE env var is set to '{service}'");
        }
        body
    }
}

/// A line of a native log.
struct Line<'a> {
    time: Moment,
    pid: &'a str,
    /// From behind the time.
    body: &'a str,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let time = Moment::parse(&line.get(1..24)?.replace(' ', "T"))?;
        let pid = line.split_once("PId: ")?.1.split_once(' ')?.0;
        Some(Self { time, pid, body: line.get(24..)? })
    }
}

/// Files with the question about them.
#[derive(Default)]
pub(crate) struct Question {
    files: BTreeMap<String, Vec<u8>>,
    roots: BTreeMap<String, String>,
    symptom: Symptom,
    answers: BTreeMap<String, String>,
}

pub(crate) fn given(lives: &[Life]) -> Question {
    let mut question = Question::default();
    for (name, text) in lives.iter().flat_map(Life::files) {
        // Several lives of one process write into one file.
        question.files.entry(name).or_default().extend(text.into_bytes());
    }
    question
}

impl Question {
    pub(crate) fn file(mut self, name: &str, text: &str) -> Self {
        self.files.insert(name.into(), text.into());
        self
    }

    pub(crate) fn bytes(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.files.insert(name.into(), bytes);
        self
    }

    /// Only the files with this in their names.
    pub(crate) fn only(mut self, part: &str) -> Self {
        self.files.retain(|name, _| name.contains(part));
        self
    }

    /// All that was given, as one text.
    pub(crate) fn text(&self) -> String {
        self.files.values().map(|bytes| String::from_utf8_lossy(bytes)).collect()
    }

    /// A second copy of what is there, under other names.
    pub(crate) fn copied(mut self, rename: impl Fn(&str) -> String) -> Self {
        let copies: Vec<_> = self.files.iter().map(|(name, text)| (rename(name), text.clone())).collect();
        self.files.extend(copies);
        self
    }

    pub(crate) fn renamed(mut self, rename: impl Fn(&str) -> String) -> Self {
        self.files = self.files.into_iter().map(|(name, text)| (rename(&name), text)).collect();
        self
    }

    /// The same with something around each line.
    pub(crate) fn carried(mut self, wrap: impl Fn(&str) -> String) -> Self {
        for text in self.files.values_mut() {
            let lines = String::from_utf8(std::mem::take(text)).unwrap();
            *text = lines.lines().flat_map(|line| [wrap(line), "\n".into()]).collect::<String>().into_bytes();
        }
        self
    }

    /// The last file without its last bytes, or with other ones.
    pub(crate) fn ending(mut self, end: impl Fn(&mut Vec<u8>)) -> Self {
        self.files.values_mut().for_each(end);
        self
    }

    /// All lines of all files in one stream, in the order of time.
    pub(crate) fn streamed(mut self, name: &str) -> Self {
        let texts = std::mem::take(&mut self.files);
        let mut lines: Vec<String> = texts
            .into_values()
            .flat_map(|text| String::from_utf8(text).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let time = |line: &String| line.find("[2026-").map(|at| line[at..at + 24].to_owned());
        lines.sort_by_key(time);
        self.file(name, &(lines.join("\n") + "\n"))
    }

    /// One file behind the other.
    pub(crate) fn behind_each_other(mut self, name: &str) -> Self {
        let text = std::mem::take(&mut self.files).into_values().flatten().collect();
        self.files.insert(name.into(), text);
        self
    }

    /// The same out of a folder that was given beside others.
    pub(crate) fn out_of(mut self, root: &str) -> Self {
        self.roots = self.files.keys().map(|name| (name.clone(), root.to_owned())).collect();
        self
    }

    /// The files of another question beside these.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.roots.extend(other.roots);
        self.files.extend(other.files);
        self
    }

    pub(crate) fn symptom(mut self, symptom: Symptom) -> Self {
        self.symptom = symptom;
        self
    }

    pub(crate) fn answer(mut self, question: &str, answer: &str) -> Self {
        self.answers.insert(question.into(), answer.into());
        self
    }

    pub(crate) fn diagnose(&self) -> Diagnosis<String> {
        let scanned = |(name, bytes): (&String, &Vec<u8>)| {
            let mut source = scan(name, bytes);
            source.root = self.roots.get(name).cloned();
            source
        };
        let sources: Vec<_> = self.files.iter().map(scanned).collect();
        let request = Request { symptom: self.symptom, answers: self.answers.clone() };
        engine::diagnose(&PACK, &sources, &request).publish(Policy::Local)
    }

    pub(crate) fn cause(&self) -> Option<String> {
        self.diagnose().capture.root_cause
    }

    /// Fails with the whole input unless the cause is this one; `undecided` for none.
    #[track_caller]
    pub(crate) fn is(&self, expected: &str) {
        let cause = self.cause().unwrap_or_else(|| "undecided".into());
        assert_eq!(cause, expected, "{}", self.shown());
    }

    #[track_caller]
    pub(crate) fn is_not_healthy(&self) {
        assert_ne!(self.cause().as_deref(), Some("healthy"), "{}", self.shown());
    }

    /// The findings of the run that decides, with their verdicts.
    pub(crate) fn findings(&self) -> BTreeMap<String, profiler_doctor::diagnosis::Verdict> {
        let diagnosis = self.diagnose();
        let run = diagnosis.runs.iter().find(|run| Some(&run.id) == diagnosis.capture.run.as_ref()).unwrap();
        run.findings.iter().map(|finding| (finding.id.clone(), finding.verdict)).collect()
    }

    fn shown(&self) -> String {
        let file = |(name, text): (&String, &Vec<u8>)| format!("== {name}\n{}", String::from_utf8_lossy(text));
        self.files.iter().map(file).collect()
    }
}
