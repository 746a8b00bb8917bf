//! Byline and dateline of a bare text: "By Ana Ruiz", "KIRKUK, Iraq, Oct. 16 (Reuters) –".

use super::roles;
use crate::model::{Article, Role, Stated};
use jiff::civil::Date;

/// What a dateline says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Dateline {
    /// The place as printed, with its state or country.
    pub place: String,
    /// The day, when a year is given.
    pub day: Option<Date>,
    /// The agency in brackets.
    pub agency: Option<String>,
}

/// Longest dateline in bytes, up to its dash.
const LONGEST: usize = 90;

/// Words that stand before a dash like places but are none.
const NO_PLACES: &[&str] =
    &["UPDATE", "BREAKING", "EXCLUSIVE", "WATCH", "VIDEO", "CORRECTED", "LIVE", "OPINION", "ANALYSIS"];

const AGENCIES: &[&str] = &[
    "Reuters", "AP", "AFP", "dpa", "DPA", "Xinhua", "TASS", "UPI", "PTI", "ANI", "IANS", "EFE", "ANSA", "Kyodo", "VOA",
];

/// Fills title, byline, dateline, publication day and agency from the text itself.
pub(super) fn fill(article: &mut Article) {
    let line = |role: Role| {
        let found = article.paragraphs.iter().find(|paragraph| paragraph.role == role);
        found.map(|paragraph| article.text.slice(paragraph.span).trim().to_owned())
    };
    let (headline, byline, body) = (line(Role::Headline), line(Role::Byline), line(Role::Body));
    if let Some(headline) = headline {
        article.metadata.title = Some(Stated::new(headline, "headline"));
    }
    if let Some(byline) = byline.filter(|byline| roles::is_byline(byline)) {
        let name = byline.get(2..).unwrap_or_default().trim().to_owned();
        article.metadata.byline = Some(Stated::new(name, "byline"));
    }
    if let Some(dateline) = body.as_deref().and_then(parse) {
        article.metadata.dateline = Some(Stated::new(dateline.place, "dateline"));
        article.metadata.published = dateline.day.map(|day| Stated::new(day.to_string(), "dateline"));
        article.metadata.agency = dateline.agency.map(|agency| Stated::new(agency, "dateline"));
    }
}

/// Reads the dateline that opens a paragraph, if one does.
pub(super) fn parse(paragraph: &str) -> Option<Dateline> {
    let head = head_before_dash(paragraph)?;
    let (head, agency) = match head.split_once('(') {
        Some((before, inside)) => {
            let agency = inside.strip_suffix(')')?.trim();
            if !AGENCIES.contains(&agency) {
                return None;
            }
            (before.trim(), Some(agency.to_owned()))
        }
        None => (head, None),
    };
    let parts: Vec<&str> = head.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let first_dated = parts.iter().position(|part| has_month(part)).unwrap_or(parts.len());
    let (place, date) = parts.split_at(first_dated);
    let city = place.first()?;
    let capitals = city.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let known = agency.is_some() || first_dated < parts.len();
    let sound = place.len() <= 2
        && city.chars().next().is_some_and(char::is_uppercase)
        && city.split_whitespace().count() <= 5
        && (capitals || known)
        && !NO_PLACES.iter().any(|word| city.starts_with(word))
        && city.chars().any(char::is_alphabetic);
    sound.then(|| Dateline { place: place.join(", "), day: day_of(&date.join(" ")), agency })
}

/// What stands before the first dash, when it is near enough to be a dateline.
fn head_before_dash(paragraph: &str) -> Option<&str> {
    let mut end = LONGEST.min(paragraph.len());
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    let head = paragraph.get(..end)?;
    let dash = [" – ", " — ", " -- ", " - ", "— ", "– ", " —", " ― ", "—"];
    let at = dash.iter().filter_map(|dash| head.find(dash)).min()?;
    let head = head.get(..at)?.trim();
    (head.chars().count() >= 2).then_some(head)
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn month(word: &str) -> Option<i8> {
    let lower = word.trim_end_matches('.').to_lowercase();
    let index = MONTHS.iter().position(|month| lower.starts_with(month))?;
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    (full[index].starts_with(&lower)).then_some(index as i8 + 1)
}

fn has_month(part: &str) -> bool {
    part.split_whitespace().any(|word| month(word).is_some()) && part.chars().any(|c| c.is_ascii_digit())
}

/// "Oct. 16 2017", "3 March 2020": a day only when year, month and day are all there.
fn day_of(written: &str) -> Option<Date> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let month = words.iter().find_map(|word| month(word))?;
    let numbers: Vec<i16> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let day = *numbers.iter().find(|&&number| (1..=31).contains(&number))?;
    let year = *numbers.iter().find(|&&number| number >= 1800)?;
    Date::new(year, month, day as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, place: Option<&str>, day: Option<&str>, agency: Option<&str>) {
        let found = parse(paragraph);
        let parts = found.as_ref().map(|d| (d.place.as_str(), d.day.map(|day| day.to_string()), d.agency.as_deref()));
        let expected = place.map(|place| (place, day.map(str::to_owned), agency));
        assert_eq!(parts, expected, "{paragraph}");
    }

    #[test]
    fn datelines_of_many_houses() {
        check("WASHINGTON – The council met.", Some("WASHINGTON"), None, None);
        check("LONDON (Reuters) - The council met.", Some("LONDON"), None, Some("Reuters"));
        check("KIRKUK, Iraq, Oct. 16 — The council met.", Some("KIRKUK, Iraq"), None, None);
        check("GENEVA, 3 March 2020 – The council met.", Some("GENEVA"), Some("2020-03-03"), None);
        check("Berlin (dpa) - The council met.", Some("Berlin"), None, Some("dpa"));
        check("KYIV, Nov. 19, 2021 (Xinhua) -- The council met.", Some("KYIV"), Some("2021-11-19"), Some("Xinhua"));
        check("UPDATE 1- The council met.", None, None, None);
        check("The plan – agreed in May – is dead.", None, None, None);
    }
}
