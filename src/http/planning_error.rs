//! What can go wrong with planners' papers and searches, in words.

use thiserror::Error;

use super::admin::precondition;
use super::error::{HttpError, Said};
use super::problem_types::{self as types, ProblemType};
use super::write_error::WriteError;
use crate::domain::paper::Paper;
use crate::service::planning::{MAX_CHANGES, PlanningError};

/// Everything that keeps a planner from an answer, beside what is wrong with any question.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanningTrouble {
    /// A file of demand cannot be taken.
    #[error("the file of demand cannot be taken")]
    File(Said),
    /// There is no such layer or scenario.
    #[error("unknown layer or scenario")]
    UnknownPaper,
    /// A layer or scenario of that name is there already.
    #[error("the name is taken")]
    NameTaken,
    /// There is no such search, or it was long ago.
    #[error("unknown search")]
    UnknownSearch,
    /// It cannot be computed so.
    #[error("it cannot be computed so")]
    CannotBe(Said),
}

impl PlanningTrouble {
    pub(super) fn problem_type(&self) -> ProblemType {
        match self {
            Self::File(_) => types::DEMAND_FILE,
            Self::UnknownPaper => types::UNKNOWN_PAPER,
            Self::NameTaken => types::PAPER_NAME_TAKEN,
            Self::UnknownSearch => types::UNKNOWN_SEARCH,
            Self::CannotBe(_) => types::CANNOT_BE_PLANNED,
        }
    }

    pub(super) fn detail(&self) -> Said {
        match self {
            Self::File(said) | Self::CannotBe(said) => said.clone(),
            Self::UnknownPaper => Said::fixed(
                "没有这个名称的图层或方案：请核对名称，或先上传、新建。",
                "There is no layer or scenario of that name: check it, or bring one first.",
            ),
            Self::NameTaken => Said::fixed(
                "这个名称已被使用：请换一个，或带 If-Match 用 PUT 替换。",
                "The name is taken: choose another, or replace it with PUT and If-Match.",
            ),
            Self::UnknownSearch => Said::fixed(
                "没有这个选址任务，或已过去太久：请重新发起。",
                "There is no such search, or it was too long ago: order it again.",
            ),
        }
    }
}

/// What a list tells of a paper, for who was too late.
pub(super) fn version_of(paper: &Paper) -> serde_json::Value {
    serde_json::json!({
        "name": paper.name.as_str(),
        "version": paper.version,
        "updated_at": paper.updated_at,
        "author": paper.author,
    })
}

impl From<PlanningError> for HttpError {
    fn from(error: PlanningError) -> Self {
        let trouble = match error {
            PlanningError::Store(error) => {
                tracing::error!(%error, "the store failed a planner");
                return WriteError::StoreAway.into();
            }
            PlanningError::Broken(reason) => {
                tracing::error!(%reason, "a planner's question failed");
                return Self::Internal;
            }
            PlanningError::Busy => return Self::Overloaded,
            PlanningError::Moved(current) => return precondition::moved(version_of(&current)),
            PlanningError::File(error) => PlanningTrouble::File(Said::made(
                format!("这个文件读不出需求：{error}。"),
                format!("The file cannot be read: {error}."),
            )),
            PlanningError::Rows { wrong, first } => {
                let row = first.row.map(|row| row.to_string()).unwrap_or_default();
                let column = first.column.as_deref().unwrap_or("?");
                let (problem, way_out) = (&first.problem, &first.way_out);
                PlanningTrouble::File(Said::made(
                    format!(
                        "有 {wrong} 行不能读取，第一处在第 {row} 行 {column} 列：{}；{}。",
                        problem.zh, way_out.zh
                    ),
                    format!(
                        "{wrong} rows cannot be read, the first is row {row}, column {column}: {}; {}.",
                        problem.en, way_out.en
                    ),
                ))
            }
            PlanningError::NobodyThere => PlanningTrouble::File(Said::fixed(
                "图层在辖区内没有人：请核对坐标系、经纬度的次序与权重列。",
                "The layer counts nobody in the district: check the datum, the order of longitude and latitude, and the weights.",
            )),
            PlanningError::NameTaken => PlanningTrouble::NameTaken,
            PlanningError::UnknownPaper => PlanningTrouble::UnknownPaper,
            PlanningError::UnknownJob => PlanningTrouble::UnknownSearch,
            PlanningError::TooManyChanges => PlanningTrouble::CannotBe(Said::made(
                format!("一个方案至多 {MAX_CHANGES} 处改动：请分成几个方案。"),
                format!("A scenario has at most {MAX_CHANGES} changes: make several of it."),
            )),
            PlanningError::Coverage(error) => PlanningTrouble::CannotBe(Said::made(
                format!("无法这样计算：{error}。"),
                format!("It cannot be computed so: {error}."),
            )),
        };
        trouble.into()
    }
}
