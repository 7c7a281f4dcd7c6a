//! Where outputs may go: what cannot be written, or would replace something else, is refused before any work.

use super::PipelineError;
use super::usage::{FileType, OutputError, UsageError};
use crate::report::PROVENANCE;
use crate::store::{Corpus, StoreError};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};

fn wrong(path: &Path, why: OutputError) -> PipelineError {
    let path = path.to_path_buf();
    UsageError::Output { path, why }.into()
}

fn refuse<T>(path: &Path, why: OutputError) -> Result<T, PipelineError> {
    Err(wrong(path, why))
}

/// Refuses a file that an output of the corpus in `root` cannot be, as a command does before anything is built.
pub fn check_file(root: &Path, path: &Path) -> Result<(), PipelineError> {
    file(&Corpus::open(root)?, path)
}

/// Refuses a file that an output cannot be: what is no regular file, what a corpus is made of, and a file in a
/// report, which its next version would refuse to replace.
pub(super) fn file(corpus: &Corpus, path: &Path) -> Result<(), PipelineError> {
    if is_standard_output(path) {
        return refuse(path, OutputError::IsStandardOutput);
    }
    if path.file_name().is_none() || path.as_os_str().to_string_lossy().ends_with(['/', '\\']) {
        return refuse(path, OutputError::IsFolder);
    }
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => {
            return refuse(path, OutputError::IsFolder);
        }
        Ok(found) if found.is_symlink() => {
            return refuse(path, OutputError::IsLink(fs::read_link(path).ok()));
        }
        Ok(found) if !found.is_file() => {
            return refuse(path, OutputError::IsNoFile(file_type(&found)));
        }
        _ => {}
    }
    let Some(place) = place(path)? else {
        return refuse(path, OutputError::WithoutFolder);
    };
    made_of(corpus, &place, path)?;
    for folder in place.ancestors().skip(1) {
        if is_report(folder) {
            return refuse(path, OutputError::InReport(folder.to_path_buf()));
        }
    }
    Ok(())
}

/// The whole path of the folder that a report goes into, where it may; a link to a folder is followed.
///
/// Refused are what is no folder, what has no name of its own (`.`, `..`, `/`), a corpus with its parents, sources
/// and builds, and what is in another report or holds what no report wrote.
pub(super) fn report_folder(corpus: &Corpus, out: &Path) -> Result<PathBuf, PipelineError> {
    if is_standard_output(out) {
        return refuse(out, OutputError::ReportToStandardOutput);
    }
    // A link to a folder is followed, so that the folder is replaced and the link stays.
    let resolved = match fs::symlink_metadata(out) {
        Ok(found) if found.is_symlink() => match fs::canonicalize(out) {
            Ok(to) => to,
            Err(_) => return refuse(out, OutputError::ReportIsDeadLink),
        },
        _ => out.to_path_buf(),
    };
    if !matches!(
        resolved.components().next_back(),
        Some(Component::Normal(_))
    ) {
        return refuse(out, OutputError::ReportWithoutName);
    }
    match fs::metadata(&resolved) {
        Ok(found) if !found.is_dir() => {
            return refuse(out, OutputError::ReportIsNoFolder(file_type(&found)));
        }
        Ok(found) if is_mounted(&resolved, &found) => {
            return refuse(out, OutputError::ReportIsMount);
        }
        _ => {}
    }
    let place = future_place(&resolved)?;
    let root = fs::canonicalize(&corpus.root).unwrap_or_else(|_| corpus.root.clone());
    if root.starts_with(&place) {
        return refuse(out, OutputError::ReportHoldsCorpus);
    }
    made_of(corpus, &place, out)?;
    if place.join("corpus.toml").exists() {
        return refuse(out, OutputError::ReportIsCorpus);
    }
    if let Some(report) = place.ancestors().skip(1).find(|f| is_report(f)) {
        return refuse(out, OutputError::ReportInReport(report.to_path_buf()));
    }
    if resolved.is_dir()
        && let Some(foreign) = foreign(&resolved).map_err(|e| StoreError::io(out, &e))?
    {
        return Err(not_ours(out, foreign));
    }
    Ok(place)
}

/// A folder that holds what no report wrote is not replaced.
pub(super) fn not_ours(out: &Path, foreign: String) -> PipelineError {
    wrong(out, OutputError::ReportIsForeign(foreign))
}

fn is_standard_output(path: &Path) -> bool {
    let path = path.to_string_lossy();
    matches!(
        path.as_ref(),
        "-" | "/dev/stdout" | "/dev/stderr" | "/dev/tty"
    ) || path.starts_with("/dev/fd/")
        || path.starts_with("/proc/self/fd/")
}

fn file_type(found: &Metadata) -> FileType {
    if found.is_file() {
        return FileType::File;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = found.file_type();
        if kind.is_fifo() {
            return FileType::Pipe;
        }
        if kind.is_socket() {
            return FileType::Socket;
        }
        if kind.is_char_device() || kind.is_block_device() {
            return FileType::Device;
        }
    }
    FileType::Other
}

fn is_mounted(folder: &Path, found: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let above = fs::metadata(folder.join(".."));
        above.is_ok_and(|above| above.dev() != found.dev())
    }
    #[cfg(not(unix))]
    {
        let _ = (folder, found);
        false
    }
}

/// The whole path of a file, which need not exist, by that of its folder; `None` where there is no such folder.
fn place(path: &Path) -> Result<Option<PathBuf>, PipelineError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    match fs::canonicalize(folder.unwrap_or(Path::new("."))) {
        Ok(folder) if folder.is_dir() => {
            Ok(Some(folder.join(path.file_name().unwrap_or_default())))
        }
        Ok(_) => Ok(None),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(StoreError::io(path, &e).into()),
    }
}

/// The whole path of a folder of which some parents may be still to be made.
fn future_place(out: &Path) -> Result<PathBuf, PipelineError> {
    let absolute = std::path::absolute(out).map_err(|e| StoreError::io(out, &e))?;
    let mut missing = Vec::new();
    for folder in absolute.ancestors() {
        match fs::canonicalize(folder) {
            Ok(there) if there.is_dir() => {
                return Ok(missing.iter().rev().fold(there, |at, name| at.join(name)));
            }
            Ok(_) => return refuse(out, OutputError::ReportBelowFile(folder.to_path_buf())),
            Err(e) if e.kind() == io::ErrorKind::NotFound => match folder.file_name() {
                Some(name) if fs::symlink_metadata(folder).is_err() => missing.push(name),
                Some(_) => {
                    return refuse(out, OutputError::ReportBelowDeadLink(folder.to_path_buf()));
                }
                None => return refuse(out, OutputError::ReportWithoutFolder),
            },
            // A file among its parents: one of the next folders up says which.
            Err(e) if e.kind() == io::ErrorKind::NotADirectory => {
                missing.extend(folder.file_name());
            }
            Err(e) => return Err(StoreError::io(folder, &e).into()),
        }
    }
    Ok(absolute)
}

/// Refuses a place that a corpus is made of, whichever corpus: what the analyst wrote and what cannot be made
/// again.
fn made_of(corpus: &Corpus, place: &Path, shown: &Path) -> Result<(), PipelineError> {
    const KEPT: [&str; 9] = [
        ".palabre",
        "corpus.toml",
        "author.key",
        "themes.toml",
        "gold.csv",
        "relevance.csv",
        "corrections.csv",
        "codings",
        "sources",
    ];
    let sources = corpus.config.sources.iter();
    let source = |path: PathBuf| fs::canonicalize(path).is_ok_and(|p| place.starts_with(p));
    let mut made_of = sources.map(|s| corpus.resolve(s)).any(source);
    let own = fs::canonicalize(&corpus.root).ok();
    for folder in place.ancestors().skip(1) {
        if own.as_deref() == Some(folder) || folder.join("corpus.toml").is_file() {
            made_of |= KEPT.iter().any(|kept| {
                let kept = folder.join(kept);
                place.starts_with(&kept)
                    || fs::canonicalize(kept).is_ok_and(|kept| place.starts_with(kept))
            });
        }
    }
    if made_of {
        return refuse(shown, OutputError::IsOfCorpus);
    }
    Ok(())
}

/// Whether a folder holds a report.
fn is_report(folder: &Path) -> bool {
    folder.join("index.html").is_file()
        && folder.join("figures.parquet").is_file()
        && folder.join("lists").is_dir()
}

/// A file or folder in `out` that a report does not write, if there is one.
pub(super) fn foreign(out: &Path) -> io::Result<Option<String>> {
    foreign_below(out, out)
}

fn foreign_below(out: &Path, folder: &Path) -> io::Result<Option<String>> {
    const TABLES: [&str; 5] = ["contributions", "arguments", "themes", "stances", "figures"];
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let (path, kind) = (entry.path(), entry.file_type()?);
        let inside = path.strip_prefix(out).unwrap_or(&path);
        let shown = inside.display().to_string();
        let ending = path.extension().map_or("", |e| e.to_str().unwrap_or(""));
        let stem = path.file_stem().map_or("", |s| s.to_str().unwrap_or(""));
        let folder = inside.parent().and_then(Path::to_str).unwrap_or("");
        let ours = match (kind.is_dir(), folder) {
            (true, "") => matches!(shown.as_str(), "lists" | "charts"),
            (false, "") => {
                matches!(shown.as_str(), "index.html" | PROVENANCE)
                    || (TABLES.contains(&stem) && matches!(ending, "csv" | "parquet"))
            }
            (false, "lists") => matches!(ending, "html" | "csv" | "css"),
            (false, "charts") => matches!(ending, "svg" | "png"),
            _ => false,
        };
        // A report writes files and folders alone: a link is somebody's own.
        if !ours || kind.is_symlink() {
            return Ok(Some(shown));
        }
        if kind.is_dir()
            && let Some(found) = foreign_below(out, &path)?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
