//! Opens article files: one importer a file, chosen by content, never by name alone.
//!
//! An importer gives the article's text, its particulars each with its origin, and what every paragraph is; or one
//! sentence why not. Nothing is written anywhere.

mod build;
mod dateline;
pub mod encoding;
mod gzip;
mod html;
mod json;
mod mail;
mod markdown;
mod mojibake;
mod office;
mod particulars;
pub mod pdf;
mod plain;
mod roles;
mod rtf;
mod wrapped;

use super::Fault;
use crate::model::{Article, Offer};
use encoding::Decoded;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// The largest file that is opened, in bytes: far above any article.
pub const MAX_FILE_BYTES: u64 = 32 << 20;

/// The longest text of one article, in bytes: a fat book; what is longer is a dump, not an article.
pub const MAX_TEXT_BYTES: usize = 12 << 20;

/// One kind of file that opens.
#[derive(Debug)]
pub struct Importer {
    /// Its name in results.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Usual file endings, for the file dialog.
    pub extensions: &'static [&'static str],
    /// Whether these bytes are of this kind.
    pub sniff: fn(&[u8]) -> bool,
    /// Reads the bytes, or says why not (a sentence) and what to try (a sentence).
    pub read: fn(&[u8]) -> Result<Vec<Article>, Refusal>,
}

/// Why bytes are no article, and what to try.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// A sentence: "the file is empty."
    pub why: String,
    /// A sentence.
    pub advice: String,
}

impl Refusal {
    fn new(why: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { why: why.into(), advice: advice.into() }
    }
}

/// All importers; the first whose sniff says yes reads the file. Plain text stands last.
#[rustfmt::skip]
pub const IMPORTERS: &[Importer] = &[
    Importer { id: "pdf", name: "PDF", extensions: &["pdf"], sniff: pdf::sniff, read: pdf::read },
    Importer { id: "office", name: "Word, OpenDocument, EPUB", extensions: &["docx", "odt", "epub"], sniff: office::sniff, read: office::read },
    Importer { id: "gzip", name: "Any of these, packed", extensions: &["gz"], sniff: gzip::sniff, read: gzip::read },
    Importer { id: "rtf", name: "Rich Text", extensions: &["rtf"], sniff: rtf::sniff, read: rtf::read },
    Importer { id: "mail", name: "Mail or page in one file", extensions: &["eml", "mhtml", "mht"], sniff: mail::sniff, read: mail::read },
    Importer { id: "html", name: "Saved web page", extensions: &["html", "htm", "xhtml"], sniff: html::sniff, read: html::read },
    Importer { id: "json", name: "News service", extensions: &["json", "jsonl", "ndjson"], sniff: json::sniff, read: json::read },
    Importer { id: "markdown", name: "Markdown", extensions: &["md", "markdown"], sniff: markdown::sniff, read: markdown::read },
    Importer { id: "text", name: "Plain text", extensions: &["txt", "text"], sniff: |_| true, read: plain::read },
];

pub use html::Reading;

/// The ways a saved page can be read, with their names for people.
pub const READINGS: &[(Reading, &str)] =
    &[(Reading::Article, "Article"), (Reading::Other, "Article, other reading"), (Reading::Whole, "Whole page")];

/// What a person chose for reading a file.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Options {
    /// One of [`encoding::CHOICES`]; told by the bytes when `None`.
    pub encoding: Option<String>,
    /// How a page is read; no matter for other kinds.
    pub reading: Reading,
    /// The offers of the article's text that are taken.
    pub accepted: Vec<Offer>,
}

/// Reads the file as articles (most hold one).
pub fn open(path: &Path) -> Result<Vec<Article>, Fault> {
    open_with(path, &Options::default())
}

/// Reads the file as articles in the way a person chose.
pub fn open_with(path: &Path, options: &Options) -> Result<Vec<Article>, Fault> {
    let refuse = |refusal: Refusal| Fault {
        what: "Could not open the article",
        why: refusal.why,
        advice: refusal.advice,
        path: path.to_owned(),
    };
    let bytes = read_file(path).map_err(refuse)?;
    let mut articles = read_with(&bytes, options).map_err(refuse)?;
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    for article in &mut articles {
        article.source.path = Some(path.to_string_lossy().into_owned());
        article.source.sha256 = Some(digest.clone());
    }
    Ok(articles)
}

/// Reads bytes in the encoding and way a person chose.
pub fn read_with(bytes: &[u8], options: &Options) -> Result<Vec<Article>, Refusal> {
    let Some(chosen) = chosen_text(bytes, options)? else { return read_as(bytes, options.reading) };
    // The mark tells every importer that the bytes are UTF-8 now, whatever their head says.
    let marked = format!("\u{feff}{}", chosen.text.trim_start_matches('\u{feff}'));
    let mut articles = read_as(marked.as_bytes(), options.reading)?;
    for article in &mut articles {
        article.source.encoding = Some(chosen.encoding.clone());
        article.warnings.extend(chosen.warnings.iter().cloned());
        article.offers.retain(|offer| !options.accepted.contains(offer));
    }
    Ok(articles)
}

/// The file's text in the encoding that was chosen and with the repairs that were accepted; `None` when nothing was.
fn chosen_text(bytes: &[u8], options: &Options) -> Result<Option<Decoded>, Refusal> {
    let mut decoded = match &options.encoding {
        Some(label) => {
            let unknown = || Refusal::new(format!("there is no encoding named {label}."), "Choose another one.");
            encoding::decode_as(bytes, label).ok_or_else(unknown)?
        }
        None if options.accepted.is_empty() => return Ok(None),
        None => match encoding::decode_labelled(bytes, html::charset_of(bytes).as_deref()) {
            Some(decoded) => decoded,
            None => return Ok(None),
        },
    };
    for offer in &options.accepted {
        match offer {
            Offer::Repair => {
                if let Some((text, name)) = mojibake::repaired(&decoded.text) {
                    decoded.text = text;
                    decoded.encoding = format!("{}, then repaired (had been read as {name})", decoded.encoding);
                }
            }
            Offer::JoinLines => {
                decoded.text = wrapped::joined(&plain::lines_made_one_kind(&decoded.text));
                decoded.encoding = format!("{}, lines joined", decoded.encoding);
            }
        }
    }
    Ok(Some(decoded))
}

/// What can be done for an article's text when a person wants it.
fn offers_for(article: &Article, importer: &str) -> Vec<Offer> {
    let text = article.text.as_str();
    let is_decoded_here = matches!(importer, "text" | "markdown" | "html");
    let repair = (is_decoded_here && mojibake::is_broken(text)).then_some(Offer::Repair);
    let join = (importer == "text" && wrapped::is_wrapped(text)).then_some(Offer::JoinLines);
    repair.into_iter().chain(join).collect()
}

/// Reads bytes as articles, by their content.
pub fn read_bytes(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    read_as(bytes, Reading::Article)
}

fn read_as(bytes: &[u8], reading: Reading) -> Result<Vec<Article>, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::new("the file is empty.", "Check that it was saved or copied completely."));
    }
    if let Some(refusal) = known_and_closed(bytes) {
        return Err(refusal);
    }
    let importer = IMPORTERS.iter().find(|importer| (importer.sniff)(bytes));
    let Some(importer) = importer else {
        return Err(Refusal::new("its kind is not known.", "Save it as plain text and open that."));
    };
    let mut articles = if importer.id == "html" { html::read_as(bytes, reading) } else { (importer.read)(bytes) }?;
    if let Some(longest) = articles.iter().map(|article| article.text.len()).max().filter(|len| *len > MAX_TEXT_BYTES) {
        let why = format!("it holds {} MB of text; articles of up to {} MB open.", longest >> 20, MAX_TEXT_BYTES >> 20);
        return Err(Refusal::new(why, "Check that it is the right file, or cut it into parts."));
    }
    for article in &mut articles {
        article.offers = offers_for(article, importer.id);
        if article.source.format.is_none() {
            article.source.format = Some(importer.id.to_owned());
        }
        let reader = article.source.importer.take().or_else(|| reader_of(importer.id).map(str::to_owned));
        let reader = reader.map(|reader| format!(", {reader}")).unwrap_or_default();
        article.source.importer = Some(format!("{} (copydesk {}{reader})", importer.id, env!("CARGO_PKG_VERSION")));
    }
    Ok(articles)
}

/// The library behind an importer, with its version, where one reads all files of the kind.
fn reader_of(id: &str) -> Option<&'static str> {
    match id {
        "pdf" => Some("pdf-extract 0.12"),
        "office" => Some("zip 9, quick-xml 0.42"),
        "mail" => Some("mail-parser 0.11.9"),
        "markdown" => Some("pulldown-cmark 0.13"),
        "gzip" => Some("flate2 1.1"),
        _ => None,
    }
}

/// Kinds that are known and do not open, each with what to do instead.
fn known_and_closed(bytes: &[u8]) -> Option<Refusal> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Some(Refusal::new(
            "it is an old Word or Office file (.doc).",
            "Save it as DOCX, RTF or text and open that.",
        ));
    }
    if bytes.starts_with(b"WARC/") {
        return Some(Refusal::new("it is a web archive (WARC).", "Take the page out of it and open that."));
    }
    if super::result::is_result(bytes) {
        return Some(Refusal::new(
            "it is a saved Copydesk result under another name.",
            "Give it the ending .copydesk.json.",
        ));
    }
    None
}

/// The file's bytes; anything but a regular file of bearable size is refused before it is read.
fn read_file(path: &Path) -> Result<Vec<u8>, Refusal> {
    let about = std::fs::metadata(path).map_err(|fault| refusal_of(&fault))?;
    if about.is_dir() {
        return Err(Refusal::new("it is a folder.", "Open a file inside it, or the folder as a queue."));
    }
    if !about.is_file() {
        return Err(Refusal::new("it is a device or pipe, not a file.", "Copy its content into a file first."));
    }
    if about.len() > MAX_FILE_BYTES {
        let megabytes = about.len() >> 20;
        let why = format!("it is {megabytes} MB; articles of up to {} MB open.", MAX_FILE_BYTES >> 20);
        return Err(Refusal::new(why, "Check that it is the right file, or cut it into parts."));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    let file = std::fs::File::open(path).map_err(|fault| refusal_of(&fault))?;
    // A file that grows while it is read is cut at the limit.
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes).map_err(|fault| refusal_of(&fault))?;
    let after = std::fs::metadata(path).map_err(|fault| refusal_of(&fault))?;
    let is_touched = matches!((about.modified(), after.modified()), (Ok(before), Ok(after)) if before != after);
    if after.len() != bytes.len() as u64 || is_touched {
        return Err(Refusal::new(
            "it changed while it was being read.",
            "Wait until it is complete and open it again.",
        ));
    }
    Ok(bytes)
}

fn refusal_of(fault: &std::io::Error) -> Refusal {
    use std::io::ErrorKind;
    match fault.kind() {
        ErrorKind::NotFound => Refusal::new("there is no such file.", "It may have been moved, renamed or deleted."),
        ErrorKind::PermissionDenied => {
            Refusal::new("you have no permission to read it.", "Change its permissions or copy it elsewhere.")
        }
        // The standard library has no stable name for ELOOP yet.
        _ if fault.to_string().contains("symbolic links") => {
            Refusal::new("its link leads back to itself.", "Open the file that the link should point to.")
        }
        _ => Refusal::new(format!("the system says: {fault}."), "Try again, or copy the file elsewhere."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(bytes: &[u8], why: &str) {
        let refusal = read_bytes(bytes).expect_err("no article");
        assert!(refusal.why.contains(why), "{refusal:?}");
    }

    #[test]
    fn what_is_no_article_is_refused_with_a_reason() {
        refused(b"", "empty");
        refused(b"\xef\xbb\xbf", "no words");
        refused(b" \n\t\n", "no words");
        refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0", "not text");
    }

    #[test]
    fn a_person_may_choose_the_encoding() {
        let bytes = "Президент заявил, что это правда.".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let options = Options { encoding: Some("UTF-16LE".to_owned()), ..Options::default() };
        let article = read_with(&bytes, &options).expect("an article").remove(0);
        assert_eq!(article.text.as_str(), "Президент заявил, что это правда.");
        assert_eq!(article.source.encoding.as_deref(), Some("UTF-16LE, chosen"));
        assert!(encoding::CHOICES.iter().all(|(label, _)| encoding::decode_as(b"x", label).is_some()));
    }

    #[test]
    fn repairs_are_offered_and_made_only_when_accepted() {
        let sound = "“It’s over,” Müller said in Łódź.";
        let broken = encoding_rs::WINDOWS_1252.decode_without_bom_handling(sound.as_bytes()).0.into_owned();
        let as_it_is = read_bytes(broken.as_bytes()).expect("an article").remove(0);
        assert_eq!((as_it_is.text.as_str(), &as_it_is.offers), (broken.as_str(), &vec![Offer::Repair]));
        let options = Options { accepted: vec![Offer::Repair], ..Options::default() };
        let article = read_with(broken.as_bytes(), &options).expect("an article").remove(0);
        assert_eq!((article.text.as_str(), &article.offers), (sound, &Vec::new()));
        let how = "UTF-8, then repaired (had been read as windows-1252)";
        assert_eq!(article.source.encoding.as_deref(), Some(how));

        let wrapped = "Dock workers voted on Monday to go back to their\r\nwork after nineteen days, and the first ships came\r\n\
                       in at noon, the harbour master said on the radio\r\nto nobody in particular.";
        let as_it_is = read_bytes(wrapped.as_bytes()).expect("an article").remove(0);
        assert_eq!(as_it_is.offers, [Offer::JoinLines]);
        let options = Options { accepted: vec![Offer::JoinLines], ..Options::default() };
        let article = read_with(wrapped.as_bytes(), &options).expect("an article").remove(0);
        assert!(article.text.as_str().contains("to their work after") && article.offers.is_empty());
        assert_eq!(article.source.encoding.as_deref(), Some("UTF-8, lines joined"));
    }

    #[test]
    fn places_that_are_no_files_are_refused() {
        let fault = open(Path::new("/")).expect_err("a folder");
        assert!(fault.to_string().starts_with("Could not open the article: it is a folder."), "{fault}");
        let fault = open(Path::new("/no/such/article.txt")).expect_err("nothing there");
        assert!(fault.to_string().contains("no such file"), "{fault}");
    }
}
