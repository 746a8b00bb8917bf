//! Word (DOCX), OpenDocument (ODT) and EPUB files: zip archives of XML, read in one streaming pass. Tracked insertions are
//! kept, deletions dropped; entities are never expanded, a DOCTYPE is refused, sizes are capped.

use super::build::{self, Piece};
use super::{Refusal, html};
use crate::model::{Article, Metadata, Role, Stated};
use quick_xml::events::Event;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;

/// Most bytes of one part of an archive.
const LARGEST_PART: u64 = 64 << 20;
/// Most members of an archive.
const MOST_MEMBERS: usize = 10_000;
/// Most chapters of a book that are read.
const MOST_CHAPTERS: usize = 400;
/// Fewest bytes of a chapter that is an article.
const FEWEST_BYTES: usize = 60;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Whether bytes are a zip archive.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

fn refuse(why: &str) -> Refusal {
    Refusal::new(why, "Save it again as DOCX, ODT or plain text.")
}

/// Reads an archive by what is in it.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_fault| refuse("the file is damaged or cut short."))?;
    if archive.len() > MOST_MEMBERS {
        return Err(refuse("it holds too many parts for a document."));
    }
    let has = |archive: &Archive, name: &str| archive.index_for_name(name).is_some();
    let article = if has(&archive, "word/document.xml") {
        word(&mut archive)?
    } else if has(&archive, "META-INF/container.xml") {
        return book(&mut archive);
    } else if has(&archive, "content.xml") {
        open_document(&mut archive)?
    } else {
        return Err(Refusal::new("it is an archive without a document.", "Unpack it and open the article inside."));
    };
    Ok(vec![article])
}

/// One part's text, capped.
fn part(archive: &mut Archive, name: &str) -> Result<String, Refusal> {
    let file = archive.by_name(name).map_err(|_fault| refuse("a part of it is missing or damaged."))?;
    if file.size() > LARGEST_PART {
        return Err(refuse("a part of it is far larger than any article."));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|_fault| refuse("a part of it is damaged."))?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(refuse("a part of it is far larger than any article."));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The names that differ between the two formats.
struct Dialect {
    paragraphs: &'static [&'static str],
    skipped: &'static [&'static str],
    /// Only words inside this element count (Word); any, when there is none.
    run: Option<&'static str>,
}

const WORD: Dialect =
    Dialect { paragraphs: &["p"], skipped: &["del", "moveFrom", "Fallback", "instrText", "delText"], run: Some("t") };
const OPEN_DOCUMENT: Dialect = Dialect {
    paragraphs: &["p", "h"],
    skipped: &["tracked-changes", "annotation", "scripts", "font-face-decls", "automatic-styles", "note"],
    run: None,
};

/// A paragraph with the name of its style.
struct Styled {
    words: String,
    style: String,
    is_heading: bool,
}

fn paragraphs(xml: &str, dialect: &Dialect) -> Result<Vec<Styled>, Refusal> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(xml.as_bytes()));
    let mut buffer = Vec::new();
    let mut found = Vec::new();
    let mut words = String::new();
    let (mut style, mut is_heading) = (String::new(), false);
    let (mut skipping, mut in_run, mut depth) = (0usize, 0usize, 0i64);
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|_fault| refuse("its XML is damaged."))?;
        let counts = skipping == 0 && (dialect.run.is_none() || in_run > 0);
        match &event {
            Event::Eof => break,
            Event::DocType(_) => return Err(refuse("it declares a DOCTYPE, which documents never need.")),
            Event::Text(text) if counts => words.push_str(AsRef::<str>::as_ref(text)),
            Event::CData(text) if counts => words.push_str(AsRef::<str>::as_ref(text)),
            Event::GeneralRef(name) if counts => words.extend(entity(AsRef::<str>::as_ref(name))),
            Event::Start(tag) | Event::Empty(tag) => {
                let local = tag.local_name();
                let name: &str = local.as_ref();
                let is_open = matches!(event, Event::Start(_));
                depth += i64::from(is_open);
                if dialect.skipped.contains(&name) && is_open {
                    skipping += 1;
                }
                if dialect.run == Some(name) && is_open {
                    in_run += 1;
                }
                let attribute = |wanted: &str| {
                    tag.attributes()
                        .flatten()
                        .find(|a| {
                            let key: &str = a.key.local_name().into_inner();
                            key == wanted
                        })
                        .map(|a| {
                            let value: &str = a.value.as_ref();
                            value.to_owned()
                        })
                };
                match name {
                    "pStyle" => style = attribute("val").unwrap_or_default(),
                    "p" | "h" if dialect.run.is_none() => {
                        style = attribute("style-name").unwrap_or_default();
                        is_heading = name == "h";
                    }
                    "tab" | "s" if skipping == 0 => words.push(' '),
                    "br" | "cr" | "line-break" if skipping == 0 => words.push('\n'),
                    "noBreakHyphen" if skipping == 0 => words.push('\u{2011}'),
                    _ => {}
                }
            }
            Event::End(tag) => {
                let local = tag.local_name();
                let name: &str = local.as_ref();
                depth -= 1;
                if dialect.skipped.contains(&name) {
                    skipping = skipping.saturating_sub(1);
                }
                if dialect.run == Some(name) {
                    in_run = in_run.saturating_sub(1);
                }
                if dialect.paragraphs.contains(&name) && skipping == 0 {
                    let words = std::mem::take(&mut words);
                    for line in words.lines() {
                        found.push(Styled { words: line.to_owned(), style: style.clone(), is_heading });
                    }
                    style.clear();
                    is_heading = false;
                }
            }
            _ => {}
        }
        buffer.clear();
    }
    if depth > 0 {
        return Err(refuse("the file is cut short."));
    }
    Ok(found)
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

fn role_of(paragraph: &Styled) -> Role {
    let style = paragraph.style.to_lowercase();
    if style == "title" {
        Role::Headline
    } else if style.contains("subtitle") {
        Role::Standfirst
    } else if style.contains("caption") {
        Role::Caption
    } else if paragraph.is_heading || style.starts_with("heading") {
        Role::Crosshead
    } else {
        Role::Body
    }
}

/// An article of paragraphs: styles give roles where there are any, else the lines' shape does.
fn of_paragraphs(paragraphs: Vec<Styled>, metadata: Metadata) -> Result<Article, Refusal> {
    let has_styles = paragraphs.iter().any(|paragraph| role_of(paragraph) != Role::Body);
    let lines: Vec<&str> =
        paragraphs.iter().map(|paragraph| paragraph.words.trim()).filter(|line| !line.is_empty()).collect();
    if !lines.iter().any(|line| line.chars().any(char::is_alphanumeric)) {
        return Err(Refusal::new("there are no words in it.", "Check that it is the right document."));
    }
    if !has_styles {
        let mut article = super::plain::from_text(&lines.join("\n\n"));
        let own = std::mem::replace(&mut article.metadata, metadata);
        let title = article.metadata.title.take();
        article.metadata.title = own.title.or(title);
        article.metadata.byline = own.byline.or(article.metadata.byline.take());
        article.metadata.dateline = own.dateline;
        article.metadata.published = own.published;
        article.metadata.agency = own.agency;
        return Ok(article);
    }
    let mut pieces: Vec<Piece> =
        paragraphs.iter().filter_map(|paragraph| Piece::line(&paragraph.words, role_of(paragraph))).collect();
    // A heading that opens the document is its headline.
    if let Some(first) = pieces.first_mut()
        && first.role == Role::Crosshead
    {
        first.role = Role::Headline;
    }
    let mut metadata = metadata;
    let headline = pieces.iter().find(|piece| piece.role == Role::Headline).map(|piece| piece.words.clone());
    if let Some(headline) = headline {
        metadata.title = Some(Stated::new(headline, "headline"));
    }
    Ok(build::article(pieces, metadata))
}

/// The text of an element in the document's own particulars.
fn inside<'x>(xml: &'x str, name: &str) -> Option<&'x str> {
    let (_, after) = xml.split_once(&format!("<{name}"))?;
    let (_, after) = after.split_once('>')?;
    let (words, _) = after.split_once(&format!("</{name}>"))?;
    Some(words.trim()).filter(|words| !words.is_empty() && !words.contains('<'))
}

fn word(archive: &mut Archive) -> Result<Article, Refusal> {
    let xml = part(archive, "word/document.xml")?;
    let core = part(archive, "docProps/core.xml").unwrap_or_default();
    let mut article = of_paragraphs(paragraphs(&xml, &WORD)?, Metadata::default())?;
    if article.metadata.byline.is_none() {
        let author = inside(&core, "dc:creator").filter(|author| author.contains(' '));
        article.metadata.byline = author.map(|author| Stated::new(author, "the document’s author"));
    }
    Ok(article)
}

fn open_document(archive: &mut Archive) -> Result<Article, Refusal> {
    let xml = part(archive, "content.xml")?;
    of_paragraphs(paragraphs(&xml, &OPEN_DOCUMENT)?, Metadata::default())
}

/// The chapters of a book in their order, each an article of its own when it has enough words; a chapter without a
/// heading goes on with the one before.
fn book(archive: &mut Archive) -> Result<Vec<Article>, Refusal> {
    // Fonts may be scrambled; scrambled chapters are a bookseller's lock.
    let locked = part(archive, "META-INF/encryption.xml").unwrap_or_default();
    if locked
        .split("CipherReference")
        .skip(1)
        .any(|place| attribute_in(&format!("<x{place}"), "<x", "URI").is_some_and(is_chapter))
    {
        return Err(Refusal::new(
            "the book is locked by its seller (DRM).",
            "Copy the words you need into a text file.",
        ));
    }
    let container = part(archive, "META-INF/container.xml")?;
    let package_path = attribute_in(&container, "<rootfile ", "full-path")
        .ok_or_else(|| refuse("the book does not say where its text is."))?;
    let package = part(archive, &package_path)?;
    let folder = package_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut chapters: Vec<(Vec<Piece>, Metadata)> = Vec::new();
    for name in chapter_paths(&package).into_iter().take(MOST_CHAPTERS) {
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let Ok(page) = part(archive, &path) else { continue };
        let (pieces, metadata) = html::chapter(&page);
        let has_heading = pieces.first().is_some_and(|piece| piece.role == Role::Crosshead);
        match chapters.last_mut() {
            Some((before, _)) if !has_heading => before.extend(pieces),
            _ => chapters.push((pieces, metadata)),
        }
    }
    let words = |pieces: &[Piece]| pieces.iter().map(|piece| piece.words.len()).sum::<usize>();
    chapters.retain(|(pieces, _)| words(pieces) >= FEWEST_BYTES);
    if chapters.is_empty() {
        return Err(refuse("no chapter of the book has words."));
    }
    Ok(chapters.into_iter().map(|(pieces, metadata)| chapter(pieces, metadata, &package)).collect())
}

fn chapter(pieces: Vec<Piece>, metadata: Metadata, package: &str) -> Article {
    let mut article = build::article(pieces, metadata);
    let fill = |field: &mut Option<Stated>, name: &str| {
        if field.is_none() {
            *field = inside(package, name).map(|words| Stated::new(words, "the book"));
        }
    };
    fill(&mut article.metadata.title, "dc:title");
    fill(&mut article.metadata.byline, "dc:creator");
    fill(&mut article.metadata.language, "dc:language");
    article
}

fn attribute_in(xml: &str, tag: &str, name: &str) -> Option<String> {
    let (_, after) = xml.split_once(tag)?;
    let (inside, _) = after.split_once('>')?;
    let (_, value) = inside.split_once(&format!("{name}=\""))?;
    value.split_once('"').map(|(value, _)| value.to_owned())
}

fn is_chapter(path: String) -> bool {
    [".xhtml", ".html", ".htm"].iter().any(|ending| path.ends_with(ending))
}

/// The paths of the spine's chapters; its table of contents is none.
fn chapter_paths(package: &str) -> Vec<String> {
    let items: Vec<(String, String)> = package
        .split("<item ")
        .skip(1)
        .filter(|item| attribute_in(&format!("<x {item}"), "<x", "properties").as_deref() != Some("nav"))
        .filter_map(|item| {
            Some((attribute_in(&format!("<x {item}"), "<x", "id")?, attribute_in(&format!("<x {item}"), "<x", "href")?))
        })
        .collect();
    package
        .split("<itemref")
        .skip(1)
        .filter_map(|item| attribute_in(&format!("<x{item}"), "<x", "idref"))
        .filter_map(|id| items.iter().find(|(known, _)| *known == id).map(|(_, path)| path.clone()))
        .collect()
}
