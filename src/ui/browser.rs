//! The few things the page does with the browser itself.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Document, File, FilePropertyBag, HtmlAnchorElement, HtmlElement, Url, Window};

/// The window; there is one wherever components run.
pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

pub(super) fn document() -> Option<Document> {
    window()?.document()
}

/// What follows `#` in the address.
pub(super) fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Takes the fragment out of the address, so that a reload does not bring a link's result back.
pub(super) fn forget_fragment() {
    let Some(window) = window() else { return };
    if fragment().is_empty() {
        return;
    }
    let location = window.location();
    let bare = format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    if let Ok(history) = window.history() {
        // A document without an address of its own keeps its fragment; that does no harm.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&bare));
    }
}

/// The address of this page with another fragment.
pub(super) fn address_with(fragment: &str) -> String {
    let href = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let bare = href.split('#').next().unwrap_or_default();
    format!("{bare}#{fragment}")
}

/// Moves the keyboard focus to the first of these that is there. Where the window is small, `top` comes to its top, so
/// that nothing in front of the element is passed over.
pub(super) fn focus(ids: &[&str], top: &str) {
    let Some(document) = document() else { return };
    let element = ids.iter().find_map(|id| document.get_element_by_id(id)?.dyn_into::<HtmlElement>().ok());
    let Some(element) = element else { return };
    // An element that cannot take the focus leaves it where it is.
    let _ = element.focus();
    let inner = |size: fn(&Window) -> Result<JsValue, JsValue>| window().and_then(|it| size(&it).ok()?.as_f64());
    let narrow = inner(Window::inner_width).unwrap_or_default() < 600.0;
    let share = if narrow { 0.4 } else { 0.75 };
    if element.get_bounding_client_rect().top() > share * inner(Window::inner_height).unwrap_or_default()
        && let Ok(Some(top)) = document.query_selector(top)
    {
        top.scroll_into_view();
    }
}

/// Copies a text; tells whether that was possible.
pub(super) async fn copy(text: String) -> bool {
    let Some(window) = window() else { return false };
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(&text)).await.is_ok()
}

/// A text as a file, so that it goes the way of all files.
pub(super) fn text_file(name: &str, text: &str) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type("text/plain");
    File::new_with_str_sequence_and_options(&Array::of1(&text.into()), name, &options).ok()
}

/// Saves a file where the user keeps downloads.
pub(super) fn download(name: &str, kind: &str, content: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(content), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement =
        document().ok_or(JsValue::NULL)?.create_element("a")?.dyn_into().map_err(JsValue::from)?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser may still be taking it.
    gloo::timers::callback::Timeout::new(60_000, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(())
}
