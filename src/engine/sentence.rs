//! Groups tokens into sentences. A stop ends one unless it belongs to an abbreviation or initial; closing
//! quotation marks and brackets stay with the sentence they close.

use super::reading::{Sentence, Token, TokenKind};
use crate::text::Text;

/// Words whose stop does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "maj", "adm", "rev",
    "hon", "st", "ste", "mt", "ft", "jr", "sr", "no", "nos", "vs", "v", "inc", "ltd", "co", "corp", "bros", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "approx", "est", "etc", "fig", "pp",
    "ave", "blvd", "rd", "cmdr", "supt", "insp", "messrs", "mme", "mlle", "atty", "dist", "ariz", "ark", "calif",
    "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "mass", "md", "mich", "minn", "miss", "mo",
    "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "al", "tk", "rs",
];
/// Of those, the ones that may also end a sentence when a capital follows ("… and Sons Inc. The firm …").
const MAY_END: &[&str] = &["inc", "ltd", "co", "corp", "bros", "jr", "sr", "etc", "al", "no"];

/// Marks that stay with the sentence they close.
const CLOSERS: &[&str] = &[".", "!", "?", "…", "”", "’", "\"", "'", "»", ")", "]"];

/// The sentences, in order; writes each token's sentence number.
pub(super) fn sentences(text: &Text, tokens: &mut [Token]) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::with_capacity(tokens.len() / 18 + 1);
    let mut start = 0;
    while start < tokens.len() {
        let end = sentence_end(text, tokens, start);
        for token in &mut tokens[start..end] {
            token.sentence = found.len() as u32;
        }
        let span = tokens[start].span.cover(tokens[end - 1].span);
        found.push(Sentence { tokens: start..end, span, paragraph: tokens[start].paragraph });
        start = end;
    }
    found
}

fn sentence_end(text: &Text, tokens: &[Token], start: usize) -> usize {
    let paragraph = tokens[start].paragraph;
    let mut at = start;
    while at < tokens.len() && tokens[at].paragraph == paragraph {
        let Token { span, kind, .. } = tokens[at];
        let ends = match kind {
            TokenKind::Mark => match text.slice(span) {
                "." => stop_ends(text, tokens, start, at),
                mark => matches!(mark, "!" | "?" | "…"),
            },
            TokenKind::Word | TokenKind::Possessive | TokenKind::Number => {
                text.as_str().as_bytes().get(span.end() - 1) == Some(&b'.') && dotted_ends(text, tokens, at)
            }
        };
        at += 1;
        if ends {
            at = past_closers(text, tokens, at, paragraph);
            if next_opens(text, tokens, at, paragraph) {
                return at;
            }
        }
    }
    at
}

/// Takes further stops, closing marks and brackets that touch the sentence's end.
fn past_closers(text: &Text, tokens: &[Token], mut at: usize, paragraph: u32) -> usize {
    while let Some(token) = tokens.get(at).filter(|token| token.paragraph == paragraph) {
        let glued = tokens[at - 1].span.end() == token.span.start();
        let word = text.slice(token.span);
        if !(glued && CLOSERS.contains(&word)) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether what follows can begin a sentence: not a small letter or a comma.
fn next_opens(text: &Text, tokens: &[Token], at: usize, paragraph: u32) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.paragraph == paragraph) else {
        return true;
    };
    let word = text.slice(token.span);
    match token.kind {
        TokenKind::Mark => !matches!(word, "," | ";" | ":" | "-" | "–" | "—"),
        TokenKind::Word | TokenKind::Possessive | TokenKind::Number => !word.starts_with(char::is_lowercase),
    }
}

fn stop_ends(text: &Text, tokens: &[Token], start: usize, at: usize) -> bool {
    if at == start {
        return false;
    }
    let before = tokens[at - 1];
    if before.span.end() != tokens[at].span.start() || before.kind != TokenKind::Word {
        return true;
    }
    let word = text.slice(before.span).to_lowercase();
    if ABBREVIATIONS.contains(&word.as_str()) {
        let mut rest = tokens.iter().skip(at + 1).map(|next| text.slice(next.span));
        let after = rest.find(|word| !CLOSERS.contains(word));
        let capital = after.is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || "“\"‘".contains(c)));
        let last = tokens.get(at + 1).is_none_or(|next| next.paragraph != before.paragraph);
        return last || (MAY_END.contains(&word.as_str()) && capital);
    }
    // A lone capital is an initial ("Janet L. Yellen"), but "I." ends.
    let initial = word.chars().count() == 1 && text.slice(before.span).starts_with(char::is_uppercase) && word != "i";
    !initial
}

/// Whether a dotted token such as "U.S." also ends the sentence: a common opener must follow.
fn dotted_ends(text: &Text, tokens: &[Token], at: usize) -> bool {
    const OPENERS: &[&str] =
        &["The", "A", "An", "He", "She", "It", "They", "We", "I", "But", "And", "In", "On", "At", "His", "Her", "This"];
    tokens.get(at + 1).is_none_or(|next| OPENERS.contains(&text.slice(next.span)))
}

#[cfg(test)]
mod tests {
    use super::super::Reading;
    use crate::model::Article;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = Article::plain(text);
        let reading = Reading::new(&article);
        let got: Vec<&str> = reading.sentences.iter().map(|sentence| reading.slice(sentence.span)).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn stops_end_sentences_but_abbreviations_do_not() {
        check("Mr. Li left. He ran.", &["Mr. Li left.", "He ran."]);
        check("“No.” He left.", &["“No.”", "He left."]);
        check("“No!” he said. Then he left.", &["“No!” he said.", "Then he left."]);
        check("The U.S. army is in the U.S. The end.", &["The U.S. army is in the U.S.", "The end."]);
        check("At 2 a.m. local time.\nNext", &["At 2 a.m. local time.", "Next"]);
    }
}
