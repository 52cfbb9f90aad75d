//! One row into one patch.

use super::column::{amenity_fact, column_fact, maybe, status_word, unit_fact, whole};
use super::header::{Header, Slot};
use super::sheet::{Cell, SheetRow};
use super::values::{self, Trouble};
use super::{ReadOptions, ReadRow};
use crate::domain::area::{Area, AreaCode};
use crate::domain::coordinates::{Datum, Wgs84};
use crate::domain::field::{Column, Field};
use crate::domain::said::Said;
use crate::domain::station::StationCode;
use crate::domain::status::Status;
use crate::domain::text::tidy;
use crate::exchange::stations::diagnostic::{Diagnostic, Severity, shown};
use crate::exchange::stations::patch::{Fact, Patch, StatusWords};

/// A row that is being read.
pub(super) struct RowReader<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    header: &'a Header,
    row: &'a SheetRow,
    options: &'a ReadOptions<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    failed: bool,
}

/// What a row says of where it is, as far as it can be doubted.
pub(super) struct Claim {
    pub(super) area: AreaCode,
    pub(super) position: Wgs84,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(
        file: &'a str,
        sheet: Option<&'a str>,
        header: &'a Header,
        row: &'a SheetRow,
        options: &'a ReadOptions<'a>,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self { file, sheet, header, row, options, diagnostics, failed: false }
    }

    /// Reads the whole row; what is wrong goes into the diagnostics.
    pub(super) fn read(mut self) -> (ReadRow, Option<Claim>) {
        let code = self.code();
        let mut facts = Vec::new();
        for column in Column::ALL {
            facts.extend(self.fact(Field::Column(*column), |cell| column_fact(*column, cell)));
        }
        for amenity in self.options.amenities.keys() {
            facts.extend(self.fact(Field::Amenity(*amenity), |cell| amenity_fact(*amenity, cell)));
        }
        for fact in &facts {
            self.warn_of_strange_hours(fact);
        }
        facts.extend(self.fact(Field::Column(Column::Unit), |cell| unit_fact(cell, self.options)));
        facts.extend(self.status());
        let (position, datum) = self.position();
        facts.extend(position.map(Fact::Position));
        let polygon = position.and_then(|at| self.options.areas.at(at)).map(|area| &area.code);
        let named = self.area();
        let claim = match (&named, position) {
            (Some(area), Some(position)) if datum == Datum::Wgs84 => {
                Some(Claim { area: area.clone(), position })
            }
            _ => None,
        };
        let area_is_a_column = self.header.columns.contains_key(&area_slot());
        facts.extend(
            named.or_else(|| polygon.filter(|_| area_is_a_column).cloned()).map(Fact::Area),
        );
        let version = self.version();
        let patch = code.clone().filter(|_| !self.failed).map(|code| Patch {
            code,
            version,
            facts,
            area_of_position: polygon.cloned(),
        });
        let sheet = self.sheet.map(str::to_owned);
        let passed_over = self.passed_over();
        (ReadRow { sheet, row: self.row.number, code, passed_over, patch }, claim)
    }

    fn passed_over(&self) -> Vec<(String, String)> {
        let unknown = self.header.unknown.iter();
        let given = unknown.filter(|column| !self.row.cell(**column).is_empty());
        let texts = given.filter_map(|column| {
            let header = self.header.texts.get(*column)?;
            Some((shown(header), shown(&self.row.cell(*column).text())))
        });
        texts.collect()
    }

    fn code(&mut self) -> Option<StationCode> {
        let read = match self.cell(Slot::CODE) {
            None | Some(Cell::Empty) => {
                let way_out = Said::fixed(
                    "每个驿站都要有编码，没有编码就无法再找到它",
                    "give each station a code; without one it cannot be found again",
                );
                Err(Trouble::new(Said::fixed("缺少编码", "the code is missing"), way_out))
            }
            Some(cell) => values::code(cell),
        };
        self.keep(Slot::CODE, read)
    }

    /// The fact of one column, if the file has the column.
    fn fact(
        &mut self,
        field: Field,
        read: impl FnOnce(&Cell) -> Result<Option<Fact>, Trouble>,
    ) -> Option<Fact> {
        let slot = Slot::Field(field);
        let cell = self.cell(slot)?;
        self.keep(slot, whole(cell).and_then(read)).flatten()
    }

    fn area(&mut self) -> Option<AreaCode> {
        let cell = self.cell(area_slot()).filter(|cell| !cell.is_empty())?;
        let read = values::one_line(cell).and_then(|text| {
            let text = tidy(&text);
            let by_code = text.parse().ok().and_then(|code| self.options.areas.get(&code));
            by_code.or_else(|| self.options.areas.by_name(&text)).map(code_of).ok_or_else(|| {
                Trouble::new(
                    Said::fixed("没有这个街道（地区）", "there is no such area"),
                    Said::fixed(
                        "请写街道（地区）的名称或代码",
                        "write its code or name as in areas.geojson",
                    ),
                )
            })
        });
        self.keep(area_slot(), read)
    }

    /// The position, and the datum in which it was given.
    fn position(&mut self) -> (Option<Wgs84>, Datum) {
        let datum = match self.cell(Slot::Datum).filter(|cell| !cell.is_empty()) {
            None => Some(self.options.datum),
            Some(cell) => {
                let text = tidy(&cell.text());
                let read = text.parse::<Datum>();
                self.keep(
                    Slot::Datum,
                    read.map_err(|error| {
                        let zh = format!("“{text}”不是坐标系");
                        let way_out =
                            Said::fixed("请写 wgs84、gcj02 或 bd09", "write wgs84, gcj02 or bd09");
                        Trouble::new(Said::made(zh, error.to_string()), way_out)
                    }),
                )
            }
        };
        let (lon_slot, lat_slot) = (slot(Column::Lon), slot(Column::Lat));
        let lon = self.degrees(lon_slot);
        let lat = self.degrees(lat_slot);
        let (Some(lon), Some(lat), Some(datum)) = (lon, lat, datum) else {
            let one_alone = lon.is_some() != lat.is_some();
            if one_alone && !self.failed {
                let trouble = Trouble::new(
                    Said::fixed("经度和纬度须成对", "longitude and latitude go together"),
                    Said::fixed("请两个都填", "give both"),
                );
                self.report(lon_slot, trouble, Severity::Error);
            }
            return (None, datum.unwrap_or_default());
        };
        let read = datum.to_wgs84(lon, lat).map(Wgs84::rounded).map_err(|error| {
            let swapped = datum.to_wgs84(lat, lon).is_ok();
            let way_out = if swapped {
                Said::fixed(
                    "经度和纬度写反了，请对调",
                    "longitude and latitude are swapped: exchange them",
                )
            } else {
                Said::fixed(
                    "请写十进制度数，如 116.443512 和 39.921034",
                    "give decimal degrees, e.g. 116.443512 and 39.921034",
                )
            };
            let problem = Said::made("超出范围", error.to_string());
            (error.field(), Trouble::new(problem, way_out))
        });
        match read {
            Ok(position) => (Some(position), datum),
            Err((field, trouble)) => {
                let slot = if field == "lat" { lat_slot } else { lon_slot };
                self.report(slot, trouble, Severity::Error);
                (None, datum)
            }
        }
    }

    fn degrees(&mut self, slot: Slot) -> Option<f64> {
        let cell = self.cell(slot).filter(|cell| !cell.is_empty())?;
        let read = values::number(cell, &["°", "度"]).map_err(|trouble| {
            let way_out = Said::fixed(
                "请写十进制度数，如 116.443512",
                "give decimal degrees, e.g. 116.443512",
            );
            Trouble::new(trouble.problem, way_out)
        });
        self.keep(slot, read)
    }

    fn status(&mut self) -> Option<Fact> {
        let status = self.fact_of(Column::Status, status_word)?;
        let reason = self.fact_of(Column::ClosedReason, values::one_line);
        let from = self.fact_of(Column::ClosedFrom, |cell| maybe(cell, values::day));
        let until = self.fact_of(Column::ClosedUntil, |cell| maybe(cell, values::day));
        let status = status?;
        let says_closed = reason.as_ref().is_some_and(|reason| !reason.is_empty())
            || from.flatten().is_some()
            || until.flatten().is_some();
        if says_closed && !matches!(status, Status::TemporarilyClosed { .. }) {
            let trouble = Trouble::new(
                Said::fixed(
                    "填了停用的原因或日期，状态却不是暂停开放",
                    "it has a reason or days of closing, but is not closed for a while",
                ),
                Said::fixed(
                    "请写“暂停开放”，或清空停用原因、停用自、停用至",
                    "write 暂停开放, or empty the columns 停用原因, 停用自 and 停用至",
                ),
            );
            self.report(slot(Column::Status), trouble, Severity::Error);
        }
        if let (Some(Some(from)), Some(Some(until))) = (from, until)
            && until < from
        {
            let trouble = Trouble::new(
                Said::fixed("结束早于开始", "it ends before it begins"),
                Said::fixed("请对调两个日期", "exchange the two days"),
            );
            self.report(slot(Column::ClosedUntil), trouble, Severity::Error);
        }
        Some(Fact::Status(StatusWords { status, reason, from, until }))
    }

    fn fact_of<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&Cell) -> Result<T, Trouble>,
    ) -> Option<T> {
        let cell = self.cell(slot(column))?;
        self.keep(slot(column), whole(cell).and_then(read))
    }

    fn version(&mut self) -> Option<u64> {
        let cell = self.cell(Slot::Version).filter(|cell| !cell.is_empty())?;
        let read = tidy(&cell.text()).parse::<u64>().map_err(|_error| {
            Trouble::new(
                Said::fixed("不是版本号", "it is no version"),
                Said::fixed(
                    "“版本”列请保持导出时的样子",
                    "leave the column 版本 as it was exported",
                ),
            )
        });
        self.keep(Slot::Version, read)
    }

    fn warn_of_strange_hours(&mut self, fact: &Fact) {
        let (field, hours) = match fact {
            Fact::Hours(Some(hours)) => (Field::Column(Column::Hours), hours),
            Fact::Amenity(amenity, Some(provision)) => match &provision.hours {
                Some(hours) => (Field::Amenity(*amenity), hours),
                None => return,
            },
            _ => return,
        };
        if let Some(trouble) = values::strange_hours(hours) {
            self.report(Slot::Field(field), trouble, Severity::Warning);
        }
    }

    fn cell(&self, slot: Slot) -> Option<&'a Cell> {
        self.header.columns.get(&slot).map(|column| self.row.cell(*column))
    }

    fn keep<T>(&mut self, slot: Slot, read: Result<T, Trouble>) -> Option<T> {
        read.map_err(|trouble| self.report(slot, trouble, Severity::Error)).ok()
    }

    fn report(&mut self, slot: Slot, trouble: Trouble, severity: Severity) {
        self.failed |= severity == Severity::Error;
        let column = self.header.columns.get(&slot);
        let text = column.and_then(|column| self.header.texts.get(*column));
        self.diagnostics.push(Diagnostic {
            file: self.file.to_owned(),
            sheet: self.sheet.map(str::to_owned),
            row: Some(self.row.number),
            column: Some(
                text.map_or_else(|| slot.zh(self.options.amenities).to_owned(), Clone::clone),
            ),
            value: self.cell(slot).map_or_else(String::new, |cell| shown(&cell.text())),
            problem: trouble.problem,
            way_out: trouble.way_out,
            severity,
        });
    }
}

fn slot(column: Column) -> Slot {
    Slot::Field(Field::Column(column))
}

fn area_slot() -> Slot {
    slot(Column::Area)
}

fn code_of(area: &Area) -> AreaCode {
    area.code.clone()
}
