//! What is reported of files as a whole: that they are not read, and how much of them was masked.

use super::importer::Context;
use super::io::archive::Unread;
use super::io::files::InputFile;
use crate::model::{Masked, Origin, Place, Refusal, RowKind, Sink, SourceSpec, WarningKind};

/// Reports something in an archive that is not read: one refused row, with its reason.
pub fn refuse_unread(unread: Unread, spec: &SourceSpec, sink: &mut dyn Sink) {
    sink.begin_file();
    let origin = Origin {
        source: spec.name.as_str().into(),
        file: unread.path.into(),
        place: Place::Line(1),
    };
    refuse_file(sink, origin, unread.reason, unread.detail);
}

pub(super) fn refuse_file(sink: &mut dyn Sink, origin: Origin, reason: Refusal, detail: String) {
    sink.warn(
        WarningKind::UnknownFile,
        origin.clone(),
        format!("not read: {detail}"),
    );
    sink.refuse(origin, RowKind::File, reason, &detail);
}

/// The bytes of a file that is read whole; where they cannot be read any more, the file is refused.
pub(super) fn whole<'f>(
    file: &'f InputFile,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Option<std::borrow::Cow<'f, [u8]>> {
    match file.bytes() {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let origin = context.origin(Place::Line(1));
            refuse_file(sink, origin, Refusal::Unreadable, error.reason);
            None
        }
    }
}

/// Reports how many passages of a file were masked.
pub(super) fn warn_masked(sink: &mut dyn Sink, origin: Origin, masked: Masked) {
    if masked.total() > 0 {
        sink.warn(
            WarningKind::Masked,
            origin,
            format!(
                "masked {} e-mail addresses, {} telephone numbers, {} profile addresses, {} other numbers, {} names \
                 of authors in their own texts",
                masked.emails, masked.phones, masked.profiles, masked.numbers, masked.names
            ),
        );
    }
    sink.masked(masked);
}
