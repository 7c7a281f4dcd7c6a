//! Which records count: what is done with moderated ones and with the organiser's own texts.

use serde::{Deserialize, Serialize};

/// What is done with moderated records.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ModeratedOption {
    /// They are set aside and counted apart: the default, in every command and in the report.
    #[default]
    Exclude,
    /// They count like the others.
    Include,
    /// Only they count.
    Only,
}

impl ModeratedOption {
    /// Whether what is moderated, or is not, counts.
    pub fn counts(self, moderated: bool) -> bool {
        match self {
            ModeratedOption::Exclude => !moderated,
            ModeratedOption::Include => true,
            ModeratedOption::Only => moderated,
        }
    }

    /// Its name on the command line and in recipes.
    pub fn name(self) -> &'static str {
        match self {
            ModeratedOption::Exclude => "exclude",
            ModeratedOption::Include => "include",
            ModeratedOption::Only => "only",
        }
    }
}

/// What is done with the organiser's own texts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum OrganiserOption {
    /// They are set aside and counted apart; arguments and votes on them count: the default, in every command
    /// and in the report.
    #[default]
    Exclude,
    /// They count like the others.
    Include,
    /// Only they count, and the arguments and votes on them.
    Only,
}

impl OrganiserOption {
    /// Whether a text that is the organiser's, or is not, counts.
    pub fn counts(self, organiser: bool) -> bool {
        match self {
            OrganiserOption::Exclude => !organiser,
            OrganiserOption::Include => true,
            OrganiserOption::Only => organiser,
        }
    }

    /// Its name on the command line and in recipes.
    pub fn name(self) -> &'static str {
        match self {
            OrganiserOption::Exclude => "exclude",
            OrganiserOption::Include => "include",
            OrganiserOption::Only => "only",
        }
    }
}

/// Which records count.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Inclusion {
    /// What is done with moderated records.
    pub moderated: ModeratedOption,
    /// What is done with the organiser's own texts.
    pub organiser: OrganiserOption,
}

impl From<ModeratedOption> for Inclusion {
    /// The organiser's own texts are set aside.
    fn from(moderated: ModeratedOption) -> Self {
        Inclusion {
            moderated,
            organiser: OrganiserOption::default(),
        }
    }
}
