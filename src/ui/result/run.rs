//! One run: its cause, its proof, its remedy, and what else is known.

use super::evidence::EvidenceList;
use super::facts::FactsView;
use super::finding::FindingView;
use super::needs::Needs;
use super::questions::Questions;
use super::remedy::RemedyView;
use super::rules::Rules;
use super::steps::Flow;
use super::unknown::UnknownMessages;
use crate::diagnosis::{Finding, Run, Verdict};
use crate::report::Outline;
use crate::ui::parts::Mark;
use crate::ui::session::Session;
use crate::ui::{browser, text};
use crate::worker::{View, Why};
use std::rc::Rc;
use yew::prelude::*;

/// Runs that are drawn although they are folded; the others wait until they are opened, so that the page never stalls.
const DRAWN_AT_ONCE: usize = 6;

#[derive(Properties, PartialEq)]
pub(crate) struct RunProps {
    pub run: Run<String>,
    pub view: Rc<View>,
    /// Its place; the first one decides and stands open.
    pub place: usize,
    /// The rules and what they came to, once somebody asked.
    pub why: Option<Rc<Why>>,
    pub session: Session,
}

#[component]
pub(crate) fn RunView(props: &RunProps) -> Html {
    let RunProps { run, view, place, why, session } = props;
    let unfolded = use_state(|| *place < DRAWN_AT_ONCE);
    let ontoggle = {
        let unfolded = unfolded.clone();
        Callback::from(move |_: Event| unfolded.set(true))
    };
    let outcome = text::outcome(run.root_cause.as_deref());
    let headline = text::headline(run);
    let body = unfolded.then(|| {
        let asking = (*place == 0 && !view.opened).then(|| session.clone());
        html! { <Body run={run.clone()} view={Rc::clone(view)} {asking} why={why.clone()} session={session.clone()} /> }
    });
    html! {
        <section
            class={classes!("run", "card", text::id(outcome))}
            data-run={run.id.clone()}
            data-root-cause={run.root_cause.clone().unwrap_or_default()}
        >
            if *place == 0 {
                if let Some(process) = text::process(run) {
                    <p class="process">{ process }</p>
                }
                <h2 id="result-title" class="headline" tabindex="-1"><Mark verdict={outcome} />{ headline }</h2>
                { body }
            } else {
                <details id={format!("run-{}", run.id)} {ontoggle}>
                    <summary>
                        <Mark verdict={outcome} />
                        <h2 class="headline">{ headline }</h2>
                        <span class="process">{ text::process(run) }</span>
                    </summary>
                    { body }
                </details>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct BodyProps {
    run: Run<String>,
    view: Rc<View>,
    /// Where questions can be answered.
    asking: Option<Session>,
    why: Option<Rc<Why>>,
    session: Session,
}

#[component]
fn Body(props: &BodyProps) -> Html {
    let BodyProps { run, view, asking, why, session } = props;
    let outline = Outline::of(run);
    let undecided = run.root_cause.is_none();
    let needs = html! {
        <>
            if let Some(session) = asking {
                <Questions run={run.clone()} view={Rc::clone(view)} session={session.clone()} />
            }
            <Needs run={run.clone()} view={Rc::clone(view)} asked={asking.is_some()} />
        </>
    };
    html! {
        <>
            <p class="says">{ text::explanation(run) }</p>
            if let Some(cause) = outline.cause {
                { decisive(cause, outline.remedy(cause), view.opened) }
            } else if !outline.proof().is_empty() {
                <div class="decisive"><div class="proof">
                    <h3>{ "Proof" }</h3>
                    <EvidenceList evidence={outline.proof().into_iter().cloned().collect::<Vec<_>>()} />
                </div></div>
            }
            if undecided {
                { needs.clone() }
            }
            { list("Follows from this", "consequences", &outline.consequences) }
            { list("Also seen", "others", &outline.others) }
            <UnknownMessages messages={run.unknown_messages.clone()} />
            <Flow run={run.clone()} view={Rc::clone(view)} />
            if !undecided {
                { needs }
            }
            if !view.opened {
                <Rules run={run.id.clone()} why={why.clone()} session={session.clone()} />
            }
            <FactsView facts={run.facts.clone()} sources={run.sources.clone()} />
        </>
    }
}

/// Proof and remedy of the cause, side by side where there is room.
fn decisive(cause: &Finding<String>, remedy: String, opened: bool) -> Html {
    html! {
        <div class="decisive" data-finding={cause.id.clone()} data-verdict={text::id(cause.verdict)}>
            <div class="proof">
                <h3>{ "Proof" }</h3>
                <EvidenceList evidence={cause.evidence.clone()} {opened} />
            </div>
            if !cause.remedy.is_empty() {
                <div class="remedy">
                    <h3>{ if cause.verdict == Verdict::Pass { "What now" } else { "What to do" } }</h3>
                    <RemedyView text={remedy} />
                </div>
            }
        </div>
    }
}

fn list(title: &'static str, class: &'static str, findings: &[&Finding<String>]) -> Html {
    if findings.is_empty() {
        return Html::default();
    }
    html! {
        <div class={classes!("findings", class)}>
            <h3>{ title }</h3>
            { for findings.iter().map(|&finding| html! { <FindingView finding={finding.clone()} /> }) }
        </div>
    }
}

/// Opens a run that is folded, and moves the focus there.
pub(super) fn reveal(id: &str) {
    use wasm_bindgen::JsCast;
    let id = format!("run-{id}");
    let Some(found) = browser::document().and_then(|document| document.get_element_by_id(&id)) else {
        browser::focus(&["result-title"], "[data-run]");
        return;
    };
    if let Ok(details) = found.dyn_into::<web_sys::HtmlDetailsElement>() {
        details.set_open(true);
        details.scroll_into_view();
        if let Some(summary) = details.first_element_child().and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(summary.focus());
        }
    }
}
