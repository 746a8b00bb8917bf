//! Pairs quotation marks over the whole article.

use super::super::Reading;
use crate::text::Span;

/// One stretch inside quotation marks, marks included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// From the opening mark to the closing one.
    pub span: Span,
}

/// The outermost marked stretches, in text order.
pub fn pair(_reading: &Reading) -> Vec<Stretch> {
    Vec::new()
}
