//! The place where logs go in. It is there in every state, large at first, small beside a result.

use super::drop::picked;
use super::examples::Examples;
use super::paste::Paste;
use crate::ui::made::Handed;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct PanelProps {
    /// Whether nothing else is shown, so that it may be large.
    pub large: bool,
    /// Whether a drag is over the page.
    pub over: bool,
    /// Whether files are added to those that were read.
    pub adds: bool,
    pub on_files: Callback<Handed>,
    /// Back to the beginning; none where the page stands there.
    pub on_again: Option<Callback<()>>,
}

#[component]
pub(crate) fn Panel(props: &PanelProps) -> Html {
    let onchange = {
        let on_files = props.on_files.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = picked(input.files());
            // So that the same files can be picked again.
            input.set_value("");
            if !files.is_empty() {
                on_files.emit(files.into());
            }
        })
    };
    let title = match (props.large, props.adds) {
        (true, _) => "Drop the log folder here",
        (false, true) => "More logs",
        (false, false) => "Other logs",
    };
    html! {
        <section class={classes!("panel", props.large.then_some("large"), props.over.then_some("over"))} aria-labelledby="panel-title">
            <div class="zone">
                if props.large {
                    <svg class="tray" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
                        <path d="M24 6v22M15 20l9 9 9-9M7 32v8h34v-8" />
                    </svg>
                }
                <h2 id="panel-title">{ title }</h2>
                if props.large {
                    <p class="hint">{ "Anywhere on this page; files, whole folders, zip and tar archives" }</p>
                }
                if props.adds {
                    <p class="hint">{ "They are added to what was read" }</p>
                }
                <div class="picks">
                    <span class={classes!("pick", props.large.then_some("main"))}>
                        <input type="file" multiple=true id="files" onchange={onchange.clone()} />
                        <label for="files">{ "Choose files" }</label>
                    </span>
                    <span class="pick">
                        <input type="file" multiple=true id="folder" webkitdirectory=true {onchange} />
                        <label for="folder">{ "Choose a folder" }</label>
                    </span>
                    <Paste on_files={props.on_files.clone()} />
                    if let Some(on_again) = &props.on_again {
                        <button type="button" data-action="again" onclick={on_again.reform(|_: MouseEvent| ())}>{ "Start again" }</button>
                    }
                </div>
            </div>
            if props.large {
                <Examples on_files={props.on_files.clone()} />
                <Where />
            }
        </section>
    }
}

/// Where the logs usually lie.
#[component]
fn Where() -> Html {
    html! {
        <div class="where">
            <h3>{ "Where the logs lie" }</h3>
            <dl>
                <div><dt>{ "Linux" }</dt><dd><code>{ "/var/log/datadog/dotnet" }</code></dd></div>
                <div><dt>{ "Windows" }</dt><dd><code>{ r"%ProgramData%\Datadog .NET Tracer\logs" }</code></dd></div>
                <div><dt>{ "Windows before 2.24" }</dt><dd><code>{ r"%ProgramData%\Datadog-APM\logs\DotNet" }</code></dd></div>
                <div><dt>{ "App Service" }</dt><dd><code>{ r"C:\home\LogFiles\datadog" }</code>{ " or " }<code>{ "/home/LogFiles/datadog" }</code></dd></div>
                <div><dt>{ "Elsewhere" }</dt><dd>{ "the folder that " }<code>{ "DD_TRACE_LOG_DIRECTORY" }</code>{ " names" }</dd></div>
            </dl>
            <p>{ "Take the whole folder of the host or container. It also holds other files; they do no harm." }</p>
        </div>
    }
}
