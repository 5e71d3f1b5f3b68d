//! A place to paste the text of a log.

use crate::ui::browser;
use crate::ui::made::Handed;
use crate::worker::client::Given;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Name of pasted text as a source.
const NAME: &str = "pasted text";

#[derive(Properties, PartialEq)]
pub(crate) struct PasteProps {
    pub on_files: Callback<Handed>,
}

#[component]
pub(crate) fn Paste(props: &PasteProps) -> Html {
    let open = use_state(|| false);
    let area = use_node_ref();
    {
        let area = area.clone();
        use_effect_with(*open, move |open| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>().filter(|_| *open) {
                drop(area.focus());
            }
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onclick = {
        let (open, area, on_files) = (open.clone(), area.clone(), props.on_files.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(area) = area.cast::<HtmlTextAreaElement>() else { return };
            let given = as_file(&area.value());
            area.set_value("");
            open.set(false);
            on_files.emit(given.into_iter().collect::<Vec<_>>().into());
        })
    };
    html! {
        <>
            <button type="button" data-action="paste" aria-expanded={open.to_string()} onclick={toggle}>{ "Paste log text" }</button>
            if *open {
                <div class="paste">
                    <label for="paste-text">{ "Text of a log" }</label>
                    <textarea id="paste-text" ref={area} rows="8" spellcheck="false" autocomplete="off" />
                    <button type="button" class="main" data-action="read-paste" {onclick}>{ "Read this text" }</button>
                </div>
            }
        </>
    }
}

/// Pasted text as a file; none if there is nothing in it.
pub(crate) fn as_file(text: &str) -> Option<Given> {
    if text.trim().is_empty() {
        return None;
    }
    Some(Given { path: NAME.to_owned(), file: browser::text_file(NAME, text)? })
}
