//! Bad files of every kind, made here: each gives text or one clear sentence, in bounded time and memory, without a
//! panic, and nothing is written beside it.

use crate::samples::{archive, members, packed, pdf};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The program reads these files under a limit of memory; a debug build gets more time than the released one.
const MEMORY_KB: u64 = 1 << 20;
const SECONDS: u64 = if cfg!(debug_assertions) { 20 } else { 5 };

/// Runs `extract`; gives standard output and standard error.
#[track_caller]
fn extract(path: &Path) -> (String, String) {
    let begun = Instant::now();
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY_KB}; exec \"$0\" extract --format jsonl \"$1\"")])
        .arg(env!("CARGO_BIN_EXE_copydesk"))
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdout.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        let mut out = Vec::new();
        std::io::Read::read_to_end(&mut pipe, &mut out).expect("readable");
        out
    });
    let status = loop {
        if let Some(status) = child.try_wait().expect("a status") {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(SECONDS * 2) {
            child.kill().expect("killed");
            panic!("{} took more than {} seconds", path.display(), SECONDS * 2);
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let out = String::from_utf8_lossy(&reader.join().expect("read")).into_owned();
    let mut talk = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().expect("a pipe"), &mut talk).expect("UTF-8");
    let name = path.display();
    assert!(matches!(status.code(), Some(0 | 1)), "{name}: {status}: {talk}");
    assert!(!talk.contains("panicked"), "{name}: {talk}");
    assert!(!out.is_empty() || talk.starts_with("copydesk: Could not open"), "{name}: said nothing: {talk}");
    assert!(!out.contains("\"error\":"), "{name}: {out}");
    assert!(begun.elapsed() < Duration::from_secs(SECONDS), "{name}: {:?}", begun.elapsed());
    (out, talk)
}

/// Bytes without order that are the same in every run.
fn noise(count: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 24) as u8
    };
    (0..count).map(|_| byte()).collect()
}

fn run(files: &[(&str, Vec<u8>)]) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        extract(&path);
    }
    let count = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(count, files.len(), "nothing was written beside the files");
}

const SENTENCE: &str = "“It’s closed,” Müller said in Łódź, and 3 % of the shops agreed. ";

#[test]
fn texts_in_any_state_open_or_are_refused() {
    let utf16: Vec<u8> = SENTENCE.repeat(9).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cut = SENTENCE.as_bytes().split_at(1).0.to_vec();
    run(&[
        ("empty.txt", Vec::new()),
        ("mark.txt", b"\xef\xbb\xbf".to_vec()),
        ("apostrophes.txt", "ʼ ʼ. ʼʼ he said ʼ".into()),
        ("blank.txt", b" \n\t\r\n\x0c".to_vec()),
        ("noise.txt", noise(5000, 7)),
        ("picture.txt", [b"\x89PNG\r\n\x1a\n".as_slice(), &noise(3000, 9)].concat()),
        ("wide.txt", utf16.clone()),
        ("wide-odd.txt", utf16.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default()),
        (
            "four.txt",
            [b"\0\0\xfe\xff".to_vec(), SENTENCE.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()].concat(),
        ),
        ("four-cut.txt", b"\xff\xfe\0\0a\0\0\0b\0".to_vec()),
        ("western.txt", b"Caf\xe9 M\xfcller \x93no\x94 \x85 \x80 5".repeat(9)),
        ("escapes.txt", b"\x1b$B<sAj$O\x1b(B \x1b$B".repeat(3)),
        ("letters.txt", "M\u{c3}\u{bc}ller \u{e2}\u{20ac}\u{153}no\u{e2}\u{20ac}\u{9d}".repeat(20_000).into()),
        ("flags.txt", "👩‍👩‍👧‍👦 🇺🇸 said \u{ad}\u{feff}\u{200b}".repeat(500).into()),
        ("wrapped.txt", "said the mayor of the town to no-\nbody ".repeat(60_000).into()),
        ("marked.txt", [b"\xff\xfe".as_slice(), &utf16].concat()),
        ("cut.txt", cut),
        ("mixed.txt", [SENTENCE.as_bytes(), b"\nCaf\xe9 M\xfcller \x93no\x94\n"].concat()),
        ("surrogate.txt", b"smile \xed\xa0\xbd\xed\xb8\x80 and \xc0\xaf end".to_vec()),
        ("zeros.txt", b"He said\0 hello\0world. ".repeat(4)),
        ("controls.txt", b"a\x01b\x07c\x1b[31mred\x7f".to_vec()),
        ("turned.txt", "He said \u{202e}abc\u{202c} \u{2066}x\u{2069} \u{200f}end".into()),
        ("marks.txt", format!("e{} said", "\u{301}".repeat(5000)).into()),
        ("tags.txt", "hidden\u{e0069}\u{e0067} words".into()),
        ("breaks.txt", "a\u{85}b\u{2028}c\u{2029}d\x0be\x0cf\rg\r\nh".into()),
        ("word.txt", "a".repeat(3_000_000).into()),
        ("line.txt", "word ".repeat(600_000).into()),
        ("huge.txt", vec![b'a'; 33 << 20]),
    ]);
}

#[test]
fn pages_built_to_exhaust_a_parser_open_or_are_refused() {
    let nested = |open: &str, count: usize| format!("<html><body>{}words</body>", open.repeat(count)).into_bytes();
    let attributes: String = (0..60_000).map(|number| format!(" a{number}=x")).collect();
    run(&[
        ("div.html", nested("<div>", 100_000)),
        ("b.html", nested("<b>", 60_000)),
        ("li.html", nested("<ul><li>", 10_000)),
        ("table.html", nested("<table><tr><td>", 3000)),
        ("svg.html", nested("<svg><g>", 20_000)),
        ("a.html", format!("<p>{}{}{}", "<a>".repeat(3000), "<i>".repeat(3000), "</a>".repeat(3000)).into()),
        ("attributes.html", format!("<div{attributes}>words</div>").into()),
        ("wide.html", format!("<html><body><article>{}", "<p>Short one, fine.</p>".repeat(60_000)).into()),
        ("entities.html", format!("<p>{}", "&amp;".repeat(300_000)).into()),
        ("unclosed.html", b"<p>abc <div <span \"<!--".to_vec()),
        ("comment.html", format!("<!doctype html><!--{}", "-".repeat(500_000)).into()),
        ("data.html", format!("<script type=\"application/ld+json\">{}</script><p>hi", "[".repeat(50_000)).into()),
        ("comments.html", format!("<p>words{}", "<!--".repeat(200_000)).into()),
        ("drawings.html", format!("<p>words{}", "<svg></".repeat(100_000)).into()),
        ("scripts.html", format!("<p>words{}", "<script>a</".repeat(100_000)).into()),
        ("styles.html", format!("<p>words{}", "<style></style>".repeat(100_000)).into()),
        ("zeros.html", b"<p>a\0b</p>\0<script>\0".to_vec()),
        ("noscript.html", format!("{}x", "<noscript>".repeat(5000)).into()),
        (
            "consent.html",
            b"<html><body><form><p>We use cookies.</p><button>Accept</button></form></body></html>".to_vec(),
        ),
        ("class.html", format!("<p class=\"{}\">t</p>", "x ".repeat(500_000)).into()),
        ("frames.html", b"<html><frameset><frame src=x></frameset></html>".to_vec()),
        ("plaintext.html", format!("<html><plaintext>{}", "a<b>".repeat(1000)).into()),
        ("script.html", b"<html><body><div id=root></div><noscript>Enable scripts.</noscript></body></html>".to_vec()),
    ]);
}

#[test]
fn archives_and_documents_open_or_are_refused() {
    let word = |inside: &str| {
        let xml = format!("<?xml version=\"1.0\"?>{inside}");
        archive("word/document.xml", xml.as_bytes())
    };
    let body = |inside: &str| word(&format!("<w:document xmlns:w=\"x\"><w:body>{inside}</w:body></w:document>"));
    let paragraph = "<w:p><w:r><w:t>words</w:t></w:r></w:p>";
    let sound = body(paragraph);
    let laughs = "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\">]><w:document>&b;</w:document>";
    let cells = format!("{}{paragraph}{}", "<w:tbl><w:tr><w:tc>".repeat(9000), "</w:tc></w:tr></w:tbl>".repeat(9000));
    run(&[
        ("sound.docx", sound.clone()),
        ("cut.docx", sound.iter().take(sound.len() / 2).copied().collect()),
        ("bomb.docx", word(&"x".repeat(90 << 20))),
        ("laughs.docx", word(laughs)),
        (
            "outside.docx",
            word("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><w:document>&x;</w:document>"),
        ),
        ("broken.docx", word("<w:document><w:p><w:t>abc")),
        ("cells.docx", body(&cells)),
        ("other.docx", archive("readme.txt", b"hello")),
        ("path.docx", archive("../../../outside.txt", b"hello")),
        ("old.doc", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 2000]].concat()),
        ("book.epub", archive("META-INF/container.xml", b"<container/>")),
        (
            "locked.epub",
            members(&[
                ("META-INF/container.xml", b"<container/>"),
                ("META-INF/encryption.xml", b"<enc:CipherReference URI=\"c1.xhtml\"/>"),
            ]),
        ),
        ("joined.gz", [packed(b"The mayor spoke. "), packed(b"Nobody heard it.")].concat()),
        ("twice.gz", packed(&packed(b"words"))),
        ("bomb.gz", packed(&vec![0; 64 << 20])),
        ("cut.gz", packed(&b"The mayor spoke. ".repeat(99)).into_iter().take(40).collect()),
        ("tail.gz", [packed(b"The mayor spoke to nobody."), b"garbage".to_vec()].concat()),
        ("deep.rtf", format!("{{\\rtf1 {}x", "{".repeat(90_000)).into()),
        ("bin.rtf", b"{\\rtf1 a\\bin99999999 zz}".to_vec()),
        ("units.rtf", b"{\\rtf1 \\u99999999? \\u-10179?\\u-8704? \\'zz x}".to_vec()),
        ("parts.eml", {
            let part =
                |number: usize| format!("Content-Type: multipart/mixed; boundary=\"b{number}\"\n\n--b{number}\n");
            format!("MIME-Version: 1.0\n{}\nhi", (0..9000).map(part).collect::<String>()).into()
        }),
        ("messages.eml", {
            let message = "Content-Type: message/rfc822\n\n".repeat(20_000);
            format!("MIME-Version: 1.0\n{message}Content-Type: text/plain\n\nhi").into()
        }),
        ("coded.eml", b"Subject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!##\n".to_vec()),
        ("quoted.md", format!("# T\n\n{} hi", ">".repeat(60_000)).into()),
        ("brackets.md", format!("# T\n\n{}", "[".repeat(60_000)).into()),
        ("deep.json", "[".repeat(100_000).into()),
        ("lone.json", b"{\"text\":\"The mayor \\ud83d spoke.\"}".to_vec()),
        ("marked.json", b"\xef\xbb\xbf{\"title\":\"x\"}".to_vec()),
        ("lines.jsonl", b"{\"text\":\"The mayor spoke.\"}\r\n\r\n{\"a\":2}\r\n".to_vec()),
        ("open.rtf", b"{\\rtf1\\ansi hello {\\b bold".to_vec()),
        ("charset.eml", b"Subject: x\nContent-Type: text/plain; charset=x-klingon\n\ncaf\xe9\n".to_vec()),
        ("lists.md", (0..2000).map(|depth| format!("{}- a\n", " ".repeat(2 * depth))).collect::<String>().into()),
        ("number.json", b"{\"a\":NaN}".to_vec()),
        ("torn.jsonl", b"{\"title\":\"a\",\"text\":\"The mayor spoke.\"}\n{\"title\":\"c\",\"te".to_vec()),
    ]);
}

#[test]
fn damaged_pdfs_are_refused_by_a_child_that_may_die() {
    let root = "<</Type/Catalog/Pages 2 0 R>>";
    let pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let words = "BT /F 12 Tf 20 100 Td (The mayor spoke to nobody that day, she said.) Tj ET";
    let stream = format!("<</Length {}>>\nstream\n{words}\nendstream", words.len());
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>";
    let sound = pdf(&[root, pages, page, &stream, font]);
    let own_page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>";
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length 5>>\n\
                stream\n/F Do\nendstream";
    let nested = format!("<</Type/Catalog/Pages 2 0 R/X {}{}>>", "[".repeat(50_000), "]".repeat(50_000));
    let blank = pdf(&[root, pages, page, "<</Length 0>>\nstream\n\nendstream", font]);
    let folder = tempfile::tempdir().expect("a folder");
    let pictures = folder.path().join("pictures.pdf");
    std::fs::write(&pictures, &blank).expect("written");
    assert!(extract(&pictures).1.contains("no text layer"));
    let mut files = vec![
        ("sound.pdf", sound.clone()),
        ("half.pdf", sound.iter().take(sound.len() / 2).copied().collect()),
        ("head.pdf", b"%PDF-1.7\n".to_vec()),
        ("page.pdf", b"<html><body>Login required</body></html>".to_vec()),
        ("loop.pdf", pdf(&[root, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])),
        ("form.pdf", pdf(&[root, pages, own_page, form, "<</Length 5>>\nstream\n/F Do\nendstream"])),
        ("nested.pdf", pdf(&[&nested, pages, page, &stream, font])),
    ];
    for seed in 1..=12u64 {
        let mut bent = sound.clone();
        for pair in noise(30, seed * 7919).chunks_exact(3) {
            let place = (usize::from(pair[0]) << 8 | usize::from(pair[1])) % bent.len();
            bent[place] = pair[2];
        }
        files.push(("bent.pdf", bent));
        run(&files.split_off(files.len() - 1));
    }
    run(&files);
}

#[test]
fn what_is_no_file_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| -> PathBuf { folder.path().join(name) };
    let refused = |path: &Path, why: &str| {
        let (out, talk) = extract(path);
        assert!(out.is_empty() && talk.contains(why), "{}: {talk}", path.display());
    };
    refused(folder.path(), "it is a folder");
    refused(&place("gone.txt"), "no such file");
    refused(Path::new("/dev/zero"), "a device or pipe");

    let pipe = place("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    refused(&pipe, "a device or pipe");
    let _listener = std::os::unix::net::UnixListener::bind(place("socket")).expect("a socket");
    refused(&place("socket"), "a device or pipe");

    symlink(place("b"), place("a")).expect("a link");
    symlink(place("a"), place("b")).expect("a link");
    refused(&place("a"), "leads back to itself");
    symlink(place("nothing"), place("dangling")).expect("a link");
    refused(&place("dangling"), "no such file");

    let closed = place("closed.txt");
    std::fs::write(&closed, SENTENCE).expect("written");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("closed");
    // The administrator may read everything.
    if std::fs::read(&closed).is_err() {
        refused(&closed, "no permission");
    }

    // A file that grows all the time is read as it was at one moment, or refused.
    let growing = place("growing.txt");
    std::fs::write(&growing, SENTENCE).expect("written");
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = std::fs::OpenOptions::new().append(true).open(&growing).expect("open");
            for _ in 0..100_000 {
                if is_over.load(std::sync::atomic::Ordering::Relaxed) {
                    break;
                }
                file.write_all(SENTENCE.as_bytes()).expect("written");
                std::thread::sleep(Duration::from_micros(50));
            }
        });
        let (out, talk) = extract(&growing);
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(out.contains("said in Łódź") || talk.contains("changed while"), "{talk}");
    });

    let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9\n\xe2\x80\xae.txt"));
    std::fs::write(&odd, SENTENCE).expect("written");
    let (out, _) = extract(&odd);
    assert!(out.contains("Müller said"), "{out}");
}
