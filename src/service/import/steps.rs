//! What one row of a ledger file would do.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ledger, Step};
use crate::domain::amenity_catalogue::AmenityCatalogue;
use crate::domain::edit::{FieldChange, differences};
use crate::domain::role::Forbidden;
use crate::domain::said::Said;
use crate::domain::station::{Record, StationCode};
use crate::exchange::stations::{Diagnostic, Incomplete, Patch, ReadRow, Severity};
use crate::service::rights::may_write;

/// Why a row that could be read cannot be taken.
pub(super) struct Problem {
    column: &'static str,
    value: String,
    problem: Said,
    way_out: Said,
}

impl Problem {
    pub(super) fn diagnostic(self, file: &str, row: &ReadRow) -> Diagnostic {
        Diagnostic {
            file: file.to_owned(),
            sheet: row.sheet.clone(),
            row: Some(row.row),
            column: Some(self.column.to_owned()),
            value: self.value,
            problem: self.problem,
            way_out: self.way_out,
            severity: Severity::Error,
        }
    }
}

/// Decides row by row.
pub(super) struct Steps<'a> {
    pub(super) ledger: &'a Ledger<'a>,
    pub(super) in_files: &'a BTreeSet<StationCode>,
    /// Where each station was met first.
    pub(super) met: BTreeMap<StationCode, (u32, String)>,
}

impl Steps<'_> {
    pub(super) fn step(&mut self, file: &str, row: &ReadRow) -> (Step, Option<Problem>) {
        if let Some(code) = &row.code {
            let here = (row.row, file.to_owned());
            if let Some((row, file)) = self.met.insert(code.clone(), here) {
                return (Step::Error, Some(met_before(code, row, &file)));
            }
        }
        let Some(patch) = &row.patch else { return (Step::Error, None) };
        let known = |code: &StationCode| {
            self.ledger.current.contains_key(code) || self.in_files.contains(code)
        };
        if let Some(survivor) = patch.survivor().filter(|survivor| !known(survivor)) {
            return (Step::Error, Some(no_survivor(&survivor)));
        }
        match self.ledger.current.get(&patch.code) {
            None => self.create(patch),
            Some(record) => self.update(patch, record),
        }
    }

    fn create(&self, patch: &Patch) -> (Step, Option<Problem>) {
        match patch.new_station() {
            Ok(station) => match may_write(self.ledger.actor, None, &station) {
                Ok(()) => (Step::Create(Box::new(station)), None),
                Err(forbidden) => not_allowed(forbidden, &patch.code),
            },
            Err(incomplete) => (Step::Error, Some(lacks(&incomplete))),
        }
    }

    fn update(&self, patch: &Patch, record: &Record) -> (Step, Option<Problem>) {
        let station = patch.applied_to(&record.station);
        let changes = differences(&record.station, &station);
        if changes.is_empty() || self.was_left_alone(patch, record) {
            return (Step::Unchanged, None);
        }
        let expected = record.version;
        if let Err(forbidden) = may_write(self.ledger.actor, Some(&record.station), &station) {
            return not_allowed(forbidden, &patch.code);
        }
        match patch.version.filter(|seen| *seen != expected) {
            Some(seen) => {
                let problem = conflict(seen, expected, &changes, self.ledger.amenities);
                (Step::Conflict { seen, current: expected, changes }, Some(problem))
            }
            None => (Step::Update { expected, station: Box::new(station), changes }, None),
        }
    }

    /// Whether a row that differs from the store only says what was there when it was exported,
    /// or has changed only what the store says by now: others edited the station, its row did not.
    fn was_left_alone(&self, patch: &Patch, record: &Record) -> bool {
        let Some(seen) = self.ledger.seen.get(&patch.code) else { return false };
        let own = differences(seen, &patch.applied_to(seen));
        own.iter().all(|change| change.field.text(&record.station) == change.new)
    }
}

fn not_allowed(forbidden: Forbidden, code: &StationCode) -> (Step, Option<Problem>) {
    let problem = Problem {
        column: "编码",
        value: code.to_string(),
        problem: Said::made("您的账号无权这样修改这个驿站", forbidden.to_string()),
        way_out: Said::fixed(
            "请去掉这一行，或请有权限的同事导入",
            "leave the row out, or ask somebody who may",
        ),
    };
    (Step::NotAllowed { forbidden }, Some(problem))
}

fn met_before(code: &StationCode, row: u32, file: &str) -> Problem {
    Problem {
        column: "编码",
        value: code.to_string(),
        problem: Said::made(
            format!("{file} 第 {row} 行是同一个驿站"),
            format!("row {row} of {file} is about the same station"),
        ),
        way_out: Said::fixed("两行只保留一行", "keep one of the two rows"),
    }
}

fn no_survivor(survivor: &StationCode) -> Problem {
    Problem {
        column: "并入",
        value: survivor.to_string(),
        problem: Said::fixed("台账中没有这个驿站", "there is no such station"),
        way_out: Said::fixed("请更正编码，或留空", "correct the code, or leave it empty"),
    }
}

fn lacks(incomplete: &Incomplete) -> Problem {
    let name = incomplete.column.zh();
    Problem {
        column: name,
        value: String::new(),
        problem: Said::made(format!("新增的驿站须有“{name}”"), incomplete.to_string()),
        way_out: Said::fixed(
            "请填写；若驿站已在台账中，请更正编码",
            "fill it in, or correct the code if the station is in the ledger already",
        ),
    }
}

fn conflict(
    seen: u64,
    current: u64,
    changes: &[FieldChange],
    amenities: &AmenityCatalogue,
) -> Problem {
    let names: Vec<_> = changes.iter().map(|change| change.field.zh(amenities)).collect();
    let names = names.join("、");
    Problem {
        column: "版本",
        value: seen.to_string(),
        problem: Said::made(
            format!("导出时是第 {seen} 版，现在是第 {current} 版，不同之处：{names}"),
            format!(
                "the row was exported at version {seen}, but the station is at version {current} \
                 and differs in {names}"
            ),
        ),
        way_out: Said::fixed(
            "请重新导出台账，在新表上修改",
            "export the ledger again and make the change there",
        ),
    }
}
