//! What the page promises, and how to see that it holds.

use yew::prelude::*;

#[component]
pub(crate) fn Foot() -> Html {
    html! {
        <footer>
            <div class="width">
                <details class="promise">
                    <summary>{ "Nothing leaves this page: how to verify" }</summary>
                    <p>{ "Your logs are read by this browser, on this machine. No server takes part, nothing of them is stored, nothing is counted." }</p>
                    <ul>
                        <li>{ "Open the network tab of the developer tools, then drop your logs: the list stays empty." }</li>
                        <li>{ "Or disconnect first: after one visit the page opens and works without a network." }</li>
                        <li>{ "The content policy forbids the page, and the worker that reads your logs, every other server." }</li>
                        <li>{ "A link that you share carries the result after the # sign, which browsers do not send to a server. It holds verdicts, never a log." }</li>
                    </ul>
                </details>
                <p>{ format!("profiler-doctor {}. Not a product of Datadog.", env!("CARGO_PKG_VERSION")) }</p>
            </div>
        </footer>
    }
}
