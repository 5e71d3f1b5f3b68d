//! What the engine can conclude from the course of a run, with the words that conditions use.

/// A state that has a word in the pack.
pub(super) trait Word: Copy + 'static {
    /// All states with their words.
    const ALL: &'static [(&'static str, Self)];

    /// The state of that word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, state)| *state)
    }

    /// The known words, as a sentence.
    fn words() -> String {
        let words: Vec<&str> = Self::ALL.iter().map(|(word, _)| *word).collect();
        format!("known are: {}", words.join(", "))
    }
}

macro_rules! states {
    ($(#[$about:meta])* $name:ident { $($(#[$means:meta])* $state:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$means])* $state,)+ }

        impl Word for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$state)),+];
        }

        impl $name {
            /// Its word in a pack.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$state => $word,)+ }
            }
        }
    };
}

states! {
    /// What is known about the uploads of a run at the end of what is known of it.
    UploadState {
        /// The last ones arrived.
        Delivered = "delivered",
        /// The last ones failed.
        Failing = "failing",
        /// One of the last two failed, and most of the last ten arrived.
        NowAndThen = "now-and-then",
        /// They failed, and nothing has been heard since, not long enough to say that they arrive again.
        Quiet = "quiet",
        /// On a release that prints each upload that works, the lines stopped.
        Stopped = "stopped",
        /// None failed, and none is known to have arrived.
        Unproven = "unproven",
    }
}

states! {
    /// What the counters of a run say about its last periods.
    CounterState {
        /// Stacks were collected.
        Growing = "growing",
        /// No stack was collected in any period, other types were.
        NoStacks = "no-stacks",
        /// Wall time is not counted, and no CPU time was: the process may have done nothing.
        Idle = "idle",
        /// Nothing was collected in the last periods.
        Empty = "empty",
        /// There are none.
        Missing = "missing",
    }
}

states! {
    /// How the stack walks of a run stand at the end of what is known of it.
    WalkState {
        /// None took too long.
        Fine = "fine",
        /// The last one that took too long came back.
        Over = "over",
        /// Whether the last one came back is not known.
        Open = "open",
        /// They take too long again and again, up to the end.
        Stuck = "stuck",
    }
}
