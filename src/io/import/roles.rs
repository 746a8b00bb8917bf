//! What each line of a bare text is, by its shape and place: headline, standfirst, caption, byline, crosshead, body.

use crate::model::Role;
use crate::text::Text;

/// The longest headline in characters (the longest of 900 news headlines looked at has 160).
const HEADLINE_CHARS: usize = 180;
/// A crosshead is shorter than this.
const CROSSHEAD_CHARS: usize = 70;

/// One role for each of [`Text::paragraphs`].
pub(super) fn of_lines(text: &Text) -> Vec<Role> {
    let lines: Vec<&str> = text.paragraphs().iter().map(|&span| text.slice(span).trim()).collect();
    let first_body = lines.iter().position(|line| is_running_text(line)).unwrap_or(lines.len());
    let mut headline_seen = false;
    let mut roles = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let role = if is_byline(line) && index <= first_body + 1 {
            Role::Byline
        } else if index < first_body {
            let role = above_the_body(line, headline_seen);
            headline_seen |= role == Role::Headline;
            role
        } else if index > first_body && index + 1 < lines.len() && is_crosshead(line) {
            Role::Crosshead
        } else {
            Role::Body
        };
        roles.push(role);
    }
    // A text of short lines only (a poem, a list) has no head.
    if first_body == lines.len() {
        roles.fill(Role::Body);
        if lines.len() > 1 && lines.first().is_some_and(|line| line.chars().count() <= HEADLINE_CHARS && !ends(line)) {
            roles[0] = Role::Headline;
        }
    }
    roles
}

/// A line before the article proper: the first without a stop is the headline, what follows a standfirst or caption.
fn above_the_body(line: &str, headline_seen: bool) -> Role {
    if headline_seen {
        return if is_caption(line) { Role::Caption } else { Role::Standfirst };
    }
    if line.chars().count() <= HEADLINE_CHARS { Role::Headline } else { Role::Body }
}

/// Several sentences' worth of words, or a sentence that ends, or one that opens with a dateline.
fn is_running_text(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let dateline = super::dateline::parse(line).is_some();
    (words >= 12 && ends(line)) || words >= 35 || (words >= 8 && dateline)
}

fn ends(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']']);
    bare.ends_with(['.', '!', '?', '…', ':'])
}

/// "By Ana Ruiz", "BY ANA RUIZ, Political Editor".
pub(super) fn is_byline(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("by "))
    else {
        return false;
    };
    let words = rest.split_whitespace().count();
    words <= 14 && rest.starts_with(char::is_uppercase) && !ends(line)
}

/// A picture's words: says so, or credits a photographer, or quotes and tells in one unfinished line.
fn is_caption(line: &str) -> bool {
    let lower = line.to_lowercase();
    let says = ["photo:", "photograph:", "image:", "picture:", "(ap photo", "getty images", "file photo", "(reuters"];
    says.iter().any(|word| lower.contains(word)) || line.starts_with(['"', '“', '‘'])
}

fn is_crosshead(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let opens = line.starts_with(|c: char| c.is_uppercase() || c == '‘' || c == '“');
    let marks = line.contains(['"', '”', '»']) && line.split_whitespace().count() > 5;
    letters >= 3 && line.chars().count() < CROSSHEAD_CHARS && !ends(line) && !line.ends_with(',') && opens && !marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[(&str, Role)]) {
        let text: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
        let roles: Vec<Role> = lines.iter().map(|(_, role)| *role).collect();
        assert_eq!(of_lines(&Text::new(text.join("\n\n"))), roles);
    }

    #[test]
    fn lines_have_roles_by_shape() {
        check(&[
            ("River at record height", Role::Headline),
            ("\"We are not ready,\" Mayor Lindqvist told reporters", Role::Caption),
            ("OSLO – The river reached its highest mark since records began on Monday.", Role::Body),
            ("What comes next", Role::Crosshead),
            ("Crews worked through the night to fill sandbags, the council said in a statement.", Role::Body),
        ]);
        check(&[("The council met on Monday and decided, after a long debate, to close the bridge.", Role::Body)]);
    }
}
