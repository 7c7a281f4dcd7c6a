//! A usage error in words: its name, what is wrong, what to do, and both in one sentence.

/// What is said of an error.
pub(in crate::pipeline) struct Sentence {
    kind: &'static str,
    what: String,
    /// What to do, and what stands before it where the two are one sentence.
    hint: Option<(&'static str, String)>,
}

impl Sentence {
    /// What is wrong says all that there is to say.
    pub(super) fn new(kind: &'static str, what: impl Into<String>) -> Sentence {
        Sentence {
            kind,
            what: what.into(),
            hint: None,
        }
    }

    /// `what: hint`.
    pub(super) fn hint(self, hint: impl Into<String>) -> Sentence {
        let hint = Some((": ", hint.into()));
        Sentence { hint, ..self }
    }

    /// `what; hint`, where `what` has a colon already or the hint lists what there is.
    pub(super) fn then(self, hint: impl Into<String>) -> Sentence {
        let hint = Some(("; ", hint.into()));
        Sentence { hint, ..self }
    }

    /// The name of the error.
    pub(super) fn kind(&self) -> &'static str {
        self.kind
    }

    /// What is wrong.
    pub(super) fn what(&self) -> &str {
        &self.what
    }

    /// What to do.
    pub(super) fn into_hint(self) -> Option<String> {
        self.hint.map(|(_, hint)| hint)
    }

    /// What is wrong, then what to do.
    pub(in crate::pipeline) fn whole(self) -> String {
        match self.hint {
            Some((joint, hint)) => self.what + joint + &hint,
            None => self.what,
        }
    }
}
