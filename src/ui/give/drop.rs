//! Files and folders out of a drop.

use crate::worker::client::Given;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

/// Files and folders that are looked at in one drop.
const MOST: usize = 20_000;

/// What a drop held. It has to be taken at once: after the event the browser shows an empty transfer.
pub(crate) struct Dropped {
    entries: Vec<FileSystemEntry>,
    files: Vec<Given>,
    /// Text that was dragged instead of a file.
    pub text: String,
}

/// Takes everything out of a drop or a paste.
pub(crate) fn dropped(transfer: &DataTransfer) -> Dropped {
    let items = transfer.items();
    let entries: Vec<_> = (0..items.length())
        .filter_map(|i| items.get(i))
        .filter(|item| item.kind() == "file")
        .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
        .collect();
    let files = picked(transfer.files());
    // Files made by a script have no entry; then the plain list is what there is.
    let entries = if entries.len() < files.len() { Vec::new() } else { entries };
    Dropped { entries, files, text: transfer.get_data("text/plain").unwrap_or_default() }
}

/// The files of an input, with the folder that was picked in front.
pub(crate) fn picked(list: Option<FileList>) -> Vec<Given> {
    let files = list.into_iter().flat_map(|list| (0..list.length()).filter_map(move |i| list.item(i)));
    files.map(|file| Given { path: path(&file), file }).collect()
}

fn path(file: &File) -> String {
    // Empty for a file that was not picked with its folder.
    let inside = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    inside.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

impl Dropped {
    /// Whether there was a file or folder at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.files.is_empty()
    }

    /// The files, those inside folders too.
    pub(crate) async fn files(self) -> Vec<Given> {
        if self.entries.is_empty() {
            return self.files;
        }
        let mut files = Vec::new();
        let mut folders = Vec::new();
        let mut looked_at = 0;
        let mut level = self.entries;
        loop {
            for entry in level {
                looked_at += 1;
                if looked_at > MOST {
                    return files;
                }
                match entry.dyn_into::<FileSystemDirectoryEntry>() {
                    Ok(folder) => folders.push(folder),
                    Err(entry) => files.extend(file(entry.unchecked_into()).await),
                }
            }
            let Some(folder) = folders.pop() else { return files };
            level = children(&folder, MOST).await;
        }
    }
}

async fn file(entry: FileSystemFileEntry) -> Option<Given> {
    let asked = Promise::new(&mut |yes: Function, no: Function| {
        entry.file_with_callback_and_callback(yes.unchecked_ref(), no.unchecked_ref());
    });
    let file: File = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    let path = entry.full_path().trim_start_matches('/').to_owned();
    Some(Given { path, file })
}

/// What a folder holds. A browser gives a hundred at a time, and none when it is done.
async fn children(folder: &FileSystemDirectoryEntry, most: usize) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    while all.len() < most {
        match some_children(&reader).await {
            Ok(some) if some.length() > 0 => all.extend(some.iter().map(JsCast::unchecked_into)),
            _ => break,
        }
    }
    all
}

async fn some_children(reader: &FileSystemDirectoryReader) -> Result<Array, JsValue> {
    let mut refused = Ok(());
    let asked = Promise::new(&mut |yes: Function, no: Function| {
        refused = reader.read_entries_with_callback_and_callback(yes.unchecked_ref(), no.unchecked_ref());
    });
    refused?;
    Ok(Array::from(&JsFuture::from(asked).await?))
}
