//! Which column is which fact.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::sheet::{Sheet, SheetRow};
use crate::domain::amenity::Amenity;
use crate::domain::amenity_catalogue::{AmenityCatalogue, CataloguedAmenity};
use crate::domain::field::{Column, Field};
use crate::domain::text::search_key;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Slot {
    /// A fact of the station.
    Field(Field),
    /// The datum of the row's position.
    Datum,
    /// The version of the station when the file was written.
    Version,
    /// A number that only orders the rows of the file.
    Ordinal,
}

impl Slot {
    pub(super) const CODE: Self = Self::Field(Field::Column(Column::Code));

    /// What people call it.
    pub(super) fn zh<'a>(&'a self, amenities: &'a AmenityCatalogue) -> &'a str {
        match self {
            Self::Field(field) => field.zh(amenities),
            Self::Datum => DATUM,
            Self::Version => VERSION,
            Self::Ordinal => ORDINAL,
        }
    }
}

/// The header row of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    /// Its place among the rows of the sheet.
    pub(super) at: usize,
    /// Where each fact stands.
    pub(super) columns: HashMap<Slot, usize>,
    /// The text of each column.
    pub(super) texts: Vec<String>,
    /// Columns that say nothing that we know.
    pub(super) unknown: Vec<usize>,
    /// Columns that say what a column before them says.
    pub(super) repeated: Vec<usize>,
}

/// How many rows of titles may stand above the header row.
const MAX_TITLE_ROWS: usize = 30;

/// The row that names the most facts among the first ones, if one names at least two.
pub(super) fn find_header(sheet: &Sheet, words: &HeaderWords) -> Option<Header> {
    let (at, _) = sheet
        .rows
        .iter()
        .take(MAX_TITLE_ROWS)
        .enumerate()
        .map(|(at, row)| (at, named(row, words)))
        .filter(|(_, named)| *named >= 2)
        // Of equals the first is the header: what follows it repeats words as values.
        .min_by_key(|(at, named)| (std::cmp::Reverse(*named), *at))?;
    let row = sheet.rows.get(at)?;
    let mut header = Header {
        at,
        columns: HashMap::new(),
        texts: row.cells.iter().map(|cell| cell.text().trim().to_owned()).collect(),
        unknown: Vec::new(),
        repeated: Vec::new(),
    };
    for (column, text) in header.texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        match words.slot_of(text) {
            None => header.unknown.push(column),
            Some(Slot::Ordinal) => {}
            Some(slot) => {
                if *header.columns.entry(slot).or_insert(column) != column {
                    header.repeated.push(column);
                }
            }
        }
    }
    Some(header)
}

fn named(row: &SheetRow, words: &HeaderWords) -> usize {
    let slots = row.cells.iter().filter_map(|cell| words.slot_of(&cell.text()));
    slots.collect::<BTreeSet<_>>().len()
}

/// What the headers of files mean: the ledger's columns, and the amenities of a catalogue.
#[derive(Debug)]
pub(super) struct HeaderWords {
    amenities: HashMap<String, Amenity>,
}

impl HeaderWords {
    pub(super) fn new(catalogue: &AmenityCatalogue) -> Self {
        let of = |entry: &CataloguedAmenity| {
            let amenity = entry.amenity;
            entry.words().map(|word| (search_key(word), amenity)).collect::<Vec<_>>()
        };
        Self { amenities: catalogue.all().iter().flat_map(of).collect() }
    }

    /// What a header's text says. Units and remarks in brackets, asterisks and spaces are passed
    /// over: `面积（㎡）*` is `面积`.
    fn slot_of(&self, text: &str) -> Option<Slot> {
        const LONGEST_HEADER_BYTES: usize = 120;
        if text.len() > LONGEST_HEADER_BYTES {
            return None;
        }
        let before_brackets = text.split(['(', '（', '[', '【']).next().unwrap_or(text);
        [text, before_brackets].into_iter().find_map(|text| {
            let key = search_key(text);
            let amenity =
                || self.amenities.get(&key).map(|each| Slot::Field(Field::Amenity(*each)));
            COLUMNS.get(&key).copied().or_else(amenity)
        })
    }
}

/// The column of the ledger, or of its files, that a header of this text is of.
pub fn column_called(text: &str) -> Option<&'static str> {
    let key = search_key(text);
    if ["photos", "照片"].contains(&key.as_str()) {
        return Some("照片");
    }
    match COLUMNS.get(&key)? {
        Slot::Field(Field::Column(column)) => Some(column.zh()),
        Slot::Datum => Some(DATUM),
        Slot::Version => Some(VERSION),
        Slot::Ordinal => Some(ORDINAL),
        Slot::Field(_) => None,
    }
}

const DATUM: &str = "坐标系";
const VERSION: &str = "版本";
const ORDINAL: &str = "序号";

/// The columns that are no amenities, by what they are called.
static COLUMNS: LazyLock<HashMap<String, Slot>> = LazyLock::new(|| {
    let mut slots = HashMap::new();
    for column in Column::ALL {
        slots.insert(search_key(column.key()), Slot::Field(Field::Column(*column)));
        slots.insert(search_key(column.zh()), Slot::Field(Field::Column(*column)));
    }
    let columns = COLUMN_SYNONYMS.iter().map(|(c, words)| (Slot::Field(Field::Column(*c)), *words));
    let others = [
        (Slot::Datum, "坐标系 坐标系统 坐标类型 大地基准 datum crs"),
        (Slot::Version, "版本 版本号 version"),
        (Slot::Ordinal, "序号 no 行号 fid"),
    ];
    for (slot, words) in columns.chain(others) {
        for word in words.split(' ') {
            slots.insert(search_key(word), slot);
        }
    }
    slots
});

/// What offices call the columns. `电话` and `联系电话` are left out: whose telephone that is,
/// and so whether it may be public, only the office knows.
const COLUMN_SYNONYMS: &[(Column, &str)] = &[
    (Column::Code, "编号 驿站编码 驿站编号 站点编码 站点编号 station_code"),
    (Column::Name, "站点名称 驿站名称 站名 名字 station_name"),
    (Column::Aliases, "简称 俗称 又名 alias"),
    (Column::Kind, "类型 驿站类别 驿站类型 站点类别 站点类型"),
    (Column::Area, "街乡 街乡镇 街道地区 街道乡镇 所属街道 所在街道 所属街乡 所属地区 area_code"),
    (Column::Unit, "所属单位 主管单位 管理部门 责任单位 unit_code"),
    (Column::Address, "详细地址 驿站地址 站点地址 具体地址 所在地址"),
    (Column::Lon, "经度 lng long longitude x"),
    (Column::Lat, "纬度 latitude y"),
    (Column::Builder, "建设方式 共建类型 建站类型"),
    (Column::Host, "共建企业 共建方 依托单位 合作单位"),
    (Column::Hours, "营业时间 服务时间 开放时段 对外开放时间 hours"),
    (Column::Access, "进门方式 开门方式 进站方式"),
    (Column::FloorArea, "建筑面积 使用面积 服务面积 floor_area"),
    (Column::Seats, "座位数 座位数量"),
    (Column::Serves, "服务人群 服务群体"),
    (Column::Stars, "星级评定 驿站星级 评定星级"),
    (Column::OpenedOn, "启用时间 开放日期 投用日期"),
    (Column::Phone, "对外电话 服务电话 咨询电话 public_phone"),
    (Column::Manager, "管理员姓名 负责人 联系人"),
    (Column::ManagerPhone, "管理员手机 负责人电话 联系人电话 管理员联系方式"),
    (Column::Status, "运营状态 开放状态 驿站状态"),
    (Column::ClosedReason, "暂停原因 关闭原因"),
    (Column::ClosedFrom, "暂停自 停用开始 停用日期"),
    (Column::ClosedUntil, "暂停至 停用结束 恢复日期"),
    (Column::VerifiedOn, "核验日期 最近核验日期 核验时间"),
    (Column::Tags, "标识 特色"),
    (Column::Note, "备注说明 remark remarks"),
    (Column::Provenance, "来源"),
];

#[cfg(test)]
mod tests {
    use super::super::sheet::Cell;
    use super::*;

    fn row(number: u32, texts: &[&str]) -> SheetRow {
        SheetRow { number, cells: texts.iter().map(|text| Cell::of_text(text)).collect() }
    }

    fn words() -> HeaderWords {
        let list = r#"[{"key":"wifi","bit":0,"zh":"Wi-Fi","en":"Wi-Fi","icon":"wifi","synonyms":["无线网"]}]"#;
        let entries = serde_json::from_str(list).expect("entries");
        HeaderWords::new(&AmenityCatalogue::new(entries).expect("a catalogue"))
    }

    #[test]
    fn headers_are_known_by_key_label_and_what_offices_call_them() {
        let wifi = Slot::Field(Field::Amenity("wifi".parse().expect("a key")));
        for (text, slot) in [
            ("opening_hours", Slot::Field(Field::Column(Column::Hours))),
            ("营业时间", Slot::Field(Field::Column(Column::Hours))),
            ("面积（㎡）*", Slot::Field(Field::Column(Column::FloorArea))),
            (" 所属街道 ", Slot::Field(Field::Column(Column::Area))),
            ("ＷＩＦＩ", wifi),
            ("无线网（有/无）", wifi),
            ("Longitude", Slot::Field(Field::Column(Column::Lon))),
            ("坐标系", Slot::Datum),
        ] {
            assert_eq!(words().slot_of(text), Some(slot), "{text}");
        }
        assert_eq!(words().slot_of("联系电话"), None, "whose telephone it is, is not guessed");
    }

    #[test]
    fn the_header_is_found_below_titles_and_says_what_it_does_not_know() {
        let rows = vec![
            row(1, &["某区工会驿站台账"]),
            row(2, &["填报单位：", "", "填报日期："]),
            row(4, &["序号", "驿站名称", "编码", "网格员", "编号"]),
            row(5, &["1", "名称", "A-1"]),
        ];
        let header = find_header(&Sheet { name: None, rows }, &words()).expect("a header");
        assert_eq!((header.at, header.columns[&Slot::CODE]), (2, 2));
        assert_eq!((header.unknown, header.repeated), (vec![3], vec![4]));
    }
}
