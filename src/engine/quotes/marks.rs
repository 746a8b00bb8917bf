//! Pairs quotation marks over the whole article: straight, curly, doubled, low, guillemets, and single ones where the
//! article uses them for speech. One pass; a mark that is never closed ends with its paragraph.

use super::closers;
use super::dashes;
use crate::engine::Reading;
use crate::text::{Span, Text};

/// One stretch inside quotation marks, marks included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// From the opening mark to the closing one; over several paragraphs when the mark is opened again in each.
    pub span: Span,
    /// Whether a closing mark was found.
    pub closed: bool,
}

/// The sorts of marks that pair with each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sort {
    Straight,
    Curly,
    Low,
    Guillemets,
    Doubled,
    Single,
    StraightSingle,
}

/// What a mark at a place can do.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: usize,
    end: usize,
    sort: Sort,
    opens: bool,
    closes: bool,
}

/// The outermost marked stretches, in text order.
pub fn pair(reading: &Reading) -> Vec<Stretch> {
    let text = reading.text();
    let singles = uses_singles(text);
    let mut found = Vec::new();
    let mut open: Option<(Mark, usize)> = None;
    let mut pulled = 0;
    for (number, &paragraph) in text.paragraphs().iter().enumerate() {
        let marks = marks_in(text, paragraph);
        let mut rest = marks.as_slice();
        if let Some((mark, began)) = open {
            let first = rest.first();
            if first.is_some_and(|next| opens_again(text, paragraph, &mark, next)) {
                rest = rest.get(1..).unwrap_or(&[]);
            } else if !first.is_some_and(|next| only_closes(&mark, next)) {
                let end = text.paragraphs()[number - 1].end();
                found.extend(stretch(text, mark.start, end, false).filter(|_| began < number));
                open = None;
            }
        }
        let mut nested: Option<Sort> = None;
        for (place, mark) in rest.iter().enumerate() {
            let lost = open.filter(|_| nested.is_none()).and_then(|(opened, _)| lost_closer(text, &opened, mark));
            match open {
                Some((opened, _)) if lost.is_some() => {
                    found.extend(lost.and_then(|end| stretch(text, opened.start, end, false)));
                    open = Some((*mark, number));
                }
                None if opens_here(rest, place, singles) => open = Some((*mark, number)),
                Some(_) if nested == Some(mark.sort) && mark.closes => nested = None,
                Some((opened, _)) if nested.is_none() && closes(&opened, mark) => {
                    let end = pulled_end(text, opened.start, mark.end, paragraph, &mut pulled);
                    found.extend(stretch(text, opened.start, end, true));
                    open = None;
                }
                // A quote inside a quote, in marks of another sort.
                Some((opened, _)) if mark.sort != opened.sort && is_closed(rest, place) => nested = Some(mark.sort),
                _ => {}
            }
        }
        if let Some((mark, _)) = open
            && !goes_on(text, number, &mark)
        {
            let end = closers::before_said(text, mark.end, paragraph.end());
            found.extend(stretch(text, mark.start, end, false));
            open = None;
        }
    }
    if let Some((mark, _)) = open {
        found.extend(stretch(text, mark.start, text.len(), false));
    }
    // Dialogue after dashes takes no other marks.
    let dialogue = dashes::find(reading);
    if dialogue.len() > found.len() { dialogue } else { found }
}

/// Most stretches over paragraphs that are looked at for who said them: odd text may have nothing else.
const MOST_PULLED: usize = 20;

/// Where a closed stretch ends: before the name below a pulled quote.
fn pulled_end(text: &Text, start: usize, end: usize, paragraph: Span, pulled: &mut usize) -> usize {
    if start >= paragraph.start() || *pulled >= MOST_PULLED {
        return end;
    }
    *pulled += 1;
    text.span(start, end).and_then(|words| closers::before_byline(text, words, paragraph)).unwrap_or(end)
}

fn stretch(text: &Text, start: usize, end: usize, closed: bool) -> Option<Stretch> {
    let span = text.trim(text.span(start, end)?)?;
    // A pair of marks with nothing between is no stretch.
    text.slice(span).chars().any(char::is_alphanumeric).then_some(Stretch { span, closed })
}

/// Whether a mark closes the opened one. Houses that type some marks and set others open with one sort and close with
/// another.
fn closes(opened: &Mark, mark: &Mark) -> bool {
    let is_double = |sort: Sort| matches!(sort, Sort::Straight | Sort::Doubled | Sort::Curly);
    let fits = mark.sort == opened.sort || is_double(mark.sort) && is_double(opened.sort) && !mark.opens;
    fits && mark.closes
}

/// Whether a mark that only opens finds its closer before another of its sort opens.
fn is_closed(marks: &[Mark], place: usize) -> bool {
    let mark = marks[place];
    let mut same = marks.iter().skip(place + 1).take(8).filter(|other| other.sort == mark.sort);
    mark.opens && !mark.closes && same.next().is_some_and(|next| next.closes && !next.opens)
}

/// Whether a mark opens a stretch. Where the article speaks in double marks, a single one must be closed at once.
fn opens_here(marks: &[Mark], place: usize, singles: bool) -> bool {
    let mark = marks[place];
    let is_single = matches!(mark.sort, Sort::Single | Sort::StraightSingle);
    if !is_single || singles {
        return mark.opens;
    }
    let next = marks.get(place + 1);
    // One letter between two is an elision: "rock 'n' roll".
    let pairs = |next: &Mark| next.sort == mark.sort && next.closes && !next.opens && next.start > mark.end + 1;
    mark.opens && !mark.closes && next.is_some_and(pairs)
}

fn at_start(text: &Text, paragraph: Span, mark: &Mark) -> bool {
    text.between(paragraph.start(), mark.start).chars().all(|c| c.is_whitespace() || c == '…')
}

/// Whether an unclosed quote goes on in the next paragraph.
fn goes_on(text: &Text, number: usize, mark: &Mark) -> bool {
    let Some(&next) = text.paragraphs().get(number + 1) else { return false };
    if text.paragraphs().get(number).is_some_and(|&paragraph| closers::ends_in_attribution(text.slice(paragraph))) {
        return false;
    }
    let first = marks_in(text, next).into_iter().next();
    first.is_some_and(|first| opens_again(text, next, mark, &first) || only_closes(mark, &first))
}

/// A quote over paragraphs: the mark is opened again at the start of the next.
fn opens_again(text: &Text, paragraph: Span, mark: &Mark, next: &Mark) -> bool {
    next.sort == mark.sort && next.opens && at_start(text, paragraph, next)
}

/// A quote over paragraphs whose house does not open it again: the next has the closing mark first.
fn only_closes(mark: &Mark, next: &Mark) -> bool {
    let is_double = !matches!(mark.sort, Sort::Single | Sort::StraightSingle);
    is_double && !next.opens && closes(mark, next)
}

/// Where a stretch ends whose closing mark was lost, when another opens behind "…, she said. “".
fn lost_closer(text: &Text, opened: &Mark, mark: &Mark) -> Option<usize> {
    let opens = mark.sort == opened.sort && mark.opens && !mark.closes;
    opens.then(|| closers::before_attribution(text, opened.end, mark.start)).flatten()
}

/// Whether single marks stand for speech: they open at word starts at least as often as double ones do.
fn uses_singles(text: &Text) -> bool {
    let content = text.as_str();
    if !content.contains('\'') && !content.contains('‘') {
        return false;
    }
    let (mut doubles, mut openers) = (0, 0);
    // Where two single marks that stand for a double one end.
    let mut doubled = usize::MAX;
    // Their first bytes.
    let may_be = |byte: &u8| matches!(byte, b'\'' | b'"' | 0xc2 | 0xe2);
    for at in content.bytes().enumerate().filter(|(_, byte)| may_be(byte)).map(|(at, _)| at) {
        let before = match content.get(..at).map(|head| head.chars().next_back()) {
            _ if at == doubled => '"',
            Some(before) => before.unwrap_or(' '),
            None => continue,
        };
        match content.get(at..).and_then(|rest| rest.chars().next()) {
            Some('“' | '"' | '«' | '„') => doubles += 1,
            Some('\'') if before == '\'' => {
                doubles += 1;
                doubled = at + 1;
            }
            Some('‘' | '\'') if before.is_whitespace() || before == '(' || before == '—' => openers += 1,
            _ => {}
        }
    }
    openers >= 2 && doubles * 2 < openers
}

fn may_mark(c: char) -> bool {
    matches!(c, '"' | '＂' | '“' | '”' | '„' | '«' | '»' | '\'' | '`' | '‘' | '’')
}

fn marks_in(text: &Text, paragraph: Span) -> Vec<Mark> {
    let line = text.slice(paragraph);
    let mut found = Vec::new();
    // Told for many bytes at once: most lines have no mark.
    let may_be_marked = |byte: u8| byte == b'"' || byte == b'\'' || byte == b'`' || byte >= 0x80;
    if !line.bytes().fold(false, |any, byte| any | may_be_marked(byte)) {
        return found;
    }
    let mut past = 0;
    for at in line.bytes().enumerate().filter(|(_, byte)| may_be_marked(*byte)).map(|(at, _)| at) {
        let Some((head, rest)) = line.split_at_checked(at).filter(|_| at >= past) else { continue };
        let mut chars = rest.chars();
        let Some(c) = chars.next().filter(|c| may_mark(*c)) else { continue };
        let mut back = head.chars().rev();
        // What stands before that: `open("bridge")` is code.
        let (before, earlier) = (back.next(), back.next());
        let next = chars.next();
        let start = paragraph.start() + at;
        let mut mark = |sort, length: usize, opens, closes| {
            found.push(Mark { start, end: start + length, sort, opens, closes });
        };
        let word_before = before.is_some_and(|c: char| !c.is_whitespace() && !"([{—–-/“‘".contains(c));
        let word_after = next.is_some_and(|c| !c.is_whitespace() && !",.;:!?)]}".contains(c));
        match c {
            '"' if is_code(earlier, before) => {}
            '"' | '＂' => mark(
                Sort::Straight,
                c.len_utf8(),
                word_after && !word_before || before.is_none(),
                word_before || !word_after,
            ),
            '“' => mark(Sort::Curly, c.len_utf8(), true, word_before && !word_after),
            // Turned the wrong way it opens: ”We intend to …“
            '”' => mark(Sort::Curly, c.len_utf8(), word_after && !word_before, word_before || !word_after),
            '„' => mark(Sort::Low, c.len_utf8(), true, false),
            '«' => mark(Sort::Guillemets, c.len_utf8(), word_after || !word_before, word_before && !word_after),
            '»' => mark(Sort::Guillemets, c.len_utf8(), word_after && !word_before, word_before || !word_after),
            // Of three the first closes what stands inside the doubled ones: ''I would say 'old-school,'''
            '\'' if word_before && is_tripled(line, at) => {
                mark(Sort::StraightSingle, 1, false, true);
            }
            '\'' if next == Some(c) => {
                past = at + 2;
                let after = chars.next();
                let word_after = after.is_some_and(|c| !c.is_whitespace() && !",.;:!?)".contains(c));
                mark(Sort::Doubled, 2, word_after && !word_before, word_before || !word_after);
            }
            '`' if next == Some('`') => {
                past = at + 2;
                mark(Sort::Doubled, 2, true, false);
            }
            '‘' => mark(Sort::Single, c.len_utf8(), true, false),
            '’' if !next.is_some_and(char::is_alphanumeric) => {
                mark(Sort::Single, c.len_utf8(), false, ends_speech(before));
            }
            '\'' if !(word_before && next.is_some_and(char::is_alphanumeric)) => {
                mark(Sort::StraightSingle, 1, word_after && !word_before, word_before && ends_speech(before));
            }
            _ => {}
        }
    }
    low_closers(&mut found);
    lone_closers(&mut found);
    found
}

/// Whether what stands before a mark is code: `open("bridge")`, `name = "bridge"`.
fn is_code(earlier: Option<char>, before: Option<char>) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    before == Some('(') && earlier.is_some_and(is_name) || before == Some('=') || earlier == Some('=')
}

/// Whether three straight single marks, and no more, begin here.
fn is_tripled(line: &str, at: usize) -> bool {
    line.get(at..).is_some_and(|rest| rest.starts_with("'''") && !rest.starts_with("''''"))
}

/// A single mark after "s" closes when no other one does before the next opens: "‘Take Sides’".
fn lone_closers(marks: &mut [Mark]) {
    let mut pending: Option<usize> = None;
    let mut is_open = false;
    for at in 0..=marks.len() {
        let mark = marks.get(at).copied().filter(|mark| mark.sort == Sort::Single);
        if at < marks.len() && mark.is_none() {
            continue;
        }
        if mark.is_none_or(|mark| mark.opens) {
            if let Some(closer) = pending.take().filter(|_| is_open) {
                marks[closer].closes = true;
            }
            is_open = mark.is_some();
        } else if mark.is_some_and(|mark| mark.closes) {
            (is_open, pending) = (false, None);
        } else if pending.is_none() {
            pending = Some(at);
        }
    }
}

/// A closing single mark follows a stop; after "s" it may be a plural possessive, so a stop is asked for there.
fn ends_speech(before: Option<char>) -> bool {
    before.is_some_and(|c| c != 's')
}

/// German style: a low mark is closed by a curly mark of either kind.
fn low_closers(marks: &mut [Mark]) {
    let mut low = false;
    for mark in marks {
        match mark.sort {
            Sort::Low => low = true,
            Sort::Curly if low => {
                (mark.sort, mark.opens, mark.closes) = (Sort::Low, false, true);
                low = false;
            }
            _ => {}
        }
    }
}

/// Checks which words are found in a text.
#[cfg(test)]
#[track_caller]
pub(super) fn check_found(find: impl Fn(&Reading) -> Vec<Stretch>, text: &str, expected: &[&str]) {
    let article = crate::model::Article::plain(text);
    let reading = Reading::new(&article);
    let got: Vec<&str> = find(&reading).iter().map(|stretch| reading.slice(stretch.span)).collect();
    assert_eq!(got, expected);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        check_found(pair, text, expected);
    }

    #[test]
    fn marks_of_many_houses() {
        check("“No,” she said. “Never.”", &["“No,”", "“Never.”"]);
        check("\"No,\" she said. \"It's late.\"", &["\"No,\"", "\"It's late.\""]);
        check("''No,'' she said.", &["''No,''"]);
        check("«Non», dit-elle. »Nein«, sagte er.", &["«Non»", "»Nein«"]);
        check("Er sagte: „Nein“, und ging.", &["„Nein“"]);
        check("‘No,’ she said. ‘It’s the boys’ turn.’ He left.", &["‘No,’", "‘It’s the boys’ turn.’"]);
        check("Mayor Vows Not to ‘Take Sides’ as Talks Go On", &["‘Take Sides’"]);
        check("the “‘best’ plan” of all", &["“‘best’ plan”"]);
        check("“We will build,\" he said. \"It will stand.”", &["“We will build,\"", "\"It will stand.”"]);
        check("“He called it \"art\" and left,” she said.", &["“He called it \"art\" and left,”"]);
        check("Mayor: ‘No tax’\n\n“No,” he said of the boys’ club.", &["‘No tax’", "“No,”"]);
        check("The '90s were “good” for rock 'n' roll.", &["“good”"]);
    }

    #[test]
    fn a_pulled_quote_ends_before_the_name_below() {
        let said = "We never asked anybody whether the bridge was safe.";
        let text = format!("“{said}” Roth said.\n\n“{said}\nAna Roth, docker”\n\nThe fair is open.");
        check(&text, &[&format!("“{said}”"), &format!("“{said}")]);
        let text = format!("“{said}\nGod bless them”\n\nThe fair is open.");
        check(&text, &[&format!("“{said}\nGod bless them”")]);
    }

    #[test]
    fn a_lost_mark_swallows_one_paragraph_at_most() {
        check("He said: “We will go.\n\nThe bridge is closed.", &["“We will go."]);
        check("“We will go.\n\n“And soon,” he said.", &["“We will go.\n\n“And soon,”"]);
        check("“We will go.\n\nWe go soon,” he said. “No.”", &["“We will go.\n\nWe go soon,”", "“No.”"]);
        check("“We will go.\n\nThe bridge is “shut” now.", &["“We will go.", "“shut”"]);
        check("“We will go, she shares. “It is late.” He left.", &["“We will go,", "“It is late.”"]);
        check("“We will go, said Roth, a docker who stays.\n\nThey left.", &["“We will go,"]);
        check("\"We will go, Ana Roth said. \"It is late.\"", &["\"We will go,", "\"It is late.\""]);
    }
}
