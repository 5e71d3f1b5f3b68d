//! A finding that is not the cause: folded, its verdict in view.

use super::evidence::EvidenceList;
use super::remedy::RemedyView;
use crate::diagnosis::Finding;
use crate::ui::parts::Mark;
use crate::ui::text;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct FindingProps {
    pub finding: Finding<String>,
}

#[component]
pub(crate) fn FindingView(props: &FindingProps) -> Html {
    let finding = &props.finding;
    html! {
        <details class="finding" data-finding={finding.id.clone()} data-verdict={text::id(finding.verdict)}>
            <summary>
                <Mark verdict={finding.verdict} />
                <span class="title">{ &finding.title }</span>
                <span class="verdict">{ text::verdict(finding.verdict) }</span>
            </summary>
            <p class="says">{ &finding.says }</p>
            if let Some(affects) = text::affects(&finding.affects) {
                <p class="quiet">{ format!("Concerns {affects}.") }</p>
            }
            if !finding.evidence.is_empty() {
                <EvidenceList evidence={finding.evidence.clone()} />
            }
            if !finding.remedy.is_empty() {
                <div class="remedy"><RemedyView text={finding.remedy.clone()} /></div>
            }
        </details>
    }
}
