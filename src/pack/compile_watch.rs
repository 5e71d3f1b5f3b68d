//! From the written sections on uploads, counters and stack walks to resolved ones.

use super::document::{CountersDocument, OneOrMany, UploadsDocument, WalksDocument};
use super::names::Names;
use super::{CounterSignals, Release, SignalIndex, UploadSignals, WalkSignals};

impl Names {
    pub(super) fn uploads(&self, written: UploadsDocument) -> Result<UploadSignals, String> {
        Ok(UploadSignals {
            start: self.signals(written.start)?,
            errors: self.signals(written.errors)?,
            late: written.late,
            success: self.some_signals(written.success)?,
            silent_since: release(written.silent_since)?,
            beside: self.some_signals(written.beside)?,
            shutdown: self.signals(written.shutdown)?,
            end: self.signals(written.end)?,
        })
    }

    pub(super) fn counters(&self, written: CountersDocument) -> Result<CounterSignals, String> {
        let (some, none) = (self.signals(written.some)?, self.signals(written.none)?);
        for signal in some.iter().chain(&none) {
            self.has_capture(*signal, CounterSignals::PROVIDER)?;
        }
        Ok(CounterSignals {
            heading: self.signals(written.heading)?,
            some,
            none,
            empty: self.signals(written.empty)?,
            stacks: written.stacks,
            cpu: written.cpu,
        })
    }

    pub(super) fn walks(&self, written: WalksDocument) -> Result<WalkSignals, String> {
        let (broken_off, stuck) = (self.signals(written.broken_off)?, self.signals(written.stuck)?);
        for signal in broken_off.iter().chain(&stuck) {
            self.has_capture(*signal, &written.thread)?;
        }
        Ok(WalkSignals {
            broken_off,
            stuck,
            over: self.signals(written.over)?,
            thread: written.thread,
            once_since: release(written.once_since)?,
        })
    }

    fn some_signals(&self, written: Option<OneOrMany>) -> Result<Vec<SignalIndex>, String> {
        written.map_or(Ok(Vec::new()), |written| self.signals(written))
    }
}

fn release(written: Option<String>) -> Result<Option<Release>, String> {
    written.map(|text| Release::parse(&text).ok_or(format!("`{text}` is no release"))).transpose()
}
