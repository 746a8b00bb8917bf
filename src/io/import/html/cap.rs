//! Caps on a page before any parser sees it: HTML parsers take time quadratic in depth and in attributes.

/// Deepest nesting that is kept, as in the browsers.
const DEEPEST: usize = 512;
/// Most bytes of one tag with its attributes.
const LONGEST_TAG: usize = 32 << 10;
/// Most tags of a page: several times those of the longest live reports; parsers take seconds for more.
const MOST_TAGS: usize = 100_000;
/// Most attributes of one tag.
const MOST_ATTRIBUTES: usize = 256;

/// The page with its nesting and attributes capped: tags deeper than [`DEEPEST`] or after
/// [`MOST_TAGS`] go, their words stay.
pub(super) fn capped(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut depth = 0usize;
    let mut tags = 0usize;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
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

/// Where a tag ends, over quoted attributes; comments end with their own mark.
fn tag_end(tag: &str) -> Option<usize> {
    if let Some(inside) = tag.strip_prefix("<!--") {
        return inside.find("-->").map(|at| at + 7);
    }
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
}
