//! Demand seen in use over SQL, once for both databases.

use async_trait::async_trait;
use chrono::NaiveDate;

use super::StoreError;
use super::dialect::{Dialect, Value, statement};
use super::error::failed;
use super::rows::{int, text};
use super::run::{all_rows, execute};
use super::sql_store::SqlStore;
use super::statements as sql;
use super::usage::Usage;
use crate::domain::usage::{CELLS_AN_ID, Sighting, WeekOfUse};

#[async_trait]
impl<D: Dialect> Usage for SqlStore<D> {
    async fn put_sighting(&self, week: NaiveDate, sighting: &Sighting) -> Result<bool, StoreError> {
        let mut transaction = self.begin_filing().await?;
        let (week, cell) = (week.to_string(), sighting.cell.to_string());
        let values = [
            Value::Text(&week),
            Value::Text(sighting.id.as_str()),
            Value::Text(&cell),
            Value::Int(sighting.hour.into()),
            Value::Int(sighting.found.into()),
            Value::Int(CELLS_AN_ID as i64 - 1),
        ];
        let put = statement::<D>(sql::PUT_SIGHTING, &values);
        let kept = all_rows::<D, _>(&mut transaction, put, |row| int::<D>(row, 0)).await?;
        transaction.commit().await.map_err(failed("keeping a sighting"))?;
        Ok(!kept.is_empty())
    }

    async fn weeks_to_roll_up(&self, before: NaiveDate) -> Result<Vec<NaiveDate>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let before = before.to_string();
        let select = statement::<D>(sql::WEEKS_TO_ROLL_UP, &[Value::Text(&before)]);
        all_rows::<D, _>(&mut transaction, select, |row| monday(text::<D>(row, 0)?)).await
    }

    async fn sightings(&self, week: NaiveDate) -> Result<Vec<Sighting>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let week = week.to_string();
        let select = statement::<D>(sql::SIGHTINGS, &[Value::Text(&week)]);
        all_rows::<D, _>(&mut transaction, select, |row| {
            Ok(Sighting {
                id: text::<D>(row, 0)?.parse().map_err(damaged)?,
                cell: text::<D>(row, 1)?.parse().map_err(damaged)?,
                hour: u8::try_from(int::<D>(row, 2)?).map_err(damaged)?,
                found: int::<D>(row, 3)? != 0,
            })
        })
        .await
    }

    async fn roll_up(&self, week: NaiveDate, told: &WeekOfUse) -> Result<(), StoreError> {
        let content = serde_json::to_string(told).map_err(damaged)?;
        let mut transaction = self.begin_filing().await?;
        let week = week.to_string();
        let values = [Value::Text(&week), Value::Text(&content)];
        execute::<D>(&mut transaction, statement::<D>(sql::PUT_USAGE_WEEK, &values)).await?;
        let forget = statement::<D>(sql::FORGET_SIGHTINGS, &[Value::Text(&week)]);
        execute::<D>(&mut transaction, forget).await?;
        transaction.commit().await.map_err(failed("rolling a week up"))
    }

    async fn usage_weeks(&self, limit: u32) -> Result<Vec<(NaiveDate, WeekOfUse)>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::USAGE_WEEKS, &[Value::Int(limit.into())]);
        all_rows::<D, _>(&mut transaction, select, |row| {
            let told = serde_json::from_str(text::<D>(row, 1)?).map_err(damaged)?;
            Ok((monday(text::<D>(row, 0)?)?, told))
        })
        .await
    }
}

fn monday(text: &str) -> Result<NaiveDate, StoreError> {
    text.parse().map_err(damaged)
}

fn damaged(error: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged { what: "demand seen in use".to_owned(), reason: error.to_string() }
}
