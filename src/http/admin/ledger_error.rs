//! What keeps staff from changing the ledger, importing into it, and deciding reports.

use serde_json::{Map, Value, json};
use thiserror::Error;

use super::AdminError;
use super::schema::{ChangeAnswer, FactProblem};
use super::station_json::answer_of;
use crate::domain::coordinates::Datum;
use crate::domain::verification::Campaign;
use crate::http::error::{HttpError, Said};
use crate::http::language::Language;
use crate::http::problem_types::{self as types, ProblemType};
use crate::service::district::DistrictRefused;
use crate::service::import::apply::ImportRefused;
use crate::service::reports::ReportRefused;
use crate::service::stations::{Conflict, EditError, WrongFact};
use crate::service::verification::VerificationRefused;

/// Why something about the ledger was not done. As with [`HttpError`], the `Display` text
/// repeats nothing that a client sent.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum LedgerError {
    /// Facts that cannot be taken.
    #[error("facts that cannot be taken")]
    Facts(Vec<WrongFact>),
    /// Somebody else was faster.
    #[error("changed meanwhile")]
    Conflict(Box<Conflict>),
    /// The code of a new station belongs to another one.
    #[error("the code is taken")]
    CodeTaken(String),
    /// The station never had this version.
    #[error("unknown version")]
    UnknownVersion(u64),
    /// There is nothing to reopen.
    #[error("the station is not closed")]
    NotClosed,
    /// The other station cannot stand for this one.
    #[error("the station cannot survive")]
    NoSurvivor,
    /// There is no such revision.
    #[error("unknown revision")]
    UnknownRevision,
    /// The first loading of the data cannot be undone.
    #[error("the first revision cannot be undone")]
    NotUndoable,
    /// Stations were changed since.
    #[error("stations were changed since")]
    ChangedSince(Vec<String>),
    /// Stations that moved with the district's data go back with it.
    #[error("the revision changed the district's data")]
    WroteDistrict,
    /// The document never had this version.
    #[error("unknown version of a document")]
    UnknownDocumentVersion,
    /// The district's data cannot be changed so.
    #[error(transparent)]
    District(#[from] DistrictRefused),
    /// An import that cannot be applied.
    #[error(transparent)]
    Import(#[from] ImportRefused),
    /// There is no such import.
    #[error("unknown import")]
    UnknownImport,
    /// A report that cannot be decided so.
    #[error(transparent)]
    Report(#[from] ReportRefused),
    /// There is no such report.
    #[error("unknown report")]
    UnknownReport,
    /// Something about verification that cannot be done.
    #[error(transparent)]
    Verification(#[from] VerificationRefused),
}

impl LedgerError {
    pub(in crate::http) fn problem_type(&self) -> ProblemType {
        match self {
            Self::Facts(_) => types::WRONG_FACTS,
            Self::Conflict(_) => types::PRECONDITION_FAILED,
            Self::CodeTaken(_) => types::CODE_TAKEN,
            Self::UnknownVersion(_) => types::UNKNOWN_VERSION,
            Self::NotClosed => types::NOT_CLOSED,
            Self::NoSurvivor | Self::Report(ReportRefused::NoTarget) => types::CANNOT_MERGE,
            Self::UnknownRevision => types::UNKNOWN_REVISION,
            Self::NotUndoable | Self::WroteDistrict => types::NOT_UNDOABLE,
            Self::District(DistrictRefused::Moved { .. }) => types::PRECONDITION_FAILED,
            Self::UnknownDocumentVersion
            | Self::District(DistrictRefused::UnknownVersion { .. }) => types::UNKNOWN_VERSION,
            Self::District(DistrictRefused::StationsMoved) => types::CHANGED_SINCE,
            Self::ChangedSince(_) | Self::Import(ImportRefused::ChangedSince(_)) => {
                types::CHANGED_SINCE
            }
            Self::Import(ImportRefused::NotReady(_)) => types::IMPORT_NOT_READY,
            Self::Import(ImportRefused::AppliedBefore(_)) => types::IMPORT_APPLIED,
            Self::Import(_) => types::IMPORT_REFUSED,
            Self::UnknownImport => types::UNKNOWN_IMPORT,
            Self::Report(ReportRefused::Decided(_)) => types::REPORT_DECIDED,
            Self::UnknownReport => types::UNKNOWN_REPORT,
            Self::Verification(refused) => verification_type(refused),
        }
    }

    /// Further members of the problem document.
    pub(in crate::http) fn members(&self, language: Language) -> Map<String, Value> {
        let members = match self {
            Self::Facts(wrong) => {
                let errors: Vec<FactProblem> =
                    wrong.iter().map(|wrong| fact_problem(wrong, language)).collect();
                json!({ "errors": errors })
            }
            Self::Conflict(conflict) => {
                let changes = |changes: &[crate::domain::edit::FieldChange]| {
                    changes.iter().cloned().map(ChangeAnswer::from).collect::<Vec<_>>()
                };
                json!({
                    "current": answer_of(&conflict.current, Datum::Wgs84, true),
                    "theirs": changes(&conflict.theirs),
                    "yours": changes(&conflict.yours),
                })
            }
            Self::ChangedSince(codes) => json!({ "stations": codes }),
            Self::District(DistrictRefused::Moved { current, .. }) => {
                json!({ "current": { "version": current } })
            }
            Self::Import(ImportRefused::ChangedSince(codes)) => json!({ "stations": codes }),
            Self::Import(ImportRefused::RowsInTheWay(rows)) => json!({ "rows": rows }),
            Self::Import(ImportRefused::AppliedBefore(revision)) => json!({ "revision": revision }),
            Self::Verification(VerificationRefused::Moved(campaign)) => {
                json!({ "current": campaign_now(campaign) })
            }
            Self::Import(ImportRefused::NotReady(state))
            | Self::Report(ReportRefused::Decided(state)) => json!({ "state": state }),
            _ => return Map::new(),
        };
        match members {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }

    pub(in crate::http) fn detail(&self) -> Said {
        match self {
            Self::Facts(wrong) => facts(wrong),
            Self::Conflict(_) => Said::fixed(
                "读取之后已有他人修改：theirs 是他人的修改，yours 是您的修改，请核对后再提交。",
                "Somebody has changed it since you read it: theirs is what they did, yours is what you want; choose and send again.",
            ),
            Self::CodeTaken(code) => Said::made(
                format!("编码 {code} 已被使用：请换一个，或不填由系统编号。"),
                format!(
                    "The code {code} is taken: choose another, or leave it out to be given one."
                ),
            ),
            Self::UnknownVersion(version) => Said::made(
                format!("这个驿站没有第 {version} 版：请看它的历史。"),
                format!("The station has no version {version}: look at its history."),
            ),
            Self::NotClosed => Said::fixed(
                "驿站没有暂停开放：已撤销的请从历史中恢复。",
                "The station is not closed for a while: restore a retired one from its history.",
            ),
            Self::NoSurvivor => Said::fixed(
                "不能并入这个驿站：请选另一个未撤销的驿站。",
                "It cannot be merged into that station: choose another that is not retired.",
            ),
            Self::UnknownRevision => Said::fixed(
                "没有这次修改：请看审计日志。",
                "There is no such revision: look at the audit log.",
            ),
            Self::NotUndoable => Said::fixed(
                "首次装入的数据不能整体撤回：请逐个撤销驿站。",
                "The first loading of the data cannot be undone: retire single stations.",
            ),
            Self::WroteDistrict => Said::fixed(
                "这次修改改动了基础数据：请在“基础数据”中恢复到先前的版本，驿站会随之改回。",
                "This revision changed the district's data: bring the earlier version of that document back, and the stations follow it.",
            ),
            Self::UnknownDocumentVersion | Self::District(_) => self.detail_of_district(),
            Self::ChangedSince(codes) => changed_since(codes),
            other => other.detail_of_work(),
        }
    }

    /// The sentences about the district's data.
    fn detail_of_district(&self) -> Said {
        match self {
            Self::District(DistrictRefused::Moved { .. }) => Said::fixed(
                "读取之后已有他人修改：请重新打开，核对后再提交。",
                "Somebody has changed it since you read it: open it again, look, and send again.",
            ),
            Self::District(DistrictRefused::StationsMoved) => Said::fixed(
                "保存的同时有驿站正在修改：请再提交一次。",
                "Stations were edited at the same moment: send it again.",
            ),
            _ => Said::fixed(
                "没有这一版：请看它的历史。",
                "There is no such version: look at its history.",
            ),
        }
    }

    /// The sentences about imports and reports.
    fn detail_of_work(&self) -> Said {
        match self {
            Self::Import(ImportRefused::ChangedSince(codes)) => {
                changed_since(&codes.iter().map(ToString::to_string).collect::<Vec<_>>())
            }
            Self::Import(ImportRefused::NotReady(_)) => Said::fixed(
                "这次导入现在不能应用：请看它的状态，必要时重新上传。",
                "This import cannot be applied now: look at its state, and upload the file again if need be.",
            ),
            Self::Import(ImportRefused::AppliedBefore(revision)) => Said::made(
                format!("这次导入已经应用过（第 {revision} 次修改）：如需再导入请重新上传。"),
                format!(
                    "This import was applied before, as revision {revision}: upload the file again to import more."
                ),
            ),
            Self::Import(ImportRefused::FileWrong) => Said::fixed(
                "文件整体有误（见 remarks）：请改正后重新上传。",
                "The file as a whole is wrong (see remarks): correct it and upload it again.",
            ),
            Self::Import(ImportRefused::RowsInTheWay(rows)) => Said::made(
                format!(
                    "有 {} 行有误、冲突或无权修改：请在 without 中去掉它们，或改正后重新上传。",
                    rows.len()
                ),
                format!(
                    "{} rows are wrong, in conflict or not yours: name them in `without`, or correct them and upload again.",
                    rows.len()
                ),
            ),
            Self::UnknownImport => Said::fixed(
                "没有这次导入，或它不是您上传的。",
                "There is no such import, or somebody else uploaded it.",
            ),
            Self::Report(ReportRefused::Decided(_)) => Said::fixed(
                "这条反馈已经处理过：请刷新查看结果。",
                "This report was decided before: look at it again.",
            ),
            Self::Report(ReportRefused::NoTarget) => Said::fixed(
                "不能并入那条反馈：请选同一驿站、未被合并的另一条。",
                "It cannot be merged into that report: choose another about the same station that was not merged itself.",
            ),
            Self::Verification(refused) => verification_said(refused),
            _ => Said::fixed(
                "没有这条反馈：请核对编号。",
                "There is no such report: check the identifier.",
            ),
        }
    }
}

fn verification_type(refused: &VerificationRefused) -> ProblemType {
    match refused {
        VerificationRefused::UnknownCampaign => types::UNKNOWN_CAMPAIGN,
        VerificationRefused::UnknownCheck => types::UNKNOWN_CHECK,
        VerificationRefused::UnknownPerson => types::UNKNOWN_ACCOUNT,
        VerificationRefused::NoStation => types::NO_STATION,
        VerificationRefused::Ended => types::CAMPAIGN_ENDED,
        VerificationRefused::Moved(_) => types::PRECONDITION_FAILED,
    }
}

fn verification_said(refused: &VerificationRefused) -> Said {
    match refused {
        VerificationRefused::UnknownCampaign => Said::fixed(
            "没有这次核验活动：请看活动列表。",
            "There is no such round of verification: look at the list of them.",
        ),
        VerificationRefused::UnknownCheck => Said::fixed(
            "没有这条核验记录：请核对编号。",
            "There is no such visit: check the identifier.",
        ),
        VerificationRefused::UnknownPerson => Said::fixed(
            "不能分派给这个账号：请选一位在用的管理员或编辑。",
            "Tasks cannot be given to this account: choose an active administrator or editor.",
        ),
        VerificationRefused::NoStation => Said::fixed(
            "这样的范围里没有可核验的驿站：请换街道或类别。",
            "There is no station to be verified in this scope: choose other areas or kinds.",
        ),
        VerificationRefused::Ended => Said::fixed(
            "这次核验活动已经结束：请另开一次。",
            "This round of verification was ended: begin another.",
        ),
        VerificationRefused::Moved(_) => Said::fixed(
            "读取之后已有他人修改：current 是现在的内容，请核对后再提交。",
            "Somebody has changed it since you read it: current is what is there now; look and send again.",
        ),
    }
}

/// What can be changed of a campaign, as it is now.
fn campaign_now(campaign: &Campaign) -> Value {
    json!({
        "id": campaign.id.to_string(),
        "version": campaign.version,
        "name": campaign.name,
        "due_on": campaign.due_on,
        "ended_at": campaign.ended_at,
    })
}

fn facts(wrong: &[WrongFact]) -> Said {
    let fields: Vec<&str> = wrong.iter().map(|wrong| wrong.field.as_str()).collect();
    Said::made(
        format!("有 {} 项不合要求：{}。", wrong.len(), fields.join("、")),
        format!("{} facts cannot be taken: {}.", wrong.len(), fields.join(", ")),
    )
}

fn changed_since(codes: &[String]) -> Said {
    const SHOWN: usize = 5;
    let shown = codes.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    Said::made(
        format!(
            "有 {} 个驿站此后又有修改（{}等）：请先处理这些修改。",
            codes.len(),
            shown.join("、")
        ),
        format!(
            "{} stations were changed since ({} …): deal with these changes first.",
            codes.len(),
            shown.join(", ")
        ),
    )
}

/// A wrong fact in the reader's language.
pub(super) fn fact_problem(wrong: &WrongFact, language: Language) -> FactProblem {
    FactProblem {
        field: wrong.field.clone(),
        value: wrong.value.clone(),
        problem: language.of(&wrong.problem).to_owned(),
        way_out: language.of(&wrong.way_out).to_owned(),
    }
}

impl From<EditError> for HttpError {
    fn from(error: EditError) -> Self {
        let told = |codes: Vec<crate::domain::station::StationCode>| {
            codes.iter().map(ToString::to_string).collect()
        };
        let error = match error {
            EditError::Forbidden(why) => return AdminError::Forbidden(why).into(),
            EditError::Facts(wrong) => LedgerError::Facts(wrong),
            EditError::Conflict(conflict) => LedgerError::Conflict(conflict),
            EditError::CodeTaken(code) => LedgerError::CodeTaken(code.to_string()),
            EditError::UnknownVersion { version, .. } => LedgerError::UnknownVersion(version),
            EditError::NotClosed(_) => LedgerError::NotClosed,
            EditError::NoSurvivor { .. } => LedgerError::NoSurvivor,
            EditError::UnknownRevision(_) => LedgerError::UnknownRevision,
            EditError::NotUndoable(_) => LedgerError::NotUndoable,
            EditError::WroteDistrict(_) => LedgerError::WroteDistrict,
            EditError::ChangedSince { codes, .. } => LedgerError::ChangedSince(told(codes)),
        };
        error.into()
    }
}
