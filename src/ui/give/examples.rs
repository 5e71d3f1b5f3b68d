//! Logs to try the page with.

use crate::ui::browser;
use crate::ui::made::Handed;
use crate::worker::client::Given;
use crate::worker::examples::{EXAMPLES, Example};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ExamplesProps {
    pub on_files: Callback<Handed>,
}

#[component]
pub(crate) fn Examples(props: &ExamplesProps) -> Html {
    let button = |example: &'static Example| {
        let onclick = props.on_files.reform(move |_: MouseEvent| Handed {
            files: files(example),
            is_example: true,
            ..Handed::default()
        });
        html! {
            <li>
                <button type="button" class="example" data-action="example" {onclick}>
                    <strong>{ example.title }</strong>
                    <span>{ example.shows }</span>
                </button>
            </li>
        }
    };
    html! {
        <div class="examples">
            <h3>{ "No logs at hand? Try an example" }</h3>
            <ul>{ for EXAMPLES.iter().map(button) }</ul>
        </div>
    }
}

fn files(example: &Example) -> Vec<Given> {
    let given =
        |(name, text): &(&str, &str)| Some(Given { path: (*name).to_owned(), file: browser::text_file(name, text)? });
    example.files.iter().filter_map(given).collect()
}
