//! A stretch of the calendar that is fixed: a day, month, year, week… and how EDTF and TIMEX3 write it.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A stretch of days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stretch {
    /// One day.
    Day(Date),
    /// A month of a year.
    Month(i16, u8),
    /// A year.
    Year(i16),
    /// Ten years, by the year without its last digit.
    Decade(i16),
    /// A hundred years, by the year without its last two digits.
    Century(i16),
    /// A season of a year, 21 (spring) to 24 (winter).
    Season(i16, u8),
    /// A quarter, 1 to 4.
    Quarter(i16, u8),
    /// Half a year, 1 or 2.
    Half(i16, u8),
    /// The week that begins on this Monday.
    Week(Date),
    /// The weekend that begins on this Saturday.
    Weekend(Date),
    /// From the first day up to, and without, the second.
    Days(Date, Date),
}

/// How long the parts of the calendar are; names the grain of an expression.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)] // each is the word itself
pub enum Grain {
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Grain {
    /// The grain of a period word by its length in days, as the calendar's table has it.
    pub fn of_days(days: u32) -> Option<Self> {
        Some(match days {
            1 => Self::Day,
            2 => Self::Weekend,
            7 => Self::Week,
            14 => Self::Fortnight,
            30 => Self::Month,
            91 => Self::Quarter,
            365 => Self::Year,
            3650 => Self::Decade,
            36500 => Self::Century,
            _ => return None,
        })
    }

    /// TIMEX3's letters for one of them.
    pub fn letters(self) -> &'static str {
        match self {
            Self::Day => "D",
            Self::Weekend => "WE",
            Self::Week | Self::Fortnight => "W",
            Self::Month => "M",
            Self::Quarter => "Q",
            Self::Year => "Y",
            Self::Decade => "DE",
            Self::Century => "CE",
        }
    }
}

fn first_of(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok()
}

/// The Monday of a day's week.
pub fn monday_of(day: Date) -> Option<Date> {
    day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()
}

/// A day so many days on.
pub fn plus_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

/// A month so many months on.
pub fn plus_months(year: i16, month: u8, months: i64) -> Option<(i16, u8)> {
    let all = i64::from(year) * 12 + i64::from(month) - 1 + months;
    let year = i16::try_from(all.div_euclid(12)).ok().filter(|year| (-9999..=9999).contains(year))?;
    Some((year, all.rem_euclid(12) as u8 + 1))
}

impl Stretch {
    /// The stretch of this grain that a day falls in, `step` of them on.
    pub fn around(day: Date, grain: Grain, step: i64) -> Option<Self> {
        let (year, month) = (day.year(), day.month() as u8);
        let year_on = |years: i64| i16::try_from(i64::from(year) + years).ok().filter(|year| (1..=9999).contains(year));
        Some(match grain {
            Grain::Day => Self::Day(plus_days(day, step)?),
            Grain::Week => Self::Week(plus_days(monday_of(day)?, step.checked_mul(7)?)?),
            Grain::Fortnight => {
                let start = plus_days(monday_of(day)?, step.checked_mul(14)?)?;
                Self::Days(start, plus_days(start, 14)?)
            }
            Grain::Weekend => Self::Weekend(plus_days(monday_of(day)?, step.checked_mul(7)?.checked_add(5)?)?),
            Grain::Month => plus_months(year, month, step).map(|(year, month)| Self::Month(year, month))?,
            Grain::Quarter => {
                let (year, month) = plus_months(year, (month - 1) / 3 * 3 + 1, step.checked_mul(3)?)?;
                Self::Quarter(year, (month - 1) / 3 + 1)
            }
            Grain::Year => Self::Year(year_on(step)?),
            Grain::Decade => Self::Decade(year_on(step.checked_mul(10)?)?.div_euclid(10)),
            Grain::Century => Self::Century(year_on(step.checked_mul(100)?)?.div_euclid(100)),
        })
    }

    /// Its first day.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Self::Day(day) | Self::Week(day) | Self::Weekend(day) | Self::Days(day, _) => Some(day),
            Self::Month(year, month) => first_of(year, month as i8),
            Self::Year(year) => first_of(year, 1),
            Self::Decade(decade) => first_of(decade * 10, 1),
            Self::Century(century) => first_of(century * 100, 1),
            Self::Season(year, season) => first_of(year, [3, 6, 9, 12][usize::from(season.clamp(21, 24) - 21)]),
            Self::Quarter(year, quarter) => first_of(year, quarter as i8 * 3 - 2),
            Self::Half(year, half) => first_of(year, half as i8 * 6 - 5),
        }
    }

    /// The day after its last.
    pub fn end(self) -> Option<Date> {
        let first = self.first_day()?;
        let months = match self {
            Self::Day(day) => return plus_days(day, 1),
            Self::Week(day) => return plus_days(day, 7),
            Self::Weekend(day) => return plus_days(day, 2),
            Self::Days(_, end) => return Some(end),
            Self::Month(..) => 1,
            Self::Quarter(..) | Self::Season(..) => 3,
            Self::Half(..) => 6,
            Self::Year(_) => 12,
            Self::Decade(_) => 120,
            Self::Century(_) => 1200,
        };
        let (year, month) = plus_months(first.year(), first.month() as u8, months)?;
        first_of(year, month as i8)
    }

    /// EDTF; where EDTF has no word for it (weeks, quarters), the ISO 8601 interval of the instants it fills.
    pub fn edtf(self) -> Option<String> {
        Some(match self {
            Self::Day(day) => day.to_string(),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}X"),
            Self::Century(century) => format!("{century:02}"),
            Self::Season(year, season) => format!("{year:04}-{season}"),
            Self::Quarter(..) | Self::Half(..) | Self::Week(_) | Self::Weekend(_) | Self::Days(..) => {
                format!("{}T00:00/{}T00:00", self.first_day()?, self.end()?)
            }
        })
    }

    /// TIMEX3.
    pub fn timex(self) -> Option<String> {
        let week = |day: Date| {
            let week = day.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        };
        const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];
        Some(match self {
            Self::Week(monday) => week(monday),
            Self::Weekend(saturday) => format!("{}-WE", week(saturday)),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{}", SEASONS[usize::from(season.clamp(21, 24) - 21)]),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Days(start, end) => {
                let days = start.until(end).ok()?.get_days();
                format!("({start},{end},P{days}D)")
            }
            Self::Day(_) | Self::Month(..) | Self::Year(_) | Self::Century(_) => self.edtf()?,
        })
    }

    /// The `which`th such weekday in it, from its end when negative.
    pub fn nth_weekday(self, weekday: Weekday, which: i64) -> Option<Date> {
        let (first, end) = (self.first_day()?, self.end()?);
        let day = if which > 0 {
            let offset = weekday.since(first.weekday());
            plus_days(first, i64::from(offset) + (which - 1).checked_mul(7)?)?
        } else {
            let last = plus_days(end, -1)?;
            plus_days(last, -i64::from(last.weekday().since(weekday)) + (which + 1).checked_mul(7)?)?
        };
        (first <= day && day < end).then_some(day)
    }

    /// The `which`th day or week in it, from its end when negative. A week belongs to what holds its Thursday (ISO 8601).
    pub fn nth(self, grain: Grain, which: i64) -> Option<Self> {
        let (first, end) = (self.first_day()?, self.end()?);
        match grain {
            Grain::Day if which > 0 => plus_days(first, which - 1).map(Self::Day),
            Grain::Day => plus_days(end, which).map(Self::Day),
            Grain::Week => monday_of(self.nth_weekday(Weekday::Thursday, which)?).map(Self::Week),
            Grain::Weekend => self.nth_weekday(Weekday::Saturday, which).map(Self::Weekend),
            Grain::Month => {
                let months = if which > 0 { which - 1 } else { which };
                let from = if which > 0 { first } else { end };
                plus_months(from.year(), from.month() as u8, months).map(|(year, month)| Self::Month(year, month))
            }
            Grain::Quarter if matches!(self, Self::Year(_)) && (1..=4).contains(&which) => {
                Some(Self::Quarter(first.year(), which as u8))
            }
            Grain::Quarter | Grain::Fortnight | Grain::Year | Grain::Decade | Grain::Century => None,
        }
        .filter(|found| found.first_day().is_some_and(|day| day < end))
    }
}
