//! The bytes of a file, piece by piece, so that a file of any size takes little memory.

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use std::future::{Future, poll_fn};
use std::ops::ControlFlow;
use std::pin::pin;
use std::task::Poll;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ReadableStreamByobReader, ReadableStreamGetReaderOptions, ReadableStreamReaderMode};

/// Files up to this size come in one piece.
pub(super) const SMALL: f64 = 1_048_576.0;
/// Size of a piece, in bytes.
const PIECE: u32 = 1 << 20;
/// Size of a slice where streams do not work, in bytes: each costs a fixed time, so it is large.
const SLICE: f64 = 16_777_216.0;
/// A read that takes longer than this, in milliseconds, is held to be stuck.
const PATIENCE: u32 = 3000;

/// Begins to read a small file; the browser goes on while other files are scanned.
pub(super) fn begin(file: &File) -> JsFuture {
    JsFuture::from(file.array_buffer())
}

/// Begins to read the first `length` bytes of a file.
pub(super) fn begin_head(file: &File, length: usize) -> JsFuture {
    let length = i32::try_from(length).unwrap_or(i32::MAX);
    // Only a slice of a blob that is gone fails, and reading the whole of it says so too.
    JsFuture::from(
        file.slice_with_i32_and_i32(0, length).map_or_else(|_| file.array_buffer(), |head| head.array_buffer()),
    )
}

/// What was begun.
pub(super) async fn whole(begun: JsFuture) -> Result<Vec<u8>, JsValue> {
    let buffer: ArrayBuffer = begun.await?.dyn_into()?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Gives every piece of `file` to `each`, in order, until that has enough.
///
/// # Errors
/// What the browser says when a file cannot be read, mostly because it changed or is not permitted.
pub(super) async fn pieces(file: &File, each: &mut impl FnMut(&[u8]) -> ControlFlow<()>) -> Result<(), JsValue> {
    let mut bytes = vec![0; PIECE as usize];
    let mut offset = 0.0;
    if let Ok(reader) = Reader::open(file)
        && let Ended::Whole = reader.pieces(&mut bytes, &mut offset, each).await
    {
        return Ok(());
    }
    // No such streams here, or the stream broke: what is left comes in slices.
    while offset < file.size() {
        let slice = file.slice_with_f64_and_f64(offset, offset + SLICE)?;
        let buffer: ArrayBuffer = JsFuture::from(slice.array_buffer()).await?.dyn_into()?;
        let length = buffer.byte_length();
        if length == 0 {
            break;
        }
        let mut from = 0;
        while from < length {
            let part = Uint8Array::new_with_byte_offset_and_length(&buffer, from, PIECE.min(length - from));
            if copy(&part, &mut bytes, each).is_break() {
                return Ok(());
            }
            from += part.length();
        }
        offset += f64::from(length);
    }
    Ok(())
}

/// How a stream ended.
enum Ended {
    /// With all that was wanted.
    Whole,
    /// Before that.
    Early,
}

/// A stream that fills one buffer again and again. It is owned here for as long as it reads:
/// a pending read that only itself keeps alive can be collected, and then never answers.
struct Reader(ReadableStreamByobReader);

impl Reader {
    fn open(file: &File) -> Result<Self, JsValue> {
        let options = ReadableStreamGetReaderOptions::new();
        options.set_mode(ReadableStreamReaderMode::Byob);
        let reader = file.stream().get_reader_with_options(&options);
        reader.dyn_into().map(Self).map_err(JsValue::from)
    }

    async fn pieces(
        &self,
        bytes: &mut [u8],
        offset: &mut f64,
        each: &mut impl FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Ended {
        let mut buffer = ArrayBuffer::new(PIECE);
        loop {
            let read = self.0.read_with_array_buffer_view(&Uint8Array::new(&buffer));
            let Some(Ok(result)) = within(PATIENCE, JsFuture::from(read)).await else {
                // Whatever it says, the slices that follow will say it better.
                let cancelled = JsFuture::from(self.0.cancel());
                wasm_bindgen_futures::spawn_local(async { drop(cancelled.await) });
                return Ended::Early;
            };
            if Reflect::get(&result, &"done".into()).is_ok_and(|done| done.is_truthy()) {
                return Ended::Whole;
            }
            let value = Reflect::get(&result, &"value".into()).unwrap_or_default();
            let Ok(view) = value.dyn_into::<Uint8Array>() else { return Ended::Early };
            if copy(&view, bytes, each).is_break() {
                return Ended::Whole;
            }
            *offset += f64::from(view.length());
            buffer = view.buffer();
        }
    }
}

/// Hands a view over as bytes of this module's memory.
fn copy(view: &Uint8Array, bytes: &mut [u8], each: &mut impl FnMut(&[u8]) -> ControlFlow<()>) -> ControlFlow<()> {
    match bytes.get_mut(..view.length() as usize) {
        Some(piece) => {
            view.copy_to(piece);
            each(piece)
        }
        None => ControlFlow::Continue(()),
    }
}

/// The result of `work`, unless it takes too long.
async fn within<T>(milliseconds: u32, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut timer = pin!(gloo::timers::future::TimeoutFuture::new(milliseconds));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => timer.as_mut().poll(context).map(|()| None),
    })
    .await
}
