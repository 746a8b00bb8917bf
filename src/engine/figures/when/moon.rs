//! Where the sun and moon stand, as far as feasts need it: the new moons and the sun's passages that months of the Chinese,
//! Hindu and Islamic calendars begin by. Series after Meeus, Astronomical Algorithms, chapters 25 and 47, the terms above a
//! four-hundredth of a degree: a new moon is right to some minutes between 1900 and 2100.
//!
//! ```text
//! chinese(2018, 330.0, 1) is the 16th of February 2018
//! ```

use super::stretch::plus_days;
use jiff::civil::{Date, date};

/// Julian day of 1 January 2000, 0 h UTC.
const JULIAN_2000: f64 = 2_451_544.5;
/// Noon of that day, from which the series count centuries.
const EPOCH: f64 = 2_451_545.0;
/// Degrees the moon gains on the sun in a day, in the mean.
const DEGREES_A_DAY: f64 = 12.190_749;
/// Degrees the sun goes in a day, in the mean.
const SUN_A_DAY: f64 = 0.985_647;
/// Days from one new moon to the next, in the mean.
const LUNATION: f64 = 29.530_589;

/// The days are written in these, so nothing here is told of others.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2400;

fn julian(day: Date, hours: f64) -> Option<f64> {
    let days = date(2000, 1, 1).until(day).ok()?.get_days();
    Some(JULIAN_2000 + f64::from(days) + hours / 24.0)
}

/// The day on clocks so many hours ahead of UTC.
fn day_of(julian: f64, hours_ahead: f64) -> Option<Date> {
    plus_days(date(2000, 1, 1), (julian + hours_ahead / 24.0 - JULIAN_2000).floor() as i64)
}

fn sine(degrees: f64) -> f64 {
    degrees.to_radians().sin()
}

fn nutation(centuries: f64) -> f64 {
    -0.004_78 * sine(125.04 - 1_934.136 * centuries)
}

/// The sun's longitude from the equinox.
fn sun(julian: f64) -> f64 {
    let t = (julian - EPOCH) / 36_525.0;
    let anomaly = 357.529_11 + 35_999.050_29 * t;
    let center =
        (1.914_602 - 0.004_817 * t) * sine(anomaly) + 0.019_993 * sine(2.0 * anomaly) + 0.000_289 * sine(3.0 * anomaly);
    (280.466_46 + 36_000.769_83 * t + center - 0.005_69 + nutation(t)).rem_euclid(360.0)
}

/// The sun's longitude among the stars, as Indian calendars have it (Lahiri).
fn sidereal_sun(julian: f64) -> f64 {
    (sun(julian) - 23.853 - (julian - EPOCH) * 50.29 / 3_600.0 / 365.25).rem_euclid(360.0)
}

/// The moon's longitude from the equinox. A term: times elongation, sun's anomaly, moon's anomaly, latitude; degrees.
fn moon(julian: f64) -> f64 {
    const TERMS: [(f64, f64, f64, f64, f64); 24] = [
        (0.0, 0.0, 1.0, 0.0, 6.288_774),
        (2.0, 0.0, -1.0, 0.0, 1.274_027),
        (2.0, 0.0, 0.0, 0.0, 0.658_314),
        (0.0, 0.0, 2.0, 0.0, 0.213_618),
        (0.0, 1.0, 0.0, 0.0, -0.185_116),
        (0.0, 0.0, 0.0, 2.0, -0.114_332),
        (2.0, 0.0, -2.0, 0.0, 0.058_793),
        (2.0, -1.0, -1.0, 0.0, 0.057_066),
        (2.0, 0.0, 1.0, 0.0, 0.053_322),
        (2.0, -1.0, 0.0, 0.0, 0.045_758),
        (0.0, 1.0, -1.0, 0.0, -0.040_923),
        (1.0, 0.0, 0.0, 0.0, -0.034_720),
        (0.0, 1.0, 1.0, 0.0, -0.030_383),
        (2.0, 0.0, 0.0, -2.0, 0.015_327),
        (0.0, 0.0, 1.0, 2.0, -0.012_528),
        (0.0, 0.0, 1.0, -2.0, 0.010_980),
        (4.0, 0.0, -1.0, 0.0, 0.010_675),
        (0.0, 0.0, 3.0, 0.0, 0.010_034),
        (4.0, 0.0, -2.0, 0.0, 0.008_548),
        (2.0, 1.0, -1.0, 0.0, -0.007_888),
        (2.0, 1.0, 0.0, 0.0, -0.006_766),
        (1.0, 0.0, -1.0, 0.0, -0.005_163),
        (1.0, 1.0, 0.0, 0.0, 0.004_987),
        (2.0, -1.0, 1.0, 0.0, 0.004_036),
    ];
    let t = (julian - EPOCH) / 36_525.0;
    let elongation = 297.850_192_1 + 445_267.111_403_4 * t;
    let sun_anomaly = 357.529_109_2 + 35_999.050_290_9 * t;
    let moon_anomaly = 134.963_396_4 + 477_198.867_505_5 * t;
    let latitude = 93.272_095_0 + 483_202.017_523_3 * t;
    let sum: f64 = TERMS
        .iter()
        .map(|(d, m, a, f, degrees)| degrees * sine(d * elongation + m * sun_anomaly + a * moon_anomaly + f * latitude))
        .sum();
    (218.316_447_7 + 481_267.881_234_21 * t + sum + nutation(t)).rem_euclid(360.0)
}

/// How far the moon is ahead of the sun, in degrees.
fn elongation(julian: f64) -> f64 {
    (moon(julian) - sun(julian)).rem_euclid(360.0)
}

/// An angle between -180 and 180 degrees.
fn turned(degrees: f64) -> f64 {
    (degrees + 180.0).rem_euclid(360.0) - 180.0
}

/// The new moon nearest to a moment.
fn new_moon_near(julian: f64) -> f64 {
    (0..5).fold(julian - turned(elongation(julian)) / DEGREES_A_DAY, |moment, _| {
        moment - turned(elongation(moment)) / DEGREES_A_DAY
    })
}

/// The last new moon at or before a moment.
fn new_moon_before(julian: f64) -> f64 {
    let near = new_moon_near(julian - elongation(julian) / DEGREES_A_DAY);
    if near > julian { new_moon_near(near - LUNATION) } else { near }
}

/// When the sun comes to a longitude in a year; `start` is where it stands as the year begins.
fn passage(year: i16, longitude: f64, start: f64, sun: impl Fn(f64) -> f64) -> Option<f64> {
    let guess = julian(Date::new(year, 1, 1).ok()?, 0.0)? + (longitude - start).rem_euclid(360.0) / SUN_A_DAY;
    Some((0..8).fold(guess, |moment, _| moment - turned(sun(moment) - longitude) / SUN_A_DAY))
}

/// A day of the Chinese month in which the sun comes to this longitude (330 in the first month, 180 in the eighth).
pub fn chinese(year: i16, longitude: f64, day: i64) -> Option<Date> {
    const BEIJING: f64 = 8.0;
    if !YEARS.contains(&year) {
        return None;
    }
    let passage = day_of(passage(year, longitude, 280.0, sun)?, BEIJING)?;
    // The month begins with the day of the new moon, whatever the hour.
    let first = day_of(new_moon_before(julian(passage, 24.0 - BEIJING - 0.001)?), BEIJING)?;
    plus_days(first, day - 1)
}

/// The day on which a tithi (1 to 30) runs at an hour in India, in the month in which the sun comes to a sidereal longitude.
pub fn hindu(year: i16, longitude: f64, tithi: i64, hour: f64) -> Option<Date> {
    const INDIA: f64 = 5.5;
    if !YEARS.contains(&year) {
        return None;
    }
    let first = new_moon_before(passage(year, longitude, 256.0, sidereal_sun)?);
    let about = day_of(first + (tithi - 1) as f64 * LUNATION / 30.0, INDIA)?;
    let tithi_at = |day: Date, hours: f64| {
        let moment = julian(day, hours - INDIA)?;
        // Near a new moon the count goes from 30 to 1: what is far from the day sought is another month's.
        Some((elongation(moment) / 12.0).floor() as i64 + 1)
    };
    let days = || (-2..4).filter_map(|offset| plus_days(about, offset));
    let runs = days().find(|day| tithi_at(*day, hour) == Some(tithi));
    // A tithi shorter than a day may miss the hour: then it is the day on which it begins.
    runs.or_else(|| {
        days().find(|day| {
            tithi_at(*day, hour).is_some_and(|here| here % 30 == (tithi - 1) % 30)
                && tithi_at(*day, hour + 24.0).is_some_and(|next| next % 30 == (tithi + 1) % 30)
        })
    })
}

/// A day of an Islamic month that falls in a year of ours, the first such. A month begins on the day after its new moon, or a day
/// later when that comes after sunset in Mecca; what is seen or decreed may differ by a day.
pub fn islamic(year: i16, month: i64, day: i64) -> Option<Date> {
    // Reckoned from the new moon before 1 Muharram 1440, 9 September 2018, 18 h UTC.
    const ANCHOR_YEAR: i64 = 1440;
    const MECCA: f64 = 3.0;
    const FROM_SUNSET_TO_MIDNIGHT: f64 = 5.5;
    if !YEARS.contains(&year) {
        return None;
    }
    let anchor = julian(date(2018, 9, 9), 18.0)?;
    let about = (i64::from(year) - 622) * 33 / 32;
    (about - 1..=about + 3)
        .filter_map(|islamic_year| {
            let months = (islamic_year - ANCHOR_YEAR) * 12 + month - 1;
            let new_moon = new_moon_near(anchor + months as f64 * LUNATION);
            plus_days(day_of(new_moon, MECCA + FROM_SUNSET_TO_MIDNIGHT)?, day)
        })
        .find(|found| found.year() == year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: Option<Date>, expected: &str) {
        assert_eq!(found.map(|day| day.to_string()).as_deref(), Some(expected));
    }

    #[test]
    fn chinese_days() {
        // New year and mid-autumn as the calendars of those years have them.
        check(chinese(2017, 330.0, 1), "2017-01-28");
        check(chinese(2020, 330.0, 1), "2020-01-25");
        check(chinese(2023, 330.0, 1), "2023-01-22");
        check(chinese(2017, 180.0, 15), "2017-10-04");
        check(chinese(2023, 90.0, 5), "2023-06-22");
    }

    #[test]
    fn hindu_days() {
        // Diwali.
        check(hindu(2017, 180.0, 30, 18.0), "2017-10-19");
        check(hindu(2022, 180.0, 30, 18.0), "2022-10-24");
        check(hindu(2024, 180.0, 30, 18.0), "2024-10-31");
        // Rama Navami, Janmashtami.
        check(hindu(2023, 0.0, 9, 12.0), "2023-03-30");
        check(hindu(2023, 120.0, 23, 24.0), "2023-09-06");
    }

    #[test]
    fn islamic_days() {
        // The end of Ramadan, and the feast of the sacrifice, as kept in Mecca.
        check(islamic(2017, 10, 1), "2017-06-25");
        check(islamic(2020, 10, 1), "2020-05-24");
        check(islamic(2024, 10, 1), "2024-04-10");
        check(islamic(2023, 12, 10), "2023-06-28");
        assert_eq!(islamic(9999, 1, 1), None);
    }
}
