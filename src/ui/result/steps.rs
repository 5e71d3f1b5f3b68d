//! The flow: each question in its order, with what answers it, what is needed, and what to do.

use super::remedy::RemedyView;
use crate::diagnosis::{Evidence, Finding, Run, Step};
use crate::report::{Outline, words};
use crate::ui::parts::{Mark, Prose};
use crate::ui::text;
use crate::worker::{About, View};
use std::rc::Rc;
use yew::prelude::*;

/// Lines of proof that are shown in a step.
const LINES: usize = 2;

#[derive(Properties, PartialEq)]
pub(crate) struct FlowProps {
    pub run: Run<String>,
    pub view: Rc<View>,
}

#[component]
pub(crate) fn Flow(props: &FlowProps) -> Html {
    let FlowProps { run, view } = props;
    if run.steps.is_empty() {
        return Html::default();
    }
    html! {
        <div class="steps">
            <h3>{ "Step by step" }</h3>
            <ol>{ for run.steps.iter().map(|step| item(step, run, view)) }</ol>
        </div>
    }
}

fn item(step: &Step, run: &Run<String>, view: &View) -> Html {
    let about = view.flow.iter().find(|about| about.id == step.id);
    let findings = step.findings.iter().filter_map(|id| run.findings.iter().find(|finding| finding.id == *id));
    html! {
        <li data-step={step.id.clone()} data-verdict={text::id(step.verdict)}>
            <details>
                <summary>
                    <Mark verdict={step.verdict} />
                    <span class="title">{ words::step(&step.id) }</span>
                    <span class="verdict">{ text::verdict(step.verdict) }</span>
                </summary>
                <div class="about">
                    if let Some(about) = about {
                        <p class="asks">{ &about.question }</p>
                    }
                    { for findings.map(|finding| answer(finding, run)) }
                    { needs(step, run, view) }
                    if let Some(about) = about {
                        { official(about) }
                    }
                </div>
            </details>
        </li>
    }
}

/// A finding as the answer of its step.
fn answer(finding: &Finding<String>, run: &Run<String>) -> Html {
    let is_cause = run.root_cause.as_ref() == Some(&finding.id);
    html! {
        <div class="answer">
            <p><strong>{ &finding.title }</strong>
                if finding.says != finding.title && !finding.says.is_empty() {
                    { format!(". {}", finding.says) }
                }
            </p>
            { for finding.evidence.iter().take(LINES).map(line) }
            if is_cause {
                <p class="quiet">{ "All of its proof, and what to do, stand at the top." }</p>
            } else if !finding.remedy.is_empty() {
                <RemedyView text={Outline::of(run).remedy(finding)} />
            }
        </div>
    }
}

fn line(evidence: &Evidence<String>) -> Html {
    html! {
        <pre><code><span class="place">{ format!("{}:{} ", evidence.source, evidence.line) }</span>{ &evidence.text }</code></pre>
    }
}

/// What would settle an open step.
fn needs(step: &Step, run: &Run<String>, view: &View) -> Html {
    let open = run.unknowns.iter().filter(|unknown| unknown.step == step.id).flat_map(|unknown| &unknown.needs);
    let item = |need| {
        let request = text::need(need, &view.questions);
        html! {
            <li>{ request.asks }
                if let Some(copy) = request.copy { { " " }<code>{ copy }</code> }
                if let Some(how) = request.how { <span class="quiet">{ " " }<Prose text={how} /></span> }
            </li>
        }
    };
    html! { <ul class="open">{ for open.map(item) }</ul> }
}

/// What the official page says there, and what is true of it.
fn official(about: &About) -> Html {
    if about.place.is_empty() {
        return Html::default();
    }
    html! {
        <div class="official">
            <p class="quiet">{ format!("On the official page: {}.", about.place) }</p>
            if !about.quotes.is_empty() {
                <dl>
                    { for about.quotes.iter().map(|quote| html! {
                        <div><dt><code>{ &quote.text }</code></dt><dd>{ &quote.truth }</dd></div>
                    }) }
                </dl>
            }
        </div>
    }
}
