//! `report`: the page, its lists, its tables and its charts, written at once.

use super::{Answer, Open, PipelineError, Selection, Tabular};
use crate::locale::Lang;
use crate::model::Progress;
use crate::report::{Material, Part, Report};
use crate::store::{Lock, StoreError, write};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// What a report is to be.
pub struct ReportOptions {
    /// Its language.
    pub lang: Lang,
    /// What it looks at.
    pub selection: Selection,
    /// The folder to write into; `None`: `reports/NAME` below the current folder, with a sub-corpus
    /// `reports/NAME-SUBCORPUS`.
    pub out: Option<PathBuf>,
}

/// What was written.
#[derive(Clone, Debug, Serialize)]
pub struct ReportAnswer {
    /// The page.
    pub index: String,
    /// Figures in it.
    pub figures: u64,
    /// Files written, the page included.
    pub files: u64,
    /// Bytes written.
    pub bytes: u64,
}

impl Tabular for ReportAnswer {
    fn header(&self) -> Vec<String> {
        ["index", "figures", "files", "bytes"]
            .map(str::to_string)
            .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.index.clone(),
            self.figures.to_string(),
            self.files.to_string(),
            self.bytes.to_string(),
        ]]
    }
}

/// The scale of PNG files: twice the drawing, for print and dense screens.
const PNG_SCALE: f32 = 2.0;

/// Makes the report of a corpus in memory.
pub fn in_memory(open: &Open, lang: Lang, selection: &Selection) -> Result<Report, PipelineError> {
    let material = Material {
        title: open.title(),
        lang,
        manifest: &open.manifest,
        dictionary: open.dictionary()?,
        part: selection.within.as_ref().map(|w| Part {
            name: w.name.clone(),
            label: w.label.clone(),
            query: w.query.clone(),
        }),
        view: open.view(selection)?,
        themes: open.themes()?,
        hits: open.hits()?,
        imports: open.imports()?,
        warnings: open.warnings()?,
    };
    Ok(crate::report::report(&material)?)
}

/// Writes the report of a corpus.
///
/// Everything is written into a new folder beside the old one, which it then replaces: an interrupted
/// run leaves the old report whole.
pub fn report(
    open: &Open,
    options: &ReportOptions,
    progress: &dyn Progress,
) -> Result<Answer<ReportAnswer>, PipelineError> {
    // Two reports of one corpus at once would write into the same folder.
    let _lock = Lock::take(&open.corpus.root)?;
    progress.stage("report", None);
    let made = in_memory(open, options.lang, &options.selection)?;
    let out = options.out.clone().unwrap_or_else(|| {
        let mut name = open.corpus.name();
        if let Some(part) = options.selection.name() {
            name.push('-');
            name.push_str(part);
        }
        Path::new("reports").join(name)
    });
    let fresh = beside(&out, "new");
    let _ = fs::remove_dir_all(&fresh);
    let written = write_all(&made, &fresh, progress);
    let (count, bytes) = match written {
        Ok(done) => done,
        Err(error) => {
            // What was half written is of no use; the error that stopped it is what the user must see.
            let _ = fs::remove_dir_all(&fresh);
            return Err(error);
        }
    };
    swap(&fresh, &out)?;
    let body = ReportAnswer {
        index: out.join("index.html").display().to_string(),
        figures: made.figures.iter().count() as u64,
        files: count,
        bytes,
    };
    Ok(Answer::new("report", open.title(), body).within(&options.selection))
}

fn beside(out: &Path, what: &str) -> PathBuf {
    let name = out
        .file_name()
        .map_or_else(|| "report".into(), |n| n.to_string_lossy().into_owned());
    out.with_file_name(format!(".{name}.{what}"))
}

/// The error of a path below `--out`, which is what the user can change.
fn io(path: &Path) -> impl Fn(std::io::Error) -> PipelineError + '_ {
    move |error| {
        let what = match error.kind() {
            std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
                "a file stands where a folder is wanted: choose another --out"
            }
            std::io::ErrorKind::PermissionDenied => "permission denied: choose another --out",
            _ => return PipelineError::Store(StoreError::io(path, &error)),
        };
        PipelineError::Store(StoreError::File {
            path: path.to_path_buf(),
            what: what.to_string(),
        })
    }
}

/// Puts the fresh folder in the place of the old one. Only a folder that is empty or holds a report is
/// ever replaced.
fn swap(fresh: &Path, out: &Path) -> Result<(), PipelineError> {
    if out.exists() {
        if let Some(foreign) = foreign(out, out).map_err(io(out))? {
            let _ = fs::remove_dir_all(fresh);
            return Err(PipelineError::Usage(format!(
                "{} holds {foreign}, which no report wrote: move it away or choose another --out",
                out.display()
            )));
        }
        let old = beside(out, "old");
        let _ = fs::remove_dir_all(&old);
        fs::rename(out, &old).map_err(io(out))?;
        fs::rename(fresh, out).map_err(io(out))?;
        fs::remove_dir_all(&old).map_err(io(&old))?;
        return Ok(());
    }
    fs::rename(fresh, out).map_err(io(out))
}

/// A file or folder in `out` that a report does not write, if there is one.
fn foreign(out: &Path, folder: &Path) -> std::io::Result<Option<String>> {
    const TABLES: [&str; 5] = ["contributions", "arguments", "themes", "stances", "figures"];
    let mut names: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.path());
    }
    names.sort();
    for path in names {
        let shown = path
            .strip_prefix(out)
            .unwrap_or(&path)
            .display()
            .to_string();
        let ending = path.extension().map_or("", |e| e.to_str().unwrap_or(""));
        let stem = path.file_stem().map_or("", |s| s.to_str().unwrap_or(""));
        let ours = match (path.is_dir(), shown.split_once('/')) {
            (true, None) => matches!(shown.as_str(), "lists" | "charts"),
            (false, None) => {
                shown == "index.html"
                    || (TABLES.contains(&stem) && matches!(ending, "csv" | "parquet"))
            }
            (false, Some(("lists", _))) => matches!(ending, "html" | "csv" | "css"),
            (false, Some(("charts", _))) => matches!(ending, "svg" | "png"),
            _ => false,
        };
        if !ours {
            return Ok(Some(shown));
        }
        if path.is_dir()
            && let Some(inside) = foreign(out, &path)?
        {
            return Ok(Some(inside));
        }
    }
    Ok(None)
}

fn write_all(
    made: &Report,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<(u64, u64), PipelineError> {
    let mut files = 0;
    let mut bytes = 0;
    let mut put = |path: PathBuf, content: &[u8]| -> Result<(), PipelineError> {
        progress.check()?;
        fs::write(&path, content).map_err(io(&path))?;
        files += 1;
        bytes += content.len() as u64;
        Ok(())
    };
    for sub in ["lists", "charts"] {
        let path = folder.join(sub);
        fs::create_dir_all(&path).map_err(io(&path))?;
    }
    put(folder.join("index.html"), made.index.as_bytes())?;
    for (path, content) in &made.files {
        put(folder.join(path), content)?;
    }
    for plot in &made.plots {
        let base = folder.join("charts").join(&plot.name);
        // The file stands one folder below the page whose links the drawing bears.
        let svg = plot
            .drawing
            .standalone()
            .replace("href=\"lists/", "href=\"../lists/");
        put(base.with_extension("svg"), svg.as_bytes())?;
        put(base.with_extension("png"), &plot.drawing.png(PNG_SCALE)?)?;
    }
    for (name, table) in &made.tables {
        write::both(folder, name, table)?;
        for ending in ["csv", "parquet"] {
            let path = folder.join(format!("{name}.{ending}"));
            bytes += fs::metadata(&path).map_err(io(&path))?.len();
            files += 1;
        }
    }
    Ok((files, bytes))
}
