//! A sentence in which what stands between backticks is code.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ProseProps {
    pub text: AttrValue,
}

#[component]
pub(crate) fn Prose(props: &ProseProps) -> Html {
    let show = |(place, part): (usize, &str)| {
        if place % 2 == 1 {
            html! { <code>{ part }</code> }
        } else {
            html! { { part } }
        }
    };
    html! { <>{ for props.text.split('`').enumerate().map(show) }</> }
}
