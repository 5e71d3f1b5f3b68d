//! Everything that was given, and what reading it showed.

use crate::diagnosis::Source;
use crate::ui::text;
use crate::worker::View;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct SourcesProps {
    pub view: Rc<View>,
}

#[component]
pub(crate) fn Sources(props: &SourcesProps) -> Html {
    let view = &props.view;
    let sources = &view.diagnosis.sources;
    let notices = sources.iter().map(|source| source.notices.len()).sum::<usize>();
    let glance = match notices {
        0 => String::new(),
        some => text::count(some as u64, "notice", "notices"),
    };
    let left_out = view.sources_left_out();
    // Where nothing could be used, what was given is the answer.
    let nothing_used = sources.iter().all(|source| source.lines == 0);
    html! {
        <details class="sources card" open={nothing_used}>
            <summary><h2>{ text::count(view.sources as u64, "file", "files") }</h2><span class="glance">{ glance }</span></summary>
            <ul>{ for sources.iter().map(item) }</ul>
            if left_out > 0 {
                <p class="quiet">{ format!("and {left_out} more; the JSON file lists all of them") }</p>
            }
        </details>
    }
}

fn item(source: &Source<String>) -> Html {
    html! {
        <li>
            <span class="place">{ &source.name }</span>
            <span class="quiet">{ text::source(source) }</span>
            { for source.notices.iter().map(|notice| html! { <span class="notice">{ notice }</span> }) }
        </li>
    }
}
