//! One cell into the fact that its column stands for.

use super::ReadOptions;
use super::sheet::Cell;
use super::values::{self, Trouble};
use crate::domain::amenity::Amenity;
use crate::domain::field::Column;
use crate::domain::said::Said;
use crate::domain::station::{Builder, Provenance, StationKind};
use crate::domain::status::Status;
use crate::domain::text::tidy;
use crate::exchange::stations::patch::Fact;

/// A cell in which a spreadsheet shows an error holds nothing that can be read.
pub(super) fn whole(cell: &Cell) -> Result<&Cell, Trouble> {
    match cell {
        Cell::Broken(_) => Err(Trouble::new(
            Said::fixed("这一格在表格里显示为错误", "the spreadsheet shows an error here"),
            Said::fixed("请改正公式，或直接填写内容", "mend the formula, or type the value"),
        )),
        other => Ok(other),
    }
}

/// A value that may be missing. Offices fill empty cells with a stroke or 无.
pub(super) fn maybe<T>(
    cell: &Cell,
    read: impl FnOnce(&Cell) -> Result<T, Trouble>,
) -> Result<Option<T>, Trouble> {
    let is_stroke = || matches!(tidy(&cell.text()).as_str(), "" | "-" | "/" | "—" | "无" | "暂无");
    if cell.is_empty() || is_stroke() { Ok(None) } else { read(cell).map(Some) }
}

/// The fact of a column that stands for itself. Columns that are read together with others
/// (the code, the position, the area, the unit, the status) state nothing here. An empty cell
/// of a fact that every station has (name, kind, source) states nothing either.
pub(super) fn column_fact(column: Column, cell: &Cell) -> Result<Option<Fact>, Trouble> {
    let needed = || maybe(cell, values::one_line);
    Ok(Some(match column {
        Column::Name => match needed()? {
            Some(name) => Fact::Name(values::within(name, 100)?),
            None => return Ok(None),
        },
        Column::Kind => match needed()? {
            Some(text) => Fact::Kind(kind_word(&text)?),
            None => return Ok(None),
        },
        Column::Provenance => match needed()? {
            Some(text) => Fact::Provenance(provenance_word(&text)?),
            None => return Ok(None),
        },
        Column::Aliases => Fact::Aliases(values::list(cell)?),
        Column::Address => Fact::Address(values::one_line(cell)?),
        Column::Builder => {
            Fact::Builder(maybe(cell, |cell| builder_word(&values::one_line(cell)?))?)
        }
        Column::Host => Fact::Host(values::one_line(cell)?),
        Column::Hours => Fact::Hours(maybe(cell, |cell| values::hours(&values::one_line(cell)?))?),
        Column::Access => Fact::Access(values::access(cell)?),
        Column::FloorArea => Fact::FloorArea(maybe(cell, floor_area)?),
        Column::Seats => {
            Fact::Seats(maybe(cell, |cell| values::count(cell, &["个", "座", "位"], 100_000))?)
        }
        Column::Serves => Fact::Serves(values::list(cell)?),
        Column::Stars => Fact::Stars(maybe(cell, values::stars)?),
        Column::OpenedOn => Fact::OpenedOn(maybe(cell, values::day)?),
        Column::Phone => Fact::Phone(maybe(cell, values::phone)?),
        Column::Manager => Fact::Manager(maybe(cell, values::one_line)?),
        Column::ManagerPhone => Fact::ManagerPhone(maybe(cell, values::phone)?),
        Column::VerifiedOn => Fact::VerifiedOn(maybe(cell, values::day)?),
        Column::Tags => Fact::Tags(values::tags(cell)?),
        Column::Note => Fact::Note(values::lines(cell)?),
        Column::MergedInto => Fact::MergedInto(maybe(cell, values::code)?),
        Column::Code | Column::Area | Column::Unit | Column::Lon | Column::Lat => return Ok(None),
        Column::Status | Column::ClosedReason | Column::ClosedFrom | Column::ClosedUntil => {
            return Ok(None);
        }
    }))
}

pub(super) fn amenity_fact(amenity: Amenity, cell: &Cell) -> Result<Option<Fact>, Trouble> {
    Ok(Some(Fact::Amenity(amenity, values::provision(cell)?)))
}

/// A unit by its code or name. A data folder without units takes any.
pub(super) fn unit_fact(cell: &Cell, options: &ReadOptions<'_>) -> Result<Option<Fact>, Trouble> {
    let Some(text) = maybe(cell, values::one_line)? else { return Ok(Some(Fact::Unit(None))) };
    let found = options.units.iter().find(|unit| unit.code == text || unit.name == text);
    match found {
        Some(unit) => Ok(Some(Fact::Unit(Some(unit.code.clone())))),
        None if options.units.is_empty() => Ok(Some(Fact::Unit(Some(text)))),
        None => Err(Trouble::new(
            Said::fixed("没有这个管理单位", "there is no such unit"),
            Said::fixed("请写管理单位的名称或代码", "write its code or name as in units.csv"),
        )),
    }
}

fn floor_area(cell: &Cell) -> Result<f64, Trouble> {
    let area_m2 = values::number(cell, &["㎡", "平方米", "平米", "m2", "m²"])?;
    if !(0.0..=1_000_000.0).contains(&area_m2) {
        return Err(Trouble::new(
            Said::fixed("不是面积", "it is no floor area"),
            Said::fixed("请写平方米数，0 至 1000000", "give square metres, 0 to 1000000"),
        ));
    }
    // Nobody measures finer than a hundredth of a square metre.
    Ok((area_m2 * 100.0).round() / 100.0)
}

fn kind_word(text: &str) -> Result<StationKind, Trouble> {
    let synonyms =
        [("驿站", StationKind::UnionStation), ("公共区域职工之家", StationKind::WorkerHome)];
    let choices = || labels(StationKind::ALL, StationKind::zh);
    values::word(text, StationKind::from_word, &synonyms, choices)
}

fn builder_word(text: &str) -> Result<Builder, Trouble> {
    values::word(text, Builder::from_word, &[], || labels(Builder::ALL, Builder::zh))
}

fn provenance_word(text: &str) -> Result<Provenance, Trouble> {
    values::word(text, Provenance::from_word, &[], || labels(Provenance::ALL, Provenance::zh))
}

fn labels<T: Copy>(all: &[T], label: impl Fn(T) -> &'static str) -> String {
    all.iter().map(|value| label(*value)).collect::<Vec<_>>().join("、")
}

/// The status that a word names; `None` for an empty cell, which states nothing.
pub(super) fn status_word(cell: &Cell) -> Result<Option<Status>, Trouble> {
    let closed = || Status::TemporarilyClosed { reason: String::new(), from: None, until: None };
    let text = tidy(&cell.text());
    Ok(Some(match text.as_str() {
        "" => return Ok(None),
        "planned" | "筹建" | "规划" | "在建" => Status::Planned,
        "open" | "开放" | "正常" | "正常开放" | "启用" | "营业" => Status::Open,
        "temporarily_closed" | "暂停开放" | "暂停" | "停用" | "暂停服务" => closed(),
        "retired" | "已撤销" | "撤销" => Status::Retired,
        _ => {
            let way_out = Said::fixed(
                "请写 筹建、开放、暂停开放 或 已撤销",
                "write 筹建, 开放, 暂停开放 or 已撤销",
            );
            return Err(Trouble::new(values::NO_SUCH_WORD, way_out));
        }
    }))
}
