//! Every rule: what it detects, why it matters, the evidence it wants and what became of it, what to do, the source.

use super::remedy::RemedyView;
use crate::ui::parts::{Mark, Prose};
use crate::ui::session::Session;
use crate::worker::{Explained, REMEDY, Section, Why};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct RulesProps {
    /// The run; none for the rules alone.
    #[prop_or_default]
    pub run: Option<AttrValue>,
    /// What is known, once it was asked for.
    pub why: Option<Rc<Why>>,
    pub session: Session,
}

#[component]
pub(crate) fn Rules(props: &RulesProps) -> Html {
    let RulesProps { run, why, session } = props;
    let ontoggle = {
        let (run, session, known) = (run.clone(), session.clone(), why.is_some());
        Callback::from(move |_: Event| {
            if !known {
                session.why(run.as_deref());
            }
        })
    };
    let title = if run.is_some() { "Why, and why not: every rule" } else { "Everything that is checked" };
    html! {
        <details class="rules" data-rules="" {ontoggle}>
            <summary>{ title }</summary>
            if let Some(why) = why {
                <p class="quiet">{ &why.summary }</p>
                { for why.rules.iter().map(item) }
            } else {
                <p class="quiet">{ "One moment…" }</p>
            }
        </details>
    }
}

fn item(rule: &Explained) -> Html {
    html! {
        <details class="rule" data-rule={rule.id.clone()} key={rule.id.clone()}>
            <summary>
                <Mark verdict={rule.verdict} />
                <span class="title">{ &rule.title }</span>
                <span class="verdict">{ &rule.outcome }</span>
            </summary>
            <dl>{ for rule.sections.iter().map(section) }</dl>
        </details>
    }
}

fn section(section: &Section) -> Html {
    let line = |(depth, text): &(usize, String)| {
        if section.title == REMEDY {
            html! { <RemedyView text={text.clone()} /> }
        } else {
            html! { <p class={format!("deep-{}", (*depth).min(9))}><Prose text={text.clone()} /></p> }
        }
    };
    html! { <><dt>{ &section.title }</dt><dd>{ for section.lines.iter().map(line) }</dd></> }
}
