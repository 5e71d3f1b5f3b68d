//! Passing a result on: a link, a file.

use crate::ui::parts::CopyButton;
use crate::ui::session::Session;
use crate::ui::state::{Action, Share};
use crate::worker::protocol::Form;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ActionsProps {
    /// What the result is about, in a few words.
    pub given: AttrValue,
    pub opened: bool,
    pub share: Share,
    pub details: bool,
    /// Whether a saved file is redacted.
    pub redact: bool,
    pub session: Session,
}

#[component]
pub(crate) fn Actions(props: &ActionsProps) -> Html {
    let act = |act: fn(&Session, bool)| {
        let (session, details) = (props.session.clone(), props.details);
        Callback::from(move |_: MouseEvent| act(&session, details))
    };
    let save = |form: Form| {
        let (session, redact) = (props.session.clone(), props.redact);
        Callback::from(move |_: MouseEvent| session.save(form, redact))
    };
    let on_redact = {
        let session = props.session.clone();
        Callback::from(move |event: Event| {
            session.dispatch(Action::Redact(event.target_unchecked_into::<HtmlInputElement>().checked()));
        })
    };
    let on_details = {
        let session = props.session.clone();
        Callback::from(move |details| {
            session.dispatch(Action::Details(details));
            session.share(details);
        })
    };
    html! {
        <section class="actions" aria-label="Pass the result on">
            <p class="given">{ props.given.clone() }</p>
            <div class="buttons">
                <button type="button" data-action="share" onclick={act(Session::share)}>{ "Share a link" }</button>
                <button type="button" data-action="save-json" onclick={save(Form::Json)}>{ "Save JSON" }</button>
                <button type="button" data-action="save-markdown" onclick={save(Form::Markdown)}>{ "Save Markdown" }</button>
                <label class="redact">
                    <input type="checkbox" data-action="redact" checked={props.redact} onchange={on_redact} />
                    { "Redact what is saved: names, hosts, addresses, secrets" }
                </label>
            </div>
            { match &props.share {
                Share::Closed => Html::default(),
                Share::Making => html! { <div class="link" role="status">{ "Making the link…" }</div> },
                Share::Refused(why) => html! { <p class="link" role="status">{ why }</p> },
                Share::Link(link) => html! { <Link link={link.clone()} details={(!props.opened).then_some(props.details)} {on_details} /> },
            } }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct LinkProps {
    link: AttrValue,
    /// Whether details are in it; nothing where there are none to choose.
    details: Option<bool>,
    on_details: Callback<bool>,
}

#[component]
fn Link(props: &LinkProps) -> Html {
    let onfocus = Callback::from(|event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select());
    let on_details =
        props.on_details.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    let holds = match props.details {
        Some(true) => {
            "It holds the verdicts and, redacted, names, settings and lines of the logs. Look at it before you pass it on."
        }
        Some(false) => "It holds verdicts, release, system and switches; no names, no addresses, no log lines.",
        None => "The same link that was opened here.",
    };
    html! {
        <div class="link">
            <label for="share-link">{ "Link to this result" }</label>
            <div class="row">
                <input id="share-link" type="text" readonly=true data-share-link="" value={props.link.clone()} {onfocus} />
                <CopyButton text={props.link.clone()} what="the link" />
            </div>
            <div class="row">
                if let Some(details) = props.details {
                    <label class="details">
                        <input type="checkbox" data-action="details" checked={details} onchange={on_details} />
                        { "Include redacted details" }
                    </label>
                }
                <p>{ holds }</p>
            </div>
        </div>
    }
}
