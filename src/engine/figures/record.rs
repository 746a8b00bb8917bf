//! The making of a figure's record from what was read.

use super::hedge;
use super::line::Line;
use super::number::Number;
use crate::model::{Figure, FigureKind, Score, Tail};
use crate::text::Span;
use std::ops::Range;

/// A figure of these tokens with nothing else said yet.
pub fn blank(line: &Line, tokens: &Range<usize>, core: Span, kind: FigureKind, rule: &str) -> Option<Figure> {
    let span = line.span(tokens.clone())?.cover(core);
    Some(Figure::blank(span, core, kind, Tail::found(rule, Score::new(0.93))))
}

/// The figure with its hedge and movement, the value the number's; and the token behind it.
pub fn dressed(line: &Line, mut figure: Figure, number: &Number, start: usize, end: usize) -> (Figure, usize) {
    let (modifier, tokens) = hedge::around(line, &(start..end));
    if let Some(span) = line.span(tokens.clone()) {
        figure.span = span.cover(figure.core);
    }
    figure.modifier = figure.modifier.or(modifier);
    figure.movement = hedge::movement(line, tokens.start);
    figure.value = number.value.map(|value| value.normalize());
    figure.value_max = number.max.map(|value| value.normalize());
    (figure, tokens.end)
}
