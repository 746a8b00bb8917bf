//! One small article of our own in every format that opens, made in memory: what hostile files are bent from, and what
//! the desktop test opens through the dialog.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// The sentences of the article, in ASCII so that every container can carry them without a code page.
pub const HEADLINE: &str = "Ferry to the islands stops for winter";
pub const SAYING: &str = "\"We have run out of spare parts,\" said Captain Ingrid Solberg.";
pub const COUNTING: &str = "The ferry carried 48,000 passengers in 2025.";

/// A zip archive of one member, deflated.
pub fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    members(&[(name, content)])
}

/// A zip archive of these members, deflated.
pub fn members(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

/// The same bytes, packed by gzip.
pub fn packed(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("written");
    encoder.finish().expect("packed")
}

/// A PDF of these objects, with a sound table of where they are.
pub fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let table = out.len();
    let rows: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let count = objects.len() + 1;
    let tail = format!("trailer\n<</Root 1 0 R/Size {count}>>\nstartxref\n{table}\n%%EOF");
    out.extend(format!("xref\n0 {count}\n0000000000 65535 f \n{rows}{tail}").bytes());
    out
}

/// A PDF of one page of one-line paragraphs.
pub fn pdf_of(lines: &[&str]) -> Vec<u8> {
    let shown: String = lines.iter().map(|line| format!("({line}) Tj 0 -30 Td ")).collect();
    let words = format!("BT /F 12 Tf 20 300 Td {shown}ET");
    pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 400]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        &format!("<</Length {}>>\nstream\n{words}\nendstream", words.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ])
}

fn page() -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>\
         <p>{SAYING}</p><p>{COUNTING}</p></article></body></html>"
    )
}

fn word() -> Vec<u8> {
    let paragraph = |style: &str, words: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let body = [paragraph("Title", HEADLINE), paragraph("Normal", SAYING), paragraph("Normal", COUNTING)].concat();
    let xml = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive("word/document.xml", xml.as_bytes())
}

fn open_document() -> Vec<u8> {
    let body = format!("<text:h>{HEADLINE}</text:h><text:p>{SAYING}</text:p><text:p>{COUNTING}</text:p>");
    let xml = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text>{body}</office:text>\
         </office:body></office:document-content>"
    );
    members(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", xml.as_bytes())])
}

fn book() -> Vec<u8> {
    let container = "<container><rootfiles><rootfile full-path=\"book.opf\"/></rootfiles></container>";
    let package = format!(
        "<package><metadata><dc:title>{HEADLINE}</dc:title></metadata><manifest><item id=\"c\" href=\"c.xhtml\" \
         media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"c\"/></spine></package>"
    );
    let chapter = format!("<html><body><h1>{HEADLINE}</h1><p>{SAYING}</p><p>{COUNTING}</p></body></html>");
    members(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("book.opf", package.as_bytes()),
        ("c.xhtml", chapter.as_bytes()),
    ])
}

/// The article as a file of every kind, by the file's name.
pub fn every_format() -> Vec<(&'static str, Vec<u8>)> {
    let text = format!("{HEADLINE}\n\n{SAYING}\n\n{COUNTING}\n");
    let mail = format!(
        "From: desk@example.org\r\nTo: you@example.org\r\nSubject: {HEADLINE}\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{SAYING}\r\n\r\n{COUNTING}\r\n"
    );
    let saved = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example.org/ferry\r\nSubject: {HEADLINE}\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\
         Content-Location: https://news.example.org/ferry\r\n\r\n{}\r\n--b--\r\n",
        page()
    );
    let item = serde_json::json!({ "title": HEADLINE, "text": format!("{SAYING}\n\n{COUNTING}") }).to_string();
    vec![
        ("plain.txt", text.clone().into_bytes()),
        ("wide.txt", [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()),
        ("marked.md", format!("# {HEADLINE}\n\n{SAYING}\n\n{COUNTING}\n").into_bytes()),
        ("page.html", page().into_bytes()),
        ("saved.mhtml", saved.into_bytes()),
        ("mail.eml", mail.into_bytes()),
        ("word.docx", word()),
        ("writer.odt", open_document()),
        ("book.epub", book()),
        (
            "rich.rtf",
            format!("{{\\rtf1\\ansi {{\\b {HEADLINE}\\par}}\\par {SAYING}\\par\\par {COUNTING}\\par}}").into(),
        ),
        ("paper.pdf", pdf_of(&[HEADLINE, SAYING, COUNTING])),
        ("service.json", item.clone().into_bytes()),
        ("lines.jsonl", format!("{item}\n").into_bytes()),
        ("packed.txt.gz", packed(text.as_bytes())),
    ]
}
