//! Sources that are cut and joined in every way.

use profiler_doctor::engine::{Request, diagnose};
use profiler_doctor::intake::{Intake, decide};
use profiler_doctor::pack::Pack;
use profiler_doctor::report;
use profiler_doctor::scan::{Context, Partial, Scanned, Scanner};
use profiler_doctor::text::Policy;
use std::sync::LazyLock;

pub(crate) static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::builtin().unwrap());

pub(crate) struct Source {
    pub(crate) context: Context<'static>,
    pub(crate) bytes: Vec<u8>,
}

impl Source {
    pub(crate) fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { context: Context { pack: &PACK, intake: decide(&PACK, name, &bytes) }, bytes }
    }

    pub(crate) fn intake(&self) -> &Intake {
        &self.context.intake
    }

    /// What one piece gives that ends where the next one begins.
    pub(crate) fn part(&self, from: usize, to: usize) -> Partial {
        Partial::scan(&self.context, from as u64, &self.bytes[from..to])
    }

    pub(crate) fn whole(&self) -> Scanned {
        self.part(0, self.bytes.len()).finish(&self.context)
    }

    pub(crate) fn streamed(&self, size: usize) -> Scanned {
        let mut scanner = Scanner::new(&PACK, self.intake().clone());
        self.bytes.chunks(size).for_each(|piece| scanner.push(piece));
        scanner.finish()
    }

    /// Cut into two at `cut`.
    pub(crate) fn halved(&self, cut: usize) -> Scanned {
        self.part(0, cut).join(self.part(cut, self.bytes.len()), &self.context).finish(&self.context)
    }

    /// Cut into three, joined from the left and from the right: the same already before it is finished.
    pub(crate) fn thirds(&self, one: usize, two: usize) -> Scanned {
        let context = &self.context;
        let [a, b, c] = [self.part(0, one), self.part(one, two), self.part(two, self.bytes.len())];
        let left = a.clone().join(b.clone(), context).join(c.clone(), context);
        let right = a.join(b.join(c, context), context);
        assert!(left == right, "{} cut at {one} and {two}:\n{left:#?}\nis not\n{right:#?}", self.intake().name);
        right.finish(context)
    }

    /// The document that a user gets.
    pub(crate) fn told(&self, scanned: Scanned) -> String {
        let diagnosis = diagnose(&PACK, &[scanned], &Request::default());
        assert_eq!(diagnosis.sources.len(), 1, "{}", self.intake().name);
        report::json(&diagnosis.publish(Policy::Local))
    }

    /// Cut and joined in every way that a short source allows.
    pub(crate) fn check(&self) -> Scanned {
        let whole = self.whole();
        assert_eq!(whole.bytes, self.bytes.len() as u64);
        for cut in 0..=self.bytes.len() {
            self.same(&whole, &self.halved(cut), || format!("cut at {cut}"));
        }
        for size in [1, 2, 3, 7, 64] {
            self.same(&whole, &self.streamed(size), || format!("pieces of {size}"));
        }
        for (one, two) in pairs(self.bytes.len()).take(100) {
            self.same(&whole, &self.thirds(one, two), || format!("cut at {one} and {two}"));
        }
        // Every cut gives the same sightings, so a few show that the same sightings give the same document.
        let document = self.told(whole.clone());
        for (one, two) in pairs(self.bytes.len()).take(3) {
            assert_eq!(document, self.told(self.thirds(one, two)), "cut at {one} and {two}");
        }
        whole
    }

    pub(crate) fn same(&self, whole: &Scanned, other: &Scanned, how: impl Fn() -> String) {
        assert!(whole == other, "{} {}:\n{whole:#?}\nis not\n{other:#?}", self.intake().name, how());
    }
}

/// Ordered pairs of places, spread by a fixed sequence.
pub(crate) fn pairs(length: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % (length + 1)
    };
    std::iter::repeat_with(move || {
        let (one, two) = (next(), next());
        (one.min(two), one.max(two))
    })
}
