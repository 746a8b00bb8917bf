//! Plain text in any encoding.

use super::{Refusal, dateline, encoding, roles};
use crate::model::{Article, Paragraph, Source};

/// Reads the bytes as one article.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    let decoded = encoding::decode(bytes)
        .ok_or_else(|| Refusal::new("it is not text but binary data.", "Open the article it belongs to."))?;
    let text = lines_made_one_kind(&decoded.text);
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Refusal::new("there are no words in it.", "Check that it was saved or copied completely."));
    }
    let mut article = from_text(&text);
    article.source = Source { encoding: Some(decoded.encoding), ..Source::default() };
    article.warnings = decoded.warnings;
    Ok(vec![article])
}

/// The article of a bare text: roles by shape, particulars from byline and dateline.
pub(super) fn from_text(text: &str) -> Article {
    let mut article = Article::plain(text);
    let roles = roles::of_lines(&article.text);
    let lines = article.text.paragraphs().iter().zip(roles);
    article.paragraphs = lines.map(|(&span, role)| Paragraph { span, role }).collect();
    dateline::fill(&mut article);
    article
}

/// Old and Unicode line ends become `\n`, NUL becomes U+FFFD, a stray byte order mark at the start goes.
pub(super) fn lines_made_one_kind(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n");
    let one = |c: char| match c {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        '\0' => '\u{fffd}',
        other => other,
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    #[test]
    fn a_wire_story_gives_its_particulars() {
        let story = "Harbour strike ends after vote\r\n\r\nBy Ana Ruiz\r\n\r\nPORT HALDANE, Oct. 16, 2017 (Reuters) – Dock \
                     workers voted on Monday to go back to work after nineteen days.\r\n";
        let article = read(story.as_bytes()).expect("an article").remove(0);
        let stated = |field: &Option<crate::model::Stated>| field.as_ref().map(|stated| stated.value.clone());
        let metadata = &article.metadata;
        assert_eq!(stated(&metadata.title).as_deref(), Some("Harbour strike ends after vote"));
        assert_eq!(stated(&metadata.byline).as_deref(), Some("Ana Ruiz"));
        assert_eq!(stated(&metadata.dateline).as_deref(), Some("PORT HALDANE"));
        assert_eq!(stated(&metadata.published).as_deref(), Some("2017-10-16"));
        assert_eq!(stated(&metadata.agency).as_deref(), Some("Reuters"));
        let roles: Vec<Role> = article.paragraphs.iter().map(|paragraph| paragraph.role).collect();
        assert_eq!(roles, [Role::Headline, Role::Byline, Role::Body]);
    }
}
