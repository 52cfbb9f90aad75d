//! Search finds what people type.

use yizhan::domain::station::{Record, Station, StationKind};
use yizhan::index::Snapshot;

use crate::harness::ledger::{self, CITY};

/// Name, alias, address, host.
const LEDGER: [(&str, &str, &str, &str); 7] = [
    ("望京街道花家地社区工会驿站", "", "花家地南街12号", "花家地社区"),
    ("望京骑迹", "骑手之家", "阜荣街10号", "望京街道总工会"),
    ("望京SOHO T3职工之家", "", "望京街10号", "物业公司"),
    ("建外i家", "", "永安里东街5号", "建外街道总工会"),
    ("中国银行国贸支行工会驿站", "", "建国门外大街1号", "中国银行"),
    ("朝阳门外重庆小面驿站", "", "朝外大街8号", "餐饮公司"),
    ("双井驿空间", "", "广渠路36号", "双井街道总工会"),
];

fn snapshot() -> Snapshot {
    let mut records: Vec<Record> = ledger::records(LEDGER.len(), CITY, 1);
    for (record, (name, alias, address, host)) in records.iter_mut().zip(LEDGER) {
        let old = &record.station;
        let mut station = Station::new(
            old.code.clone(),
            StationKind::UnionStation,
            name,
            old.area.clone(),
            old.position,
        );
        station.aliases = if alias.is_empty() { vec![] } else { vec![alias.to_owned()] };
        station.address = address.to_owned();
        station.host = host.to_owned();
        record.station = station;
    }
    ledger::snapshot(&records, ledger::halves(CITY))
}

#[test]
fn what_people_type_finds_what_they_mean_best_first() {
    let snapshot = snapshot();
    for (query, expected) in [
        // Characters: whole name, beginning, middle, alias, address, host, code.
        ("望京骑迹", &[1][..]),
        ("望京", &[1, 2, 0]),
        ("骑手之家", &[1]),
        ("广渠路", &[6]),
        ("餐饮公司", &[5]),
        ("t-0000003", &[3]),
        // Several words, in any order.
        ("国贸 中国银行", &[4]),
        // Affixes may be there or not.
        ("望京社区花家地", &[0]),
        ("建外街道", &[3]),
        ("双井街道驿空间", &[6]),
        // Full-width forms and case.
        ("望京ＳＯＨＯ", &[2]),
        ("望京soho　ｔ３", &[2]),
        // Pinyin, initials, both mixed with letters, heteronyms either way.
        ("wangjing", &[1, 2, 0]),
        ("wjqj", &[1]),
        ("wangjingsoho", &[2]),
        ("wjsoho", &[2]),
        ("jianwaiijia", &[3]),
        ("chaoyangmen", &[5]),
        ("chongqingxiaomian", &[5]),
        ("shuangj", &[6]),
        // Characters in the right order, others between.
        ("花家驿站", &[0]),
        // Nothing.
        ("不存在", &[]),
        ("zzz", &[]),
        ("", &[]),
        ("   ", &[]),
    ] {
        let found: Vec<u32> = snapshot.search(query).into_iter().map(|id| id.0).collect();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn a_word_that_is_nothing_but_an_affix_is_searched_for_itself() {
    let found = snapshot().search("社区");
    assert_eq!(found.len(), 1);
}

#[test]
fn no_query_makes_the_search_panic() {
    let snapshot = snapshot();
    for query in ["\0", "\n", "%00", "（）", "🚲", &"望".repeat(10_000), "\u{1}\u{2}", "a\u{1}b"]
    {
        let _ = snapshot.search(query);
    }
}
