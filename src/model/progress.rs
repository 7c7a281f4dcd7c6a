//! How the library reports to a face what it is doing, without touching the terminal.

/// The work was cancelled by the face that asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("interrupted")]
pub struct Cancelled;

/// What a face implements to follow long work. All methods may be called from several threads.
pub trait Progress: Sync {
    /// A stage begins; `total` is its number of steps where it is known.
    fn stage(&self, name: &str, total: Option<u64>);
    /// `n` more steps of the stage are done.
    fn advance(&self, n: u64);
    /// Something that the user should know though the work goes on, in one line.
    fn note(&self, _line: &str) {}
    /// `Err` where the user asked to stop.
    fn check(&self) -> Result<(), Cancelled> {
        Ok(())
    }
}

/// Follows nothing.
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &str, _total: Option<u64>) {}
    fn advance(&self, _n: u64) {}
}
