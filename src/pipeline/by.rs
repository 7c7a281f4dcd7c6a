//! `--by`: the dimensions that names mean, variables among them.

use super::conditions::unknown_variable;
use super::usage::UsageError;
use super::{Open, PipelineError};
use crate::tally::{Dimension, VARIABLE, Variable};

impl Open {
    /// The dimensions of some names: theme, section, month, contribution, and variables by their own name or, where it
    /// is one of these, as `variable:NAME`.
    pub fn dimensions(&self, names: &[String]) -> Result<Vec<Dimension<'_>>, PipelineError> {
        names.iter().map(|name| self.dimension(name)).collect()
    }

    fn dimension(&self, name: &str) -> Result<Dimension<'_>, PipelineError> {
        if let Some(known) = Dimension::from_name(name) {
            return Ok(known);
        }
        if name.starts_with(VARIABLE) {
            return Ok(Dimension::Variable(self.variable(name)?));
        }
        let variables = self.variables()?;
        let variable = variables.get(name).map(Dimension::Variable);
        variable
            .ok_or_else(|| UsageError::UnknownDimension(unknown_variable(variables, name)).into())
    }

    /// The variable of a name, with or without `variable:` before it.
    pub(super) fn variable(&self, name: &str) -> Result<&Variable, PipelineError> {
        let name = name.strip_prefix(VARIABLE).unwrap_or(name);
        let variables = self.variables()?;
        variables
            .get(name)
            .ok_or_else(|| UsageError::UnknownVariable(unknown_variable(variables, name)).into())
    }
}
