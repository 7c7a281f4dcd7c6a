//! Signals of the system: `kill -9`, and those of the keyboard and of a shutdown.

use std::process::{Child, Command, ExitStatus};

/// A signal that ends a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    Kill,
    Interrupt,
    Terminate,
}

impl Signal {
    /// Sends the signal; a program that has ended by itself is not bothered.
    pub fn send(self, child: &mut Child) {
        let name = match self {
            Signal::Kill => {
                child.kill().expect("a child can be killed");
                return;
            }
            Signal::Interrupt => "-INT",
            Signal::Terminate => "-TERM",
        };
        // The process number is still the child's: it is free only after `wait`.
        let _ = Command::new("kill")
            .args([name, &child.id().to_string()])
            .output();
    }

    /// Whether a program that was sent the signal ended as it should: by the signal, as interrupted (130), or before
    /// it came.
    pub fn ended_well(self, status: ExitStatus) -> bool {
        use std::os::unix::process::ExitStatusExt;
        let number = match self {
            Signal::Kill => 9,
            Signal::Interrupt => 2,
            Signal::Terminate => 15,
        };
        status.success() || status.signal() == Some(number) || status.code() == Some(130)
    }
}
