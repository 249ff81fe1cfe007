//! Times at which something recurs, as controllers read them: cron expressions of five fields, and of six.

use super::objects::formats::duration;

/// What a field takes: its bounds, and words for its numbers.
struct Field {
    least: u32,
    most: u32,
    words: &'static str,
}

const fn field(least: u32, most: u32) -> Field {
    Field { least, most, words: "" }
}

/// Minutes, hours, days, months, days of the week.
static FIELDS: [Field; 5] = [
    field(0, 59),
    field(0, 23),
    field(1, 31),
    Field { words: "jan feb mar apr may jun jul aug sep oct nov dec", ..field(1, 12) },
    Field { words: "sun mon tue wed thu fri sat", ..field(0, 6) },
];

const MACROS: [&str; 7] =
    ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// What messages call an expression of five fields, and an example.
pub(super) const FIVE: (&str, &str) = ("a cron expression of five fields", "0 3 * * *");

/// What messages call an expression of six fields, and an example.
pub(super) const SIX: (&str, &str) =
    ("a cron expression of six fields, seconds first", "0 0 3 * * *");

/// Whether a text is an expression of five fields, or stands for one.
pub(super) fn five(text: &str) -> bool {
    stands_for(text) || fields(text.split_ascii_whitespace().collect())
}

/// Whether a text is an expression of six fields, or stands for one.
pub(super) fn six(text: &str) -> bool {
    let mut all: Vec<&str> = text.split_ascii_whitespace().collect();
    stands_for(text) || (all.len() == 6 && takes(&field(0, 59), all.remove(0)) && fields(all))
}

/// An expression without the zone that some controllers take in front of it: `CRON_TZ=Europe/Berlin 0 3 * * *`.
pub(super) fn without_zone(text: &str) -> &str {
    let zone = text.strip_prefix("CRON_TZ=").or_else(|| text.strip_prefix("TZ="));
    zone.and_then(|it| it.split_once(' ')).map_or(text, |(_, rest)| rest.trim_start())
}

fn stands_for(text: &str) -> bool {
    MACROS.contains(&text) || text.strip_prefix("@every ").is_some_and(duration)
}

fn fields(texts: Vec<&str>) -> bool {
    texts.len() == FIELDS.len() && FIELDS.iter().zip(texts).all(|(field, it)| takes(field, it))
}

/// `*`, `*/5`, `1-5`, `1,3`, `mon-fri`.
fn takes(field: &Field, text: &str) -> bool {
    let number = |text: &str| {
        let mut words = field.words.split(' ').filter(|it| !it.is_empty());
        let word = words.position(|it| it.eq_ignore_ascii_case(text));
        let word = word.and_then(|index| Some(field.least + u32::try_from(index).ok()?));
        let is_digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        let number = word.or_else(|| text.parse().ok().filter(|_| is_digits));
        number.filter(|it| (field.least..=field.most).contains(it))
    };
    let range = |text: &str| match text.split_once('-') {
        Some((from, to)) => number(from).zip(number(to)).is_some_and(|(from, to)| from <= to),
        None => matches!(text, "*" | "?") || number(text).is_some(),
    };
    text.split(',').all(|part| match part.split_once('/') {
        Some((of, step)) => range(of) && step.parse::<u32>().is_ok_and(|step| step > 0),
        None => range(part),
    })
}

#[cfg(test)]
mod tests {
    use super::{five, six, without_zone};

    #[test]
    fn an_expression_has_five_fields() {
        let good = [
            "0 3 * * *",
            "*/5 8-17 1,15 * mon-fri",
            "0 0 1 JAN *",
            "@daily",
            "@every 1h",
            "0 0 * * 0",
        ];
        for text in good {
            assert!(five(text), "{text}");
        }
        let bad = [
            "0 0 3 * * *",
            "60 3 * * *",
            "0 24 * * *",
            "0 3 * *",
            "a b c d e",
            "0 0 * mon *",
            "0 0 * * jan",
            "0 5-3 * * *",
            "*/0 * * * *",
            "@dayly",
            "@every 1d",
            "0 0 0 * *",
            // Sunday is 0 alone.
            "0 0 * * 7",
            "+1 * * * *",
        ];
        for text in bad {
            assert!(!five(text), "{text}");
        }
    }

    #[test]
    fn a_zone_stands_in_front() {
        assert_eq!(without_zone("CRON_TZ=Europe/Berlin 0 3 * * *"), "0 3 * * *");
        assert_eq!(without_zone("TZ=UTC  @daily"), "@daily");
        assert_eq!(without_zone("0 3 * * *"), "0 3 * * *");
        assert_eq!(without_zone("TZ=UTC"), "TZ=UTC");
    }

    #[test]
    fn an_expression_with_seconds_has_six() {
        for text in ["0 0 3 * * *", "*/30 * * * * sun", "@weekly", "@every 6h"] {
            assert!(six(text), "{text}");
        }
        for text in ["0 3 * * *", "0 0 3 * * 9", "60 0 3 * * *", "@sometimes"] {
            assert!(!six(text), "{text}");
        }
    }
}
