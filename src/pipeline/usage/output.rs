//! Why nothing can be written where an output was asked for.

use super::sentence::Sentence;
use std::path::{Path, PathBuf};

/// What is wrong with the place of an output. Each is listed with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputError {
    /// `output_is_standard_output`: an option that names a file names standard output.
    IsStandardOutput,
    /// `output_is_folder`: a folder where a file is wanted.
    IsFolder,
    /// `output_is_link`: a link, which a file would replace; where it leads, if that can be read.
    IsLink(Option<PathBuf>),
    /// `output_is_no_file`: a pipe, a socket or a device.
    IsNoFile(FileType),
    /// `output_without_folder`: the folder of the file does not exist.
    WithoutFolder,
    /// `output_in_report`: the file would be in this report, and be lost with its next version.
    InReport(PathBuf),
    /// `output_is_of_corpus`: what the corpus is made of.
    IsOfCorpus,
    /// `report_to_standard_output`: a report is a folder of files.
    ReportToStandardOutput,
    /// `report_is_dead_link`: a link that leads nowhere, in the place of a report.
    ReportIsDeadLink,
    /// `report_without_name`: `.`, `..` or `/`, in the place of a report.
    ReportWithoutName,
    /// `report_is_no_folder`: something else than a folder, in the place of a report.
    ReportIsNoFolder(FileType),
    /// `report_is_mount`: the root of a mounted disk, in the place of a report.
    ReportIsMount,
    /// `report_holds_corpus`: the folder of the corpus or one above it, in the place of a report.
    ReportHoldsCorpus,
    /// `report_is_corpus`: another corpus, in the place of a report.
    ReportIsCorpus,
    /// `report_in_report`: a report inside this one.
    ReportInReport(PathBuf),
    /// `report_is_foreign`: the folder holds this file, which no report wrote.
    ReportIsForeign(String),
    /// `report_below_file`: this file is where a parent of the report's folder would be.
    ReportBelowFile(PathBuf),
    /// `report_below_dead_link`: this link, which leads nowhere, is where a parent of the report's folder would be.
    ReportBelowDeadLink(PathBuf),
    /// `report_without_folder`: no parent of the report's folder exists.
    ReportWithoutFolder,
}

/// What is not a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    /// A regular file.
    File,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
    /// Anything else.
    Other,
}

impl FileType {
    /// The words for it.
    fn words(self) -> &'static str {
        match self {
            FileType::File => "a file",
            FileType::Pipe => "a pipe",
            FileType::Socket => "a socket",
            FileType::Device => "a device",
            FileType::Other => "no regular file",
        }
    }
}

impl OutputError {
    /// What is said of it for the output `path`.
    pub(super) fn sentence(&self, path: &Path) -> Sentence {
        let shown = path.display();
        let say = Sentence::new;
        match self {
            OutputError::IsStandardOutput => say(
                "output_is_standard_output",
                format!("{shown} is standard output"),
            )
            .hint("leave the option out, and results go there"),
            OutputError::IsFolder => {
                say("output_is_folder", format!("{shown} is a folder")).hint("name a file in it")
            }
            OutputError::IsLink(to) => {
                let to = to.as_ref();
                let leads = to.map_or(String::new(), |to| format!(" to {}", to.display()));
                let what = format!("{shown} is a link{leads}, which a file would replace");
                say("output_is_link", what).hint("name the file itself, or remove the link")
            }
            OutputError::IsNoFile(found) => say(
                "output_is_no_file",
                format!("{shown} is {}, which a file would replace", found.words()),
            )
            .hint(format!(
                "name another file, or leave the option out and send standard output there (> {shown})"
            )),
            OutputError::WithoutFolder => {
                let parent = path.parent().unwrap_or(path).display();
                say("output_without_folder", format!("{parent}: no such folder"))
                    .hint("make it first")
            }
            OutputError::InReport(report) => {
                say("output_in_report", in_report(path, report)).hint("name a file elsewhere")
            }
            OutputError::IsOfCorpus => say(
                "output_is_of_corpus",
                format!("{shown} is what the corpus is made of"),
            )
            .hint("name another file or folder"),
            OutputError::ReportToStandardOutput => say(
                "report_to_standard_output",
                format!("a report is a folder of files and cannot go to {shown}"),
            )
            .hint("name a folder with --out"),
            OutputError::ReportIsDeadLink => say(
                "report_is_dead_link",
                format!("{shown} is a link that leads nowhere"),
            )
            .hint("remove it or choose another --out"),
            OutputError::ReportWithoutName => say(
                "report_without_name",
                format!(
                    "--out {shown} names no folder of its own, and a report replaces a whole folder"
                ),
            )
            .hint(format!(
                "name one, as in --out {}",
                path.join("report").display()
            )),
            OutputError::ReportIsNoFolder(found) => say(
                "report_is_no_folder",
                format!("{shown} is {}, and a report is a folder", found.words()),
            )
            .hint(ANOTHER),
            OutputError::ReportIsMount => say(
                "report_is_mount",
                format!("{shown} is the root of a mounted disk, which cannot be replaced"),
            )
            .hint(format!(
                "name a folder in it, as in --out {}",
                path.join("report").display()
            )),
            OutputError::ReportHoldsCorpus => say(
                "report_holds_corpus",
                format!("{shown} is the corpus or holds it, and a report replaces a whole folder"),
            )
            .hint(ANOTHER),
            OutputError::ReportIsCorpus => {
                say("report_is_corpus", format!("{shown} is a corpus")).hint(ANOTHER)
            }
            OutputError::ReportInReport(report) => {
                say("report_in_report", in_report(path, report)).hint(ANOTHER)
            }
            OutputError::ReportIsForeign(file) => say(
                "report_is_foreign",
                format!("{shown} holds {file}, which no report wrote"),
            )
            .hint("move it away or choose another --out"),
            OutputError::ReportBelowFile(file) => say(
                "report_below_file",
                format!(
                    "{shown}: {} is a file, and a folder is wanted there",
                    file.display()
                ),
            )
            .hint(ANOTHER),
            OutputError::ReportBelowDeadLink(link) => say(
                "report_below_dead_link",
                format!("{shown}: {} is a link that leads nowhere", link.display()),
            )
            .hint(ANOTHER),
            OutputError::ReportWithoutFolder => {
                say("report_without_folder", format!("{shown}: no such folder"))
                    .hint("make it first, or choose another --out")
            }
        }
    }
}

/// What to do about most places of reports.
const ANOTHER: &str = "choose another --out";

fn in_report(path: &Path, report: &Path) -> String {
    format!(
        "{} would be in the report {}, whose next version replaces the whole folder",
        path.display(),
        report.display()
    )
}
