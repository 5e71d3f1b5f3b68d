//! Files and folders out of a drop.

use crate::ui::made::Handed;
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

/// A file or folder, and the file itself where the drop held that.
type Entry = (FileSystemEntry, Option<File>);

/// What a drop held. It has to be taken at once: after the event the browser shows an empty transfer.
pub(crate) struct Dropped {
    entries: Vec<Entry>,
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
        .filter_map(|item| Some((item.webkit_get_as_entry().ok().flatten()?, item.get_as_file().ok().flatten())))
        .collect();
    let files = picked(transfer.files());
    // In most browsers files made by a script have no entry; then the plain list is what there is.
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

    /// The files, those inside folders too, and what could not be opened.
    pub(crate) async fn handed(self) -> Handed {
        let mut handed = Handed::default();
        if self.entries.is_empty() {
            handed.files = self.files;
            return handed;
        }
        let mut folders = Vec::new();
        let mut looked_at = 0;
        let mut level = self.entries;
        loop {
            for (entry, itself) in level {
                looked_at += 1;
                if looked_at > MOST {
                    let why =
                        format!("More than {MOST} files and folders were dropped; those behind them were left out.");
                    handed.unread.push((path_of(&entry), why));
                    return handed;
                }
                // By what it says it is: not every browser has the classes of entries.
                if entry.is_directory() {
                    folders.push(entry.unchecked_into::<FileSystemDirectoryEntry>());
                    continue;
                }
                let path = path_of(&entry);
                match file(entry.unchecked_into()).await.or_else(|why| without_path(itself).ok_or(why)) {
                    Ok(file) => handed.files.push(Given { path, file }),
                    Err(why) => handed.unread.push((path, refusal("file", &why))),
                }
            }
            let Some(folder) = folders.pop() else { return handed };
            let path = path_of(&folder);
            match children(&folder).await {
                Ok(children) => {
                    if children.is_empty() {
                        handed.empty.push(path);
                    }
                    level = children.into_iter().map(|entry| (entry, None)).collect();
                }
                Err(why) => {
                    handed.unread.push((path, refusal("folder", &why)));
                    level = Vec::new();
                }
            }
        }
    }
}

fn path_of(entry: &FileSystemEntry) -> String {
    entry.full_path().trim_start_matches('/').to_owned()
}

/// A file that lies in no folder, because a program or a script made it: Safari gives it an entry that leads nowhere. One
/// that was on disk and is gone has no size.
fn without_path(itself: Option<File>) -> Option<File> {
    itself.filter(|file| file.size() > 0.0)
}

/// What a browser says about something that it may not open.
fn refusal(what: &str, why: &JsValue) -> String {
    let name = js_sys::Reflect::get(why, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("NotFoundError") => format!("This {what} was moved or taken away before it could be read."),
        _ => format!("This {what} could not be read: you may have no permission for it. Copy it to a folder of yours."),
    }
}

async fn file(entry: FileSystemFileEntry) -> Result<File, JsValue> {
    let asked = Promise::new(&mut |yes: Function, no: Function| {
        entry.file_with_callback_and_callback(yes.unchecked_ref(), no.unchecked_ref());
    });
    JsFuture::from(asked).await?.dyn_into()
}

/// What a folder holds. A browser gives a hundred at a time, and none when it is done.
async fn children(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let some = some_children(&reader).await?;
        if some.length() == 0 || all.len() > MOST {
            return Ok(all);
        }
        all.extend(some.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn some_children(reader: &FileSystemDirectoryReader) -> Result<Array, JsValue> {
    let mut refused = Ok(());
    let asked = Promise::new(&mut |yes: Function, no: Function| {
        refused = reader.read_entries_with_callback_and_callback(yes.unchecked_ref(), no.unchecked_ref());
    });
    refused?;
    Ok(Array::from(&JsFuture::from(asked).await?))
}
