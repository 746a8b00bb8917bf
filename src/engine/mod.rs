//! Reads an article for quotes, figures and entities. Total and deterministic: any text gives findings,
//! the same text the same ones; no clock, no files, no environment.
//!
//! Stages, each a function of what came before: [`Reading`] (tokens, sentences) → [`chrome`] → quotation
//! marks → [`names`] → [`figures`] → [`quotes`] → who says each figure.

pub mod chrome;
pub mod figures;
pub mod learn;
pub mod names;
pub mod quotes;
pub mod reading;
pub mod rule;
pub mod score;
mod sentence;
mod token;
mod words;

pub use reading::{Reading, Sentence, Token, TokenKind};

use crate::model::{Article, Figure, Findings};
use std::borrow::Cow;

/// Everything the engine finds in the article.
pub fn extract(article: &Article) -> Findings {
    find(&as_read(article))
}

/// The article with marks put back that were lost on the way, if any were; offsets are the same.
fn as_read(article: &Article) -> Cow<'_, Article> {
    match quotes::mended(&article.text) {
        Some(text) => Cow::Owned(Article { text, ..article.clone() }),
        None => Cow::Borrowed(article),
    }
}

fn find(article: &Article) -> Findings {
    let mut reading = Reading::new(article);
    reading.excluded = chrome::find(&reading);
    let marks = quotes::marks::pair(&reading);
    let names = names::find(&reading);
    let anchor = figures::Anchor { day: article.metadata.publication_day(), time: article.metadata.publication_time() };
    let mut figures = figures::find(&reading, anchor);
    let quotes = quotes::find(&reading, &marks, &names);
    figures::attribute(&mut figures, &quotes);
    let names::Names { entities, mentions } = names;
    Findings { quotes, figures, entities, mentions, excluded: reading.excluded }
}

/// Reads the models that come with the program, side by side; otherwise the first article waits for one after the other.
pub fn load() {
    std::thread::scope(|scope| {
        scope.spawn(names::tagger::load);
        scope.spawn(|| std::sync::LazyLock::force(&names::families::FAMILIES));
        std::sync::LazyLock::force(&quotes::MODELS);
    });
}

/// The figures alone, not said by anybody: what a new day of publication changes, in a twentieth of the time of [`extract`].
pub fn figures_of(article: &Article) -> Vec<Figure> {
    let article = &*as_read(article);
    let mut reading = Reading::new(article);
    reading.excluded = chrome::find(&reading);
    let anchor = figures::Anchor { day: article.metadata.publication_day(), time: article.metadata.publication_time() };
    figures::find(&reading, anchor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_alone_are_read_from_the_same_text() {
        // "6 ? 7" is a range only where the signs are known to be lost marks.
        let article = Article::plain("?We need 6 ? 7 boats,? Ana Roth said. ?Now.?");
        let told = |figures: &[Figure]| figures.iter().map(|figure| (figure.span, figure.kind)).collect::<Vec<_>>();
        assert_eq!(told(&figures_of(&article)), told(&extract(&article).figures));
        assert_eq!(told(&figures_of(&article)).len(), 1);
    }
}
