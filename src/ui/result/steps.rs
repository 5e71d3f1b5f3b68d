//! The questions that were asked of a run, in their order.

use crate::diagnosis::Step;
use crate::report::words;
use crate::ui::parts::Mark;
use crate::ui::text;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct StepsProps {
    pub steps: Vec<Step>,
}

#[component]
pub(crate) fn Steps(props: &StepsProps) -> Html {
    if props.steps.is_empty() {
        return Html::default();
    }
    let item = |step: &Step| {
        html! {
            <li data-step={step.id.clone()} data-verdict={text::id(step.verdict)}>
                <Mark verdict={step.verdict} />
                <span class="title">{ words::step(&step.id) }</span>
                <span class="verdict">{ text::verdict(step.verdict) }</span>
            </li>
        }
    };
    html! {
        <div class="steps">
            <h3>{ "What was checked" }</h3>
            <ol>{ for props.steps.iter().map(item) }</ol>
        </div>
    }
}
