//! Files as offices send them.

use yizhan::domain::coordinates::{Datum, Wgs84};
use yizhan::domain::station::{Station, StationKind};
use yizhan::exchange::ExchangeError;
use yizhan::exchange::stations::{
    Diagnostic, Fact, MAX_COLUMNS, MAX_ROWS, ReadOptions, Reading, Severity, read_stations,
};

use super::fixtures::{areas, units};
use crate::harness::{amenity, catalogue};

pub(super) fn read_bytes(file: &str, bytes: &[u8]) -> Result<Reading, ExchangeError> {
    let (areas, units) = (areas(), units());
    let options = ReadOptions {
        datum: Datum::Wgs84,
        format: None,
        areas: &areas,
        units: &units,
        amenities: catalogue(),
    };
    read_stations(file, bytes, &options)
}

fn read(text: &str) -> Reading {
    read_bytes("ledger.csv", text.as_bytes()).unwrap()
}

/// The first station of a file that has the columns a new one needs and one more.
fn with_column(column: &str, cell: &str) -> Result<Station, Box<Diagnostic>> {
    let text =
        format!("编码,名称,类别,经度,纬度,\"{column}\"\nA-1,站,工会驿站,116.2,40,\"{cell}\"\n");
    let reading = read(&text);
    match &reading.rows[0].patch {
        Some(patch) => Ok(patch.new_station().unwrap()),
        None => Err(Box::new(reading.diagnostics[0].clone())),
    }
}

#[test]
fn a_ledger_with_titles_odd_headers_and_gaps_is_read() {
    let reading = read(
        "某区工会驿站台账,,,,,,,\n填报单位：甲,,,,,,,\n\n\
         序号,驿站名称*,编号,驿站类别,所属街道（地区）,经度,纬度,网格员\n\
         1,望京驿,cy-1,驿站,甲街道,116.2,40.0,张\n\
         ,,,,,,,\n\
         2,家,CY-2,职工之家,,116.7,40.0,\n",
    );
    assert!(!reading.has_errors(), "{:#?}", reading.diagnostics);
    let stations: Vec<_> =
        reading.rows.iter().map(|row| row.patch.clone().unwrap().new_station().unwrap()).collect();
    let rows: Vec<_> = reading.rows.iter().map(|row| row.row).collect();
    assert_eq!(rows, [5, 7], "rows are numbered as the spreadsheet shows them");
    assert_eq!(stations[0].code.as_str(), "CY-1");
    assert_eq!(stations[1].kind, StationKind::WorkerHome);
    assert_eq!(stations[1].area.as_str(), "2", "a missing area is taken from the polygon");
    let unknown = &reading.diagnostics[0];
    assert_eq!((unknown.column.as_deref(), unknown.severity), (Some("网格员"), Severity::Warning));
}

#[test]
fn cells_are_read_as_their_writers_mean_them() {
    let text = |column: &str, cell: &str, key: &str| {
        let station = with_column(column, cell).unwrap_or_else(|error| panic!("{error:#?}"));
        let field = yizhan::domain::field::Field::all(catalogue().keys().iter().copied())
            .find(|field| field.key() == key)
            .unwrap();
        field.text(&station)
    };
    for (column, cell, key, expected) in [
        ("街道", "乙", "area", "2"),
        ("街道", "1", "area", "1"),
        ("管理单位", "园区", "unit", "U2"),
        ("开放时间", "24小时", "opening_hours", "24/7"),
        ("营业时间", "周一至周五 8:30-17:30", "opening_hours", "Mo-Fr 08:30-17:30"),
        ("进入方式", "扫码、刷脸", "access", "qr_code|face"),
        ("面积", "45.50㎡", "floor_area_m2", "45.5"),
        ("座位数", "20个", "seats", "20"),
        ("星级", "三星级", "stars", "3"),
        ("启用日期", "2023年5月1日", "opened_on", "2023-05-01"),
        ("启用日期", "2023/5/1 0:00", "opened_on", "2023-05-01"),
        ("最近核验", "45231", "verified_on", "2023-11-01"),
        ("公开电话", "无", "phone", ""),
        ("状态", "正常", "status", "open"),
        ("饮水", "√", "drinking_water", "yes"),
        ("微波炉", "×", "microwave", ""),
        ("厕所", "8:30-17:30", "toilet", "8:30-17:30"),
        ("空调", "故障", "air_conditioning", "out_of_order"),
        ("空调", "故障：缺氟", "air_conditioning", "out_of_order 缺氟"),
        (
            "空调",
            "全天 故障 2026/5/3 缺氟 待修",
            "air_conditioning",
            "24/7 out_of_order 2026-05-03 缺氟 待修",
        ),
        ("标签", "智慧;24小时", "tags", "smart|round_the_clock"),
        ("别名", "甲、 乙 |丙", "aliases", "甲|乙|丙"),
    ] {
        assert_eq!(text(column, cell, key), expected, "{column}: {cell}");
    }
}

#[test]
fn a_cell_that_cannot_be_read_makes_its_row_an_error_with_a_way_out() {
    for (column, cell, words) in [
        ("街道", "丙街道", "no such area"),
        ("管理单位", "某局", "no such unit"),
        ("开放时间", "随商场", "OSM opening_hours"),
        ("进入方式", "翻窗", "no word"),
        ("面积", "四十", "no number"),
        ("座位", "2.5", "no such number"),
        ("星级", "6", "stars"),
        ("启用日期", "2023-02-30", "no day"),
        ("启用日期", "2023年5月", "no day"),
        ("最近核验", "12", "no day"),
        ("公开电话", "1.38E+10", "shortened"),
        ("公开电话", "打给老王", "telephone"),
        ("状态", "关了", "no word"),
        ("停用原因", "装修", ""),
        ("饮水", "两台", "neither yes"),
        ("坐标系", "北京54", "no datum"),
        ("版本", "新", "no version"),
        ("数据来源", "网上", "no word"),
    ] {
        match with_column(column, cell) {
            Ok(_) => assert_eq!(column, "停用原因", "{column}: {cell}"),
            Err(found) => {
                assert_eq!(found.column.as_deref(), Some(column));
                assert_eq!((found.row, found.value.as_str()), (Some(2), cell));
                assert!(found.problem.en.contains(words), "{found:?}");
                assert!(!found.way_out.en.is_empty());
            }
        }
    }
}

#[test]
fn what_is_wrong_with_a_row_as_a_whole_is_said() {
    let header = "编码,名称,类别,经度,纬度,状态,停用原因";
    for (row, words) in [
        (",站,工会驿站,116.2,40,,", "code is missing"),
        ("A B,站,工会驿站,116.2,40,,", "no station code"),
        ("A,站,工会驿站,116.2,,,", "go together"),
        ("A,站,工会驿站,40,116.2,,", "outside -90..90"),
        ("A,站,工会驿站,116°12',40,,", "no number"),
        ("A,站,工会驿站,116.2,40,开放,装修", "not closed for a while"),
        ("A,#REF!,火车站,116.2,40,,", "no word"),
    ] {
        let reading = read(&format!("{header}\n{row}\n"));
        assert!(reading.rows[0].patch.is_none(), "{row}");
        assert!(reading.diagnostics[0].problem.en.contains(words), "{:?}", reading.diagnostics);
    }
    let swapped = read(&format!("{header}\nA,站,工会驿站,40,116.2,,\n"));
    assert!(swapped.diagnostics[0].way_out.en.contains("swapped"));
}

#[test]
fn every_row_may_have_a_datum_of_its_own() {
    let here = Wgs84::new(116.3, 40.1).unwrap();
    let mut text = "code,lon,lat,datum\n".to_owned();
    for (code, datum) in ["A", "B", "C"].iter().zip(Datum::ALL) {
        let (lon, lat) = datum.from_wgs84(here);
        text += &format!("{code},{lon},{lat},{}\n", datum.key().to_uppercase());
    }
    for row in read(&text).rows {
        assert_eq!(row.patch.unwrap().position(), Some(here), "{:?}", row.code);
    }
}

#[test]
fn a_file_states_only_what_it_has_columns_for() {
    let reading = read("编码,公开电话,饮水\nA-1,,无\n");
    let facts = reading.rows[0].patch.clone().unwrap().facts;
    assert_eq!(facts, [Fact::Phone(None), Fact::Amenity(amenity("drinking_water"), None)]);
}

#[test]
fn columns_that_contradict_or_lack_the_code_are_errors() {
    let repeated = read("编码,名称,站名\nA,甲,乙\n");
    assert!(repeated.has_errors());
    let codeless = read("名称,地址\n甲,乙路\n");
    assert!(codeless.diagnostics[0].problem.en.contains("no column of codes"));
}

#[test]
fn a_file_that_is_not_what_it_seems_gets_a_clear_error() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    for (file, bytes, words) in [
        ("a.xlsx", png.as_slice(), "no Excel workbook"),
        ("a.csv", png, "no text"),
        ("a.geojson", png, "JSON"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        ("a.csv", b"", "empty"),
        ("a.csv", b" \n\n", "empty"),
        ("a.csv", b"code,name\0\nA,\0\n", "no text"),
        ("a.csv", b"a,b\n1,2\n", "no row names columns"),
        ("a.pdf", b"%PDF", "format"),
        ("a.geojson", b"{\"type\":\"Feature\"}", "Feature"),
        ("a.geojson", b"[1,2]", "untyped"),
    ] {
        let error = read_bytes(file, bytes).unwrap_err().to_string();
        assert!(error.starts_with(file) && error.contains(words), "{error}");
        assert!(error.contains("; "), "it tells the way out: {error}");
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_by_what_is_too_much() {
    let rows = format!("code,name\n{}", "A,b\n".repeat(MAX_ROWS + 1));
    let columns = format!("code,name{}\n", ",x".repeat(MAX_COLUMNS));
    let bytes = vec![b'a'; (64 << 20) + 1];
    let keys: Vec<_> = (0..300).map(|key| format!("\"k{key}\":1")).collect();
    let geojson = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{{\"properties\":{{{}}}}}]}}",
        keys.join(",")
    );
    for (file, bytes, what) in [
        ("a.csv", rows.as_bytes(), "300000 rows"),
        ("a.csv", columns.as_bytes(), "200 columns"),
        ("a.csv", &bytes, "67108864 bytes"),
        ("a.geojson", geojson.as_bytes(), "200 columns"),
    ] {
        let error = read_bytes(file, bytes).unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    }
}
