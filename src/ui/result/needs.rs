//! What is open, and exactly what to get next.

use crate::diagnosis::{Need, Run};
use crate::report::{Outline, words};
use crate::ui::parts::{CopyButton, Prose};
use crate::ui::text;
use crate::worker::View;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct NeedsProps {
    pub run: Run<String>,
    pub view: Rc<View>,
    /// Whether the questions are asked elsewhere.
    pub asked: bool,
}

#[component]
pub(crate) fn Needs(props: &NeedsProps) -> Html {
    // Where nothing is decided, this is what matters most.
    let undecided = props.run.root_cause.is_none();
    let outline = Outline::of(&props.run);
    let mut needs = outline.needs();
    needs.retain(|(need, _)| !(props.asked && matches!(need, Need::Question { .. })));
    if needs.is_empty() {
        return Html::default();
    }
    html! {
        <div class={classes!("needs", undecided.then_some("first"))}>
            <h3>{ if undecided { "What would settle it" } else { "Still open" } }</h3>
            <ol>{ for needs.into_iter().map(|(need, steps)| item(need, &steps, &props.view)) }</ol>
        </div>
    }
}

fn item(need: &Need, steps: &[&str], view: &View) -> Html {
    let request = text::need(need, &view.questions);
    let settles = steps.iter().map(|step| words::step(step)).collect::<Vec<_>>().join(", ");
    html! {
        <li data-need="">
            <p>{ request.asks }<span class="settles">{ format!(" Settles: {settles}") }</span></p>
            if let Some(copy) = request.copy {
                <div class="copyable"><pre><code>{ &copy }</code></pre><CopyButton text={copy} what="it" /></div>
            }
            if let Some(how) = request.how {
                <p class="quiet"><Prose text={how} /></p>
            }
        </li>
    }
}
