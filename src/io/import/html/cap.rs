//! What is done to a page before any parser sees it. Caps: HTML parsers take time quadratic in depth and in attributes.
//! And what no reader looks at goes: scripts (but for JSON-LD), style sheets, drawings, comments, half of most pages.

/// Deepest nesting that is kept, as in the browsers.
const DEEPEST: usize = 512;
/// Most bytes of one tag with its attributes.
const LONGEST_TAG: usize = 32 << 10;
/// Most tags of a page: several times those of the longest live reports; parsers take seconds for more.
const MOST_TAGS: usize = 100_000;
/// Most attributes of one tag.
const MOST_ATTRIBUTES: usize = 256;

/// The page without scripts, styles, drawings and comments, its nesting and attributes capped: tags deeper than
/// [`DEEPEST`] or after [`MOST_TAGS`] go, their words stay.
pub(super) fn capped(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut depth = 0usize;
    let mut tags = 0usize;
    let mut rest = page;
    let (mut has_open_drawing, mut has_open_comment) = (false, false);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        if let Some(inside) = tag.strip_prefix("<!--").filter(|_| !has_open_comment) {
            match inside.split_once("-->") {
                Some((_, after)) => {
                    rest = after;
                    continue;
                }
                // None further on either.
                None => has_open_comment = true,
            }
        }
        let Some(end) = tag_end(tag) else {
            rest = tag;
            break;
        };
        let (tag, after) = tag.split_at(end);
        rest = after;
        let name: String = tag
            .chars()
            .skip(1)
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
            .collect::<String>()
            .to_lowercase();
        match name.as_str() {
            "script" | "style" => {
                let (inside, after) = rest.split_at(end_of(rest, &name).unwrap_or(rest.len()));
                if name == "script" && is_data(tag) {
                    out.push_str(tag);
                    out.push_str(inside);
                    out.push_str("</script>");
                }
                rest = after.split_once('>').map_or("", |(_, after)| after);
                continue;
            }
            "svg" if !has_open_drawing && !tag.ends_with("/>") => match end_of(rest, "svg") {
                Some(end) => {
                    let (_, after) = rest.split_at(end);
                    rest = after.split_once('>').map_or("", |(_, after)| after);
                    continue;
                }
                // None further on either.
                None => has_open_drawing = true,
            },
            _ => {}
        }
        let is_void = matches!(
            name.as_str(),
            "br" | "hr" | "img" | "meta" | "link" | "input" | "source" | "wbr" | "col" | "area" | "base" | "embed"
        );
        let is_close = name.starts_with('/');
        let is_tag = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        if is_tag && !is_void && !tag.ends_with("/>") {
            depth += 1;
        }
        tags += 1;
        if tags > MOST_TAGS {
            out.push(' ');
            continue;
        }
        if depth > DEEPEST && (is_tag || is_close) && !is_void {
            depth -= usize::from(is_close);
            continue;
        }
        depth = depth.saturating_sub(usize::from(is_close));
        if tag.len() > LONGEST_TAG || tag.matches('=').count() > MOST_ATTRIBUTES {
            out.push('<');
            out.push_str(&name);
            out.push('>');
        } else {
            out.push_str(tag);
        }
    }
    out.push_str(rest);
    out
}

/// Whether a script holds data about the article.
fn is_data(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    tag.contains("ld+json") || tag.contains("settings+json")
}

/// Where the closing tag of this name begins.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let is_end = |at: &usize| {
        let found = text.as_bytes().get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</").map(|(at, _)| at).find(is_end)
}

/// Where a tag ends, over quoted attributes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if tag.as_bytes().get(at - 1) == Some(&b'=') => quote = Some(byte),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_capped_and_its_words_stay() {
        let deep = format!("{}<p>words</p>{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        let flat = capped(&deep);
        assert!(flat.matches("<div>").count() <= DEEPEST && flat.contains("words"));
    }

    #[test]
    fn what_no_reader_looks_at_goes() {
        let page = "<style>p > b {}</style><!-- <p>old</p> --><p>words<SVG viewBox='0 0 1 1'><title>Share</title></svg></p>\
                    <script>if (a<b) { '<div>' }</SCRIPT><script type='application/ld+json'>{\"a\":\"<b>\"}</script>";
        assert_eq!(capped(page), "<p>words</p><script type='application/ld+json'>{\"a\":\"<b>\"}</script>");
        assert_eq!(capped("<p>a<!-- b</p><p>c"), "<p>a<!-- b</p><p>c");
        assert_eq!(capped("<svg><g><p>a"), "<svg><g><p>a");
    }
}
