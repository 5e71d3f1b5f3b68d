//! Lines that prove something, with their place.

use crate::diagnosis::Evidence;
use crate::ui::parts::CopyButton;
use yew::prelude::*;

/// Lines of one finding that are shown at once; the rest is folded.
const AT_ONCE: usize = 3;

#[derive(Properties, PartialEq)]
pub(crate) struct EvidenceProps {
    pub evidence: Vec<Evidence<String>>,
    /// Whether it comes from a link.
    #[prop_or_default]
    pub opened: bool,
}

#[component]
pub(crate) fn EvidenceList(props: &EvidenceProps) -> Html {
    let (at_once, folded) = props.evidence.split_at(props.evidence.len().min(AT_ONCE));
    html! {
        <>
            if props.evidence.is_empty() {
                <p class="quiet">{ if props.opened {
                    "The lines are not part of the link."
                } else {
                    "No single line: it follows from your answer, or from what is not there."
                } }</p>
            }
            { for at_once.iter().map(line) }
            if !folded.is_empty() {
                <details class="more">
                    <summary>{ format!("{} more", crate::ui::text::count(folded.len() as u64, "line", "lines")) }</summary>
                    { for folded.iter().map(line) }
                </details>
            }
        </>
    }
}

fn line(evidence: &Evidence<String>) -> Html {
    let place = format!("{}:{}", evidence.source, evidence.line);
    html! {
        <figure data-evidence="" data-source={evidence.source.clone()} data-line={evidence.line.to_string()}>
            <figcaption>
                <span class="place">{ &place }</span>
                <CopyButton text={format!("{place}\n{}", evidence.text)} what="this line" />
            </figcaption>
            <pre><code>{ &evidence.text }</code></pre>
        </figure>
    }
}
