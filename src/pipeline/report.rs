//! `report`: the page, its lists, its tables and its charts, written at once.

use super::{Answer, Open, PipelineError, Selection, Tabular, target};
use crate::locale::Lang;
use crate::model::Progress;
use crate::report::{Material, PROVENANCE, Report, Scope};
use crate::store::write::Refused;
use crate::store::{self, Corpus, Lock, StoreError, write};
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
    Ok(crate::report::report(&material(open, lang, selection)?)?)
}

/// What a report counts and quotes.
pub(super) fn material<'o>(
    open: &'o Open,
    lang: Lang,
    selection: &Selection,
) -> Result<Material<'o>, PipelineError> {
    Ok(Material {
        title: open.title(),
        lang,
        manifest: &open.manifest,
        dictionary: open.dictionary()?,
        scope: selection.within.as_ref().map(|w| Scope {
            name: w.name.clone(),
            label: w.label.clone(),
            query: w.query.clone(),
        }),
        records: open.records()?,
        ballots: open.ballots()?,
        view: open.view(selection)?,
        themes: open.themes()?,
        hits: open.hits()?,
        imports: open.imports()?,
        warnings: open.warnings()?,
    })
}

/// The folder that a report of the corpus in `root` goes into; `within` names its sub-corpus. A folder that it
/// cannot go into is refused, as a command does before anything is built.
pub fn check_report_folder(
    root: &Path,
    within: Option<&str>,
    out: Option<&Path>,
) -> Result<PathBuf, PipelineError> {
    folder(&Corpus::open(root)?, within, out)
}

/// The folder of a report, as it is named and where that leads.
fn folder(
    corpus: &Corpus,
    within: Option<&str>,
    out: Option<&Path>,
) -> Result<PathBuf, PipelineError> {
    let out = out.map_or_else(
        || {
            let mut name = corpus.name();
            if let Some(part) = within {
                name.push('-');
                name.push_str(part);
            }
            Path::new("reports").join(name)
        },
        Path::to_path_buf,
    );
    target::report_folder(corpus, &out)?;
    Ok(out)
}

/// Writes the report of a corpus.
///
/// Everything is written into a new folder beside the old one, with which it then changes places: an
/// interrupted run leaves the old report whole. Nothing is written into the corpus.
pub fn report(
    open: &Open,
    options: &ReportOptions,
    progress: &dyn Progress,
) -> Result<Answer<ReportAnswer>, PipelineError> {
    let within = options.selection.name();
    let out = folder(&open.corpus, within, options.out.as_deref())?;
    let place = target::report_folder(&open.corpus, &out)?;
    let _lock = Lock::shared(&open.corpus.root);
    if let Some(warning) = store::exposed_key(&open.corpus.root) {
        progress.note(&warning);
    }
    progress.stage("report", None);
    let made = in_memory(open, options.lang, &options.selection)?;
    let new = write::begin_folder(&place).map_err(io(&out))?;
    let (count, bytes) = write_all(&made, new.path(), progress)?;
    let check = |folder: &Path| {
        let foreign = target::foreign(folder)?;
        Ok(foreign.map_or(Ok(()), |f| Err(target::not_ours(&out, f))))
    };
    let left = write::replace_folder(new, &place, check).map_err(|refused| match refused {
        Refused::Check(error) => error,
        Refused::Io(path, error) => io(&path)(error),
    })?;
    if let Some((path, error)) = left {
        progress.note(&format!(
            "warning: the older report, now {}, could not be removed ({error}): remove it",
            path.display()
        ));
    }
    let body = ReportAnswer {
        index: out.join("index.html").display().to_string(),
        figures: made.figures.iter().count() as u64,
        files: count,
        bytes,
    };
    Ok(Answer::new("report", open.title(), body).within(&options.selection))
}

/// The error of a path below `--out`, which is what the user can change.
fn io(path: &Path) -> impl Fn(std::io::Error) -> PipelineError + '_ {
    move |error| {
        let what = match error.kind() {
            std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
                "a file is where a folder is wanted: choose another --out"
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

pub(super) fn write_all(
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
    put(folder.join(PROVENANCE), &made.provenance.bytes())?;
    for (path, content) in &made.files {
        put(folder.join(path), content)?;
    }
    for plot in &made.plots {
        let base = folder.join("charts").join(&plot.name);
        // The file is one folder below the page whose links the drawing bears.
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
