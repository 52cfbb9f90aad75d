//! What boards look back on over SQL, once for both databases.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::StoreError;
use super::boards::{Boards, QualityCount};
use super::dialect::{Dialect, Value, statement};
use super::error::failed;
use super::rows::{self, count, instant, int, signed, text};
use super::run::{all_rows, execute, for_each_row, put_rows};
use super::sql_store::SqlStore;
use super::statements as sql;
use crate::domain::station::Station;

#[async_trait]
impl<D: Dialect> Boards for SqlStore<D> {
    async fn read_as_of(
        &self,
        before: DateTime<Utc>,
        sink: &mut (dyn FnMut(Station, DateTime<Utc>) + Send),
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_reading().await?;
        let before = [Value::Int(before.timestamp_millis())];
        let select = statement::<D>(sql::REVISION_BEFORE, &before);
        let revision = all_rows::<D, _>(&mut transaction, select, rows::revision::<D>).await?;
        let revision = revision.first().copied().unwrap_or(0);
        let select = statement::<D>(sql::FACTS_AS_OF, &[Value::Int(signed(revision))]);
        for_each_row::<D>(&mut transaction, select, |row| {
            let station = rows::facts(text::<D>(row, 0)?, text::<D>(row, 2)?)?;
            sink(station, instant(int::<D>(row, 1)?)?);
            Ok(())
        })
        .await
    }

    async fn put_quality(&self, day: NaiveDate, counts: &[QualityCount]) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let day = day.to_string();
        let forget = statement::<D>(sql::FORGET_QUALITY, &[Value::Text(&day)]);
        execute::<D>(&mut transaction, forget).await?;
        let values: Vec<Value<'_>> = counts
            .iter()
            .flat_map(|count| {
                let (area, rule) = (count.area.as_str(), count.rule.as_str());
                let findings = Value::Int(signed(count.findings));
                [Value::Text(&day), Value::Text(area), Value::Text(rule), findings]
            })
            .collect();
        put_rows::<D>(&mut transaction, sql::PUT_QUALITY, 4, &values).await?;
        transaction.commit().await.map_err(failed("keeping what was counted"))
    }

    async fn quality_since(&self, day: NaiveDate) -> Result<Vec<QualityCount>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let day = day.to_string();
        let select = statement::<D>(sql::QUALITY_SINCE, &[Value::Text(&day)]);
        all_rows::<D, _>(&mut transaction, select, |row| {
            let damaged = |reason: String| StoreError::Damaged {
                what: "what was counted on a day".to_owned(),
                reason,
            };
            let day = text::<D>(row, 0)?.parse::<NaiveDate>();
            let area = text::<D>(row, 1)?.parse::<crate::domain::area::AreaCode>();
            Ok(QualityCount {
                day: day.map_err(|error| damaged(error.to_string()))?,
                area: area.map_err(|error| damaged(error.to_string()))?,
                rule: text::<D>(row, 2)?.to_owned(),
                findings: count(int::<D>(row, 3)?, "what was counted on a day")?,
            })
        })
        .await
    }
}
