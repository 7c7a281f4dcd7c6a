//! The drawings of a report: each chart twice, with the addresses of its figures, for pages and as files.

use crate::charts::{ChartError, Drawing};
use crate::report::figure::Figures;
use crate::report::tree::{ChartBlock, Document};

/// A drawing to be kept as a file.
pub struct Plot {
    /// The file's name without ending.
    pub name: String,
    /// The drawing; its links are relative to the page.
    pub drawing: Drawing,
}

/// A chart, drawn.
pub(crate) struct Drawn<'d> {
    /// The chart.
    pub chart: &'d ChartBlock,
    /// For wide pages.
    pub wide: Drawing,
    /// For phones.
    pub narrow: Drawing,
}

/// Draws the charts of a document, in its order.
pub(crate) fn drawings<'d>(
    document: &'d Document,
    figures: &Figures,
) -> Result<Vec<Drawn<'d>>, ChartError> {
    let draw = |chart: &'d ChartBlock| {
        let linked = |scene: &crate::charts::Scene| scene.clone().linked(&|id| figures.href(id));
        Ok(Drawn {
            chart,
            wide: linked(&chart.wide).draw(&format!("{}-w", chart.name))?,
            narrow: linked(&chart.narrow).draw(&format!("{}-n", chart.name))?,
        })
    };
    document.charts().into_iter().map(draw).collect()
}

/// The drawings that are also files.
pub(crate) fn plots(drawn: Vec<Drawn<'_>>) -> Vec<Plot> {
    let filed = drawn.into_iter().filter(|drawn| drawn.chart.filed);
    let plot = |drawn: Drawn<'_>| Plot {
        name: drawn.chart.name.clone(),
        drawing: drawn.wide,
    };
    filed.map(plot).collect()
}
