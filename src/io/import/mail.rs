//! Mails and pages saved as one file (EML, MHTML): the text part, or the page inside.

use super::build::{self, Piece};
use super::{Refusal, html, plain};
use crate::model::{Article, Metadata, Role, Stated};
use mail_parser::{Message, MessageParser, MimeHeaders};

/// Whether bytes begin like a mail's head.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}');
    let is_header = |line: &str| {
        let name = line.split(':').next().unwrap_or_default();
        line.contains(':')
            && !name.is_empty()
            && name.len() < 60
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let mut lines = head.lines().take_while(|line| !line.trim().is_empty());
    let Some(first) = lines.next() else { return false };
    if !(is_header(first) || first.starts_with("From ")) {
        return false;
    }
    let known =
        ["mime-version:", "content-type:", "subject:", "from:", "date:", "message-id:", "received:", "return-path:"];
    let count = head
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| known.iter().any(|name| line.to_lowercase().starts_with(name)))
        .count();
    count >= 2
}

/// Reads a mail.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    let refuse =
        || Refusal::new("it begins like a mail but cannot be read as one.", "Copy its words into a text file.");
    let message = MessageParser::default().parse(bytes).ok_or_else(refuse)?;
    let page = page_of(&message);
    let text = message.body_text(0).map(|text| text.into_owned()).filter(|_| has_text_part(&message));
    let header = |name: &str| message.header_raw(name).map(|value| value.trim().to_owned());
    let snapshot = header("Snapshot-Content-Location").or_else(|| header("Content-Location"));
    let article = match (page, text) {
        // A saved page: its body is the article.
        (Some(page), _) if snapshot.is_some() => with_address(html::of_page(&page)?, snapshot),
        (_, Some(text)) if text.trim().len() > 40 => of_text(&text, &message),
        (Some(page), _) => {
            let mut article = html::of_page(&page)?;
            fill(&mut article.metadata, &message);
            article
        }
        (None, Some(text)) if text.chars().any(char::is_alphanumeric) => of_text(&text, &message),
        (None, _) => return Err(Refusal::new("there is no text in this mail.", "Open its attachment instead.")),
    };
    let mut article = article;
    article.source.encoding = charset_of(&message).map(|name| format!("{name}, named in the mail"));
    Ok(vec![article])
}

/// The encoding of the part that was read, as its head names it.
fn charset_of(message: &Message) -> Option<String> {
    let read = message.text_body.iter().chain(&message.html_body);
    let parts = read.filter_map(|&id| message.parts.get(usize::try_from(id).ok()?));
    parts.filter_map(|part| part.content_type()?.attribute("charset")).next().map(str::to_owned)
}

fn has_text_part(message: &Message) -> bool {
    !message.text_body.is_empty() && message.text_body.iter().any(|id| !message.html_body.contains(id))
        || message.html_body.is_empty()
        || page_of(message).is_none()
}

/// The page inside, when a part is HTML.
fn page_of(message: &Message) -> Option<String> {
    message.parts.iter().find_map(|part| match &part.body {
        mail_parser::PartType::Html(page) => Some(page.to_string()),
        _ => None,
    })
}

fn with_address(mut article: Article, address: Option<String>) -> Article {
    if article.metadata.url.is_none() {
        article.metadata.url = address.filter(|a| a.starts_with("http")).map(|a| Stated::new(a, "the saved page"));
    }
    article
}

fn of_text(text: &str, message: &Message) -> Article {
    let mut metadata = Metadata::default();
    fill(&mut metadata, message);
    let body = plain::from_text(&unwrapped(text));
    let pieces = body
        .paragraphs
        .iter()
        .filter_map(|paragraph| {
            let role = if paragraph.role == Role::Headline { Role::Body } else { paragraph.role };
            Piece::line(body.text.slice(paragraph.span), role)
        })
        .collect();
    build::article(pieces, metadata)
}

/// Subject, sender and date.
fn fill(metadata: &mut Metadata, message: &Message) {
    if metadata.title.is_none() {
        metadata.title = message
            .subject()
            .map(bare_subject)
            .filter(|subject| !subject.is_empty())
            .map(|s| Stated::new(s, "the mail’s subject"));
    }
    if metadata.byline.is_none() {
        let sender = message.from().and_then(|from| from.first()).and_then(|sender| sender.name());
        metadata.byline = sender.map(|name| Stated::new(name, "the mail’s sender"));
    }
    if metadata.published.is_none() {
        metadata.published = message
            .date()
            .map(|date| Stated::new(format!("{:04}-{:02}-{:02}", date.year, date.month, date.day), "the mail’s date"));
    }
}

/// The subject without "Fwd:" and "Re:" before it.
fn bare_subject(subject: &str) -> &str {
    let marks = ["fwd:", "fw:", "re:", "wg:", "aw:", "tr:", "rv:"];
    let mut rest = subject.trim();
    while let Some((_, after)) = rest.split_once(' ').filter(|(mark, _)| marks.contains(&mark.to_lowercase().as_str()))
    {
        rest = after.trim_start();
    }
    rest
}

/// Lines wrapped at a fixed width become paragraphs again.
fn unwrapped(text: &str) -> String {
    let blocks: Vec<String> = text
        .replace("\r\n", "\n")
        .split("\n\n")
        .map(|block| {
            let lines: Vec<&str> = block.lines().map(str::trim_end).collect();
            let is_wrapped = lines.len() > 1
                && lines.iter().take(lines.len() - 1).all(|line| (45..=80).contains(&line.chars().count()));
            lines.join(if is_wrapped { " " } else { "\n" })
        })
        .collect();
    blocks.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "The ferry stopped at noon, Ana Ruiz said on the quay.";

    #[test]
    fn a_mail_with_attachments_is_its_text() {
        let mail = format!(
            "From: =?utf-8?q?Eva_=C4=8Cern=C3=A1?= <eva@x.org>\r\nSubject: Fwd: Ferry stops\r\n\
             Date: Mon, 4 May 2026 08:00:00 +0200\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
             {WORDS}\r\n\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=\"ferry.png\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b\r\nContent-Type: text/plain\r\n\
             Content-Disposition: attachment; filename=\"notes.txt\"\r\n\r\nNot for print.\r\n--b--\r\n"
        );
        assert!(sniff(mail.as_bytes()));
        let article = read(mail.as_bytes()).expect("an article").remove(0);
        let value = |stated: &Option<Stated>| stated.as_ref().map(|stated| stated.value.clone()).unwrap_or_default();
        let metadata = &article.metadata;
        let found = [&metadata.title, &metadata.byline, &metadata.published].map(value);
        assert_eq!(found, ["Ferry stops", "Eva Černá", "2026-05-04"]);
        assert_eq!(article.text.as_str(), format!("Ferry stops\n\n{WORDS}"));
        assert_eq!(article.source.encoding.as_deref(), Some("utf-8, named in the mail"));
    }
}
