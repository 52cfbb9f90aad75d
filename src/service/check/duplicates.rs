//! Stations that are probably one.

use std::collections::{BTreeSet, HashMap};

use super::{DUPLICATE_WITHIN_M, Rule, Sketch, Work};
use crate::domain::field::Column;
use crate::domain::said::Said;
use crate::domain::text::search_key;

/// How much alike two names must be, by [`likeness`].
const LEAST_LIKENESS: f64 = 0.6;

/// Words that say what it is, not which one it is.
const COMMON_WORDS: [&str; 12] = [
    "户外劳动者",
    "工会驿站",
    "职工之家",
    "服务站点",
    "服务驿站",
    "暖心驿站",
    "骑手驿站",
    "24小时",
    "驿站",
    "街道",
    "地区",
    "社区",
];

/// Pairs of stations of one kind that lie within 30 m of one another and have much the same
/// name or an alias in common. Each pair is found once, at the station whose code comes later.
///
/// Stations are put into cubes of 30 m of earth-centred space, so that only neighbours are
/// compared.
pub(super) fn duplicates(stations: &[Sketch]) -> Vec<Work> {
    let cube = |station: &Sketch| {
        station.position.to_ecef_m().map(|metres| (metres / DUPLICATE_WITHIN_M).floor() as i64)
    };
    let mut cubes: HashMap<[i64; 3], Vec<&Sketch>> = HashMap::new();
    let mut work = Vec::new();
    for station in stations {
        let [x, y, z] = cube(station);
        for near in neighbours().map(|[dx, dy, dz]| [x + dx, y + dy, z + dz]) {
            for other in cubes.get(&near).into_iter().flatten() {
                work.extend(compare(station, other));
            }
        }
        cubes.entry([x, y, z]).or_default().push(station);
    }
    work
}

fn neighbours() -> impl Iterator<Item = [i64; 3]> {
    (-1..=1).flat_map(|x| (-1..=1).flat_map(move |y| (-1..=1).map(move |z| [x, y, z])))
}

fn compare(one: &Sketch, other: &Sketch) -> Option<Work> {
    let (first, second) = if one.code < other.code { (one, other) } else { (other, one) };
    let distance_m = first.position.geodesic_m(second.position);
    let same =
        first.kind == second.kind && distance_m <= DUPLICATE_WITHIN_M && are_alike(first, second);
    same.then(|| {
        let problem = Said::made(
            format!("{distance_m:.0} 米外有{}（{}）", first.name, first.code),
            format!("{} ({}) lies {distance_m:.0} m away", first.name, first.code),
        );
        let way_out = Said::fixed(
            "若是同一处，请把其中一个并入另一个",
            "if the two are one, merge one of them into the other, or set its status to retired (已撤销)",
        );
        second.found(Column::Name, Rule::Duplicate, problem, way_out)
    })
}

fn are_alike(first: &Sketch, second: &Sketch) -> bool {
    let names = |station: &Sketch| {
        let all = [&station.name].into_iter().chain(&station.aliases);
        all.map(|name| stem(name)).collect::<Vec<_>>()
    };
    let second = names(second);
    names(first).iter().any(|a| second.iter().any(|b| likeness(a, b) >= LEAST_LIKENESS))
}

fn stem(name: &str) -> String {
    let key = search_key(name);
    let stem = COMMON_WORDS.iter().fold(key.clone(), |stem, word| stem.replace(word, ""));
    if stem.is_empty() { key } else { stem }
}

/// How much alike two texts are, 0 to 1: the Sørensen–Dice coefficient of their pairs of
/// neighbouring characters; 1 when one holds the other.
fn likeness(a: &str, b: &str) -> f64 {
    let long_enough = a.chars().count().min(b.chars().count()) >= 2;
    if a == b || (long_enough && (a.contains(b) || b.contains(a))) {
        return 1.0;
    }
    let (a, b) = (pairs(a), pairs(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let both = a.intersection(&b).count();
    (2 * both) as f64 / (a.len() + b.len()) as f64
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_without_the_words_that_all_have() {
        for (a, b, alike) in [
            ("望京SOHO工会驿站", "望京ＳＯＨＯ户外劳动者驿站", true),
            ("中国银行望京支行驿站", "中国银行望京西支行驿站", true),
            ("中国银行工会驿站", "建设银行工会驿站", false),
            ("甲社区工会驿站", "乙社区工会驿站", false),
            ("工会驿站", "工会驿站", true),
        ] {
            assert_eq!(likeness(&stem(a), &stem(b)) >= LEAST_LIKENESS, alike, "{a} {b}");
        }
    }
}
