//! Somebody adds a station.

use serde_json::{Map, Value};

use super::edit::{facts, wrong};
use super::write::apply;
use super::{By, EditError, Edited};
use crate::domain::edit::{Change, ChangeSet};
use crate::domain::said::Said;
use crate::domain::station::{Station, StationCode};
use crate::exchange::stations::ReadFacts;
use crate::service::rights::may_write;
use crate::service::{App, ServiceError};
use crate::storage::StoreError;

/// How often a code is chosen anew when somebody else takes it at the same moment.
const CHOICES: usize = 5;

/// Adds a station of these facts, by the ledger's keys. Without a `code` it is given the next one
/// of its area's series; without an area, the one in which its position lies.
///
/// # Errors
/// [`EditError`], with every fact that cannot be taken, or whatever the store says.
pub async fn create_station(
    app: &App,
    by: &By<'_>,
    given: &Map<String, Value>,
) -> Result<Edited, ServiceError> {
    let mut given = given.clone();
    match given.remove("code") {
        None | Some(Value::Null) => {
            let like: StationCode = "X".parse().map_err(|_| ServiceError::NoCode)?;
            let (mut station, warnings) = new_station(app, &like, &given)?;
            for attempt in 0..CHOICES {
                station.code = next_code(app, &station, attempt)?;
                match written(app, by, &station).await {
                    Ok(record) => return Ok(Edited { record, warnings }),
                    Err(ServiceError::Edit(EditError::CodeTaken(_))) => {}
                    Err(error) => return Err(error),
                }
            }
            Err(ServiceError::NoCode)
        }
        Some(code) => {
            let text = code.as_str().unwrap_or_default();
            let code = text.parse().map_err(|_| no_code(text))?;
            let (station, warnings) = new_station(app, &code, &given)?;
            Ok(Edited { record: written(app, by, &station).await?, warnings })
        }
    }
}

fn new_station(
    app: &App,
    code: &StationCode,
    given: &Map<String, Value>,
) -> Result<(Station, Vec<crate::exchange::stations::WrongFact>), EditError> {
    let ReadFacts { patch, warnings } = facts(app, code, given, "open")?;
    let station = patch.new_station().map_err(|incomplete| {
        let zh = format!("新增的驿站须有“{}”", incomplete.column.zh());
        let problem = Said::made(zh, incomplete.to_string());
        wrong(incomplete.column.key(), "", problem, Said::fixed("请填写", "give it"))
    })?;
    Ok((station, warnings))
}

async fn written(
    app: &App,
    by: &By<'_>,
    station: &Station,
) -> Result<crate::domain::station::Record, ServiceError> {
    may_write(by.actor, None, station).map_err(EditError::from)?;
    let set = ChangeSet::of(vec![Change::Create(station.clone())]);
    match apply(app, by, by.via(), set).await {
        Ok(applied) => applied.records.into_iter().next().ok_or(ServiceError::NoCode),
        Err(StoreError::CodeTaken { code }) => Err(EditError::CodeTaken(code).into()),
        Err(error) => Err(error.into()),
    }
}

/// The next code of the series `PREFIX-AREA-0001` of the station's area, where the area is the
/// end of its official code.
fn next_code(app: &App, station: &Station, attempt: usize) -> Result<StationCode, ServiceError> {
    const SERIES_DIGITS: usize = 3;
    let area = station.area.as_str();
    let series = area.get(area.len().saturating_sub(SERIES_DIGITS)..).unwrap_or(area);
    let prefix = format!("{}-{series:0>SERIES_DIGITS$}-", app.district.code_prefix);
    let snapshot = app.published.load_full();
    let numbers = snapshot.rows().filter_map(|(id, _)| {
        let number = snapshot.code(id).strip_prefix(prefix.as_str())?;
        number.parse::<usize>().ok()
    });
    let next = numbers.max().unwrap_or(0) + 1 + attempt;
    format!("{prefix}{next:04}").parse().map_err(|_| ServiceError::NoCode)
}

fn no_code(text: &str) -> EditError {
    wrong(
        "code",
        text,
        Said::fixed(
            "不是驿站编码：应为 1 至 32 位字母、数字、连字符",
            "it is no station code: 1 to 32 letters, digits and hyphens",
        ),
        Said::fixed("请更正，或不填由系统编号", "correct it, or leave it out to be given one"),
    )
}
