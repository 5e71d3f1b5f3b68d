//! From the written pack to the checked one: every reference is resolved, every mistake has its place.

use super::compile_condition::FACTS;
use super::compile_fingerprint::fingerprint;
use super::compile_header as header;
use super::compile_problem::problem;
use super::document::{
    ArtifactDocument, Document, ExcuseDocument, FactDocument, NeedDocument, OneSentence, RaisedDocument,
    RemedyDocument, RuleDocument, SaysDocument, SignalDocument, StepDocument, WordingDocument,
};
use super::names::{Names, Place, find, gather};
use super::spanned::Spanned;
use super::{
    Artifact, Condition, Excuse, FactName, FactRule, Level, Levels, NamePattern, NeedKind, NeedRule, Pack, PackError,
    Question, Raised, Release, ReleaseSet, Remedy, Rule, Sentence, Signal, StepRule, Template, Wording,
};
use std::collections::{BTreeMap, BTreeSet};

/// One parsed file with what is needed to name a place in it.
pub(super) struct File<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    pub(super) document: Document,
}

/// Compiles the files of one pack.
pub(super) fn compile(mut files: Vec<File<'_>>) -> Result<Pack, PackError> {
    let names = gather(&files)?;
    let mut pack = Pack::default();
    let mut headers = 0;
    let (mut meanings, mut fingerprints) = (Vec::new(), Vec::new());
    for file in &mut files {
        let document = std::mem::take(&mut file.document);
        let part = Part { names: &names, place: Place { file: file.name, text: file.text } };
        if let Some(header) = document.pack {
            headers += 1;
            header::take(&names, part.place, header, &mut pack)?;
        }
        if let Some(written) = &document.releases {
            pack.releases = part.releases(written)?;
        }
        meanings.extend(document.means.into_iter().map(|(id, means)| (part.place, id, means)));
        for written in document.artifact {
            pack.artifacts.push(part.artifact(written)?);
        }
        for written in document.signal {
            part.signal(written, &mut pack.signals)?;
        }
        for written in document.fact {
            pack.facts.push(part.fact(written)?);
        }
        for written in document.excuse {
            pack.excuses.push(part.excuse(written)?);
        }
        fingerprints.extend(document.fingerprint.into_iter().map(|written| (part.place, written)));
        // In the order in which `gather` has numbered them.
        for written in document.condition {
            pack.conditions.push(names.condition_at(&written.when, &part.place)?);
            pack.condition_ids.push(written.id.into_inner());
        }
        for written in document.problem {
            let problem = problem(&names, part.place, written, &pack.problems)?;
            pack.problems.push(problem);
        }
        for written in document.rule {
            pack.rules.push(part.rule(written)?);
        }
        for written in document.step {
            pack.steps.push(part.step(written)?);
        }
        for written in document.question {
            pack.questions.push(Question {
                id: written.id.into_inner(),
                asks: written.asks,
                how: written.how,
                options: written.option,
                time: written.time,
            });
        }
    }
    for (place, id, means) in meanings {
        let known = names.signals.get(&id).and_then(|index| pack.signals.get_mut(usize::from(*index)));
        let at = || place.text.find(&id).unwrap_or_default();
        known.ok_or_else(|| place.error(at()..at(), format!("there is no signal `{id}`")))?.means = means;
    }
    find_common_beginnings(&mut pack.signals);
    // Last, because they look for wordings in all signals.
    for (place, written) in fingerprints {
        pack.fingerprints.push(fingerprint(&names, place, written, &pack.signals)?);
    }
    if headers != 1 {
        let file = files.first().map_or("", |file| file.name).to_owned();
        return Err(PackError { file, line: 1, column: 1, message: "a pack needs exactly one `[pack]`".into() });
    }
    Ok(pack)
}

/// Marks the starts that several logs print in the same words.
fn find_common_beginnings(signals: &mut [Signal]) {
    let mut logs: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for wording in signals.iter().flat_map(|signal| &signal.wordings) {
        logs.entry(wording.template.to_string()).or_default().extend(&wording.artifacts);
    }
    let is_common = |wording: &Wording| logs.get(&wording.template.to_string()).is_some_and(|logs| logs.len() > 1);
    for signal in signals.iter_mut().filter(|signal| signal.starts_run) {
        signal.begins_several_logs = signal.wordings.iter().any(is_common);
    }
}

/// One file with the names of all.
struct Part<'a> {
    names: &'a Names,
    place: Place<'a>,
}

impl Part<'_> {
    fn releases(&self, written: &Spanned<Vec<String>>) -> Result<Vec<Release>, PackError> {
        let releases = written.as_ref().iter().map(|text| {
            let wrong = || self.place.error(written.span(), format!("`{text}` is no release"));
            Release::parse(text).ok_or_else(wrong)
        });
        releases.collect()
    }

    fn artifact(&self, written: ArtifactDocument) -> Result<Artifact, PackError> {
        let names = written
            .names
            .iter()
            .map(|name| NamePattern::new(name.as_ref()).map_err(|error| self.place.error(name.span(), error)));
        Ok(Artifact {
            names: names.collect::<Result<_, _>>()?,
            id: written.id.into_inner(),
            title: written.title,
            format: written.format,
            heads: written.heads,
            strict: written.strict,
            scope: written.scope,
            paths: written.path,
        })
    }

    /// A signal may be written in several places; its wordings add up.
    fn signal(&self, written: SignalDocument, signals: &mut Vec<Signal>) -> Result<(), PackError> {
        let wordings = written.wording.iter().map(|wording| self.wording(wording));
        let wordings: Vec<Wording> = wordings.collect::<Result<_, _>>()?;
        let keep = written.keep.unwrap_or(super::KEEP);
        if let Some(known) = signals.iter_mut().find(|signal| signal.id == *written.id.as_ref()) {
            if known.class != written.class {
                return Err(self.place.error(written.id.span(), "this signal has another class elsewhere"));
            }
            known.wordings.extend(wordings);
            known.starts_run |= written.starts_run;
            known.within_start |= written.within_start;
            known.keep = known.keep.max(keep);
            known.entries.extend(written.entries);
        } else {
            let id = written.id.into_inner();
            signals.push(Signal {
                id,
                class: written.class,
                means: String::new(),
                entries: written.entries,
                starts_run: written.starts_run,
                within_start: written.within_start,
                begins_several_logs: false,
                keep,
                wordings,
            });
        }
        Ok(())
    }

    fn wording(&self, written: &WordingDocument) -> Result<Wording, PackError> {
        let at = |message: String| self.place.error(written.text.span(), message);
        let mut levels = Levels::default();
        for word in &written.levels {
            levels.add(Level::from_word(word.as_bytes()).ok_or_else(|| at(format!("`{word}` is no level")))?);
        }
        let artifacts = written.artifacts.iter().map(|id| {
            let artifact = self.names.artifacts.get(id).copied();
            artifact.ok_or_else(|| at(format!("there is no artifact `{id}`")))
        });
        let releases = written
            .releases
            .as_ref()
            .map(|set| ReleaseSet::parse(set.as_ref()).map_err(|message| self.place.error(set.span(), message)));
        Ok(Wording {
            artifacts: artifacts.collect::<Result<_, _>>()?,
            levels: if written.levels.is_empty() { Levels::ALL } else { levels },
            releases: releases.transpose()?,
            template: Template::parse(written.text.as_ref()).map_err(at)?,
        })
    }

    fn fact(&self, written: FactDocument) -> Result<FactRule, PackError> {
        let at = |message: &str| self.place.error(written.fact.span(), message);
        let signal = find(&self.names.signals, &written.signal, "signal", &self.place)?;
        let fact = match (written.fact.as_ref().as_str(), &written.name) {
            ("setting", Some(name)) => FactName::Setting(name.clone()),
            ("setting", None) => return Err(at("a setting needs a `name`")),
            (fact, _) if FACTS.contains(&fact) => FactName::Run(fact.to_owned()),
            _ => return Err(at("there is no such fact")),
        };
        if written.unset == written.value.is_some() {
            return Err(at("either a `value`, or `unset = true`"));
        }
        if let Some(capture) = &written.when {
            let known = self.names.has_capture(signal, capture);
            known.map_err(|message| self.place.error(written.signal.span(), message))?;
        }
        let when = written.when.map(|capture| (capture, written.is));
        Ok(FactRule { fact, signal, when, value: written.value })
    }

    fn rule(&self, written: RuleDocument) -> Result<Rule, PackError> {
        let at = |message: String| self.place.error(written.id.span(), message);
        let remedies = written.remedy.into_iter().map(|remedy| self.remedy(remedy));
        let remedies: Vec<Remedy> = remedies.collect::<Result<_, _>>()?;
        if remedies.last().is_none_or(|last| last.os.is_some() || last.install.is_some() || last.when.is_some()) {
            return Err(at("the last remedy has to fit everywhere".into()));
        }
        if let Some(unknown) = written.explains.iter().find(|id| !self.names.rules.contains(id)) {
            return Err(at(format!("explains `{unknown}`, and there is no such rule")));
        }
        let shows = written.shows.map_or(Ok(Vec::new()), |shown| self.names.signals(shown)).map_err(at)?;
        #[cfg(not(target_arch = "wasm32"))]
        let tests = written.test.into_iter().map(rule_test).collect();
        #[cfg(target_arch = "wasm32")]
        let tests = Vec::new();
        let affected = written.affected.into_iter();
        let affected = affected.map(|more| Ok((more.types, self.names.condition_at(&more.when, &self.place)?)));
        let affected = affected.collect::<Result<_, PackError>>()?;
        let step = find(&self.names.steps, &written.step, "step", &self.place)?;
        let says = self.sentences(written.says).map_err(|message| self.place.error(written.id.span(), message))?;
        Ok(Rule {
            step,
            raised: written.raised.map(|raised| self.raised(&raised, step)).transpose()?,
            when: self.condition(written.when.as_ref())?,
            id: written.id.into_inner(),
            verdict: written.verdict,
            affects: written.affects,
            affected,
            title: written.title,
            says,
            why: written.why,
            source: written.source,
            explains: written.explains,
            shows,
            remedies,
            tests,
        })
    }

    fn sentences(&self, written: SaysDocument) -> Result<Vec<Sentence>, String> {
        let sentence = |written| match written {
            OneSentence::Plain(text) => Ok(Sentence { text, when: None }),
            OneSentence::Under(under) => {
                Ok(Sentence { text: under.text, when: Some(self.names.condition(*under.when)?) })
            }
        };
        match written {
            SaysDocument::One(text) => Ok(vec![Sentence { text, when: None }]),
            SaysDocument::Many(sentences) => sentences.into_iter().map(sentence).collect(),
        }
    }

    /// Another verdict of a rule of that step.
    fn raised(&self, written: &RaisedDocument, step: usize) -> Result<Raised, PackError> {
        let other =
            written.step.as_ref().map(|other| find(&self.names.steps, other, "step", &self.place)).transpose()?;
        let when = self.names.condition_at(&written.when, &self.place)?;
        Ok(Raised { verdict: written.verdict, step: other.unwrap_or(step), when })
    }

    fn excuse(&self, written: ExcuseDocument) -> Result<Excuse, PackError> {
        let at = |message| self.place.error(written.when.span(), message);
        Ok(Excuse {
            signals: self.names.signals(written.signals).map_err(at)?,
            when: self.names.condition_at(&written.when, &self.place)?,
            why: written.why,
        })
    }

    fn remedy(&self, written: RemedyDocument) -> Result<Remedy, PackError> {
        let when = self.condition(written.when.as_ref())?;
        Ok(Remedy { text: written.text.trim().to_owned(), os: written.os, install: written.install, when })
    }

    fn step(&self, written: StepDocument) -> Result<StepRule, PackError> {
        let needs = written.need.into_iter().map(|need| self.need(need, &written.id));
        Ok(StepRule {
            needs: needs.collect::<Result<_, _>>()?,
            pass: self.condition(written.pass.as_ref())?,
            not_applicable: self.condition(written.not_applicable.as_ref())?,
            id: written.id.into_inner(),
            title: written.title,
            question: written.question,
            passed: written.passed,
            place: written.place,
            quotes: written.quote,
            chained: written.chained,
            follows: written.follows,
        })
    }

    fn need(&self, written: NeedDocument, step: &Spanned<String>) -> Result<NeedRule, PackError> {
        let kind = match (written.artifact, written.setting, written.question) {
            (Some(id), None, None) => NeedKind::Artifact(find(&self.names.artifacts, &id, "artifact", &self.place)?),
            (None, Some(setting), None) => NeedKind::Setting(setting),
            (None, None, Some(id)) => NeedKind::Question(find(&self.names.questions, &id, "question", &self.place)?),
            _ => return Err(self.place.error(step.span(), "a need is one of `artifact`, `setting` and `question`")),
        };
        Ok(NeedRule { kind, when: self.condition(written.when.as_ref())? })
    }

    fn condition(
        &self,
        written: Option<&Spanned<super::document::ConditionDocument>>,
    ) -> Result<Option<Condition>, PackError> {
        written.map(|when| self.names.condition_at(when, &self.place)).transpose()
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub(super) fn rule_test(test: super::document::TestDocument) -> super::RuleTest {
    super::RuleTest {
        expect: test.expect,
        note: test.note,
        cut: test.cut,
        answers: test.answers,
        processes: test.processes,
        restarts: test.restarts,
        logs: test.logs,
    }
}
