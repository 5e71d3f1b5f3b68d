//! A result: the answer first, then everything behind it.

mod actions;
mod evidence;
mod facts;
mod finding;
mod needs;
mod overview;
mod questions;
mod remedy;
mod rules;
mod run;
mod sources;
mod steps;
mod unknown;
mod unread;

pub(crate) use rules::Rules;

use crate::ui::session::Session;
use crate::ui::state::Share;
use crate::ui::text;
use crate::worker::{RUNS_IN_FULL, View, Why};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ResultProps {
    pub view: Rc<View>,
    pub share: Share,
    pub details: bool,
    /// Whether a saved file is redacted.
    pub redact: bool,
    /// Whether the files were added to those of an earlier result.
    pub can_go_back: bool,
    /// The rules and what they came to, for each run that somebody asked about.
    pub why: Vec<Rc<Why>>,
    pub session: Session,
}

#[component]
pub(crate) fn ResultView(props: &ResultProps) -> Html {
    let view = &props.view;
    let runs = &view.diagnosis.runs;
    let back = {
        let session = props.session.clone();
        Callback::from(move |_: MouseEvent| session.back())
    };
    let shown = runs.iter().take(RUNS_IN_FULL).enumerate().map(|(place, run)| {
        let why = props.why.iter().find(|why| why.run.as_ref() == Some(&run.id)).cloned();
        html! { <run::RunView {why} key={run.id.clone()} run={run.clone()} view={Rc::clone(view)} {place} session={props.session.clone()} /> }
    });
    html! {
        <div class="result">
            if view.opened {
                <p class="banner">{ "Opened from a link. The logs are not part of it, so lines and files may be missing here." }</p>
            }
            <actions::Actions
                given={text::given(view)}
                opened={view.opened}
                share={props.share.clone()}
                details={props.details}
                redact={props.redact}
                session={props.session.clone()}
            />
            if props.can_go_back {
                <div class="added" role="status">
                    <p>{ "This result includes the files that you just added." }</p>
                    <button type="button" data-action="back" onclick={back}>{ "Take the added files back" }</button>
                </div>
            }
            <unread::Unread view={Rc::clone(view)} />
            if runs.len() > 1 {
                <overview::Overview view={Rc::clone(view)} />
            }
            { for shown }
            if !view.diagnosis.sources.is_empty() {
                <sources::Sources view={Rc::clone(view)} />
            }
        </div>
    }
}
