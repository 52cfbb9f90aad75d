//! Sessions, known browsers, tokens and tries over SQL, once for both databases.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use ulid::Ulid;

use crate::domain::account::Account;
use crate::domain::pass::{ApiToken, IDLE, PassHash, Session};
use crate::domain::role::{AccountId, Scope};
use crate::domain::sign_in_delay::Tries;

use super::StoreError;
use super::account_log;
use super::dialect::{Dialect, Value, statement};
use super::error::failed;
use super::passes::{Opening, Passes, TryKey};
use super::people::Logged;
use super::rows::{self, instant, int, text};
use super::run::{all_rows, execute};
use super::sql_people::{account_id, credentials_of};
use super::sql_store::SqlStore;
use super::statements as sql;

/// Tries to sign in are forgotten altogether after so long.
const TRIES_KEPT: TimeDelta = TimeDelta::days(1);

#[async_trait]
impl<D: Dialect> Passes for SqlStore<D> {
    async fn count_try(
        &self,
        keys: &[TryKey],
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let mut transaction = self.begin_filing().await?;
        let mut counted = Vec::with_capacity(keys.len());
        for TryKey { key, rule } in keys {
            let before = tries::<D>(&mut transaction, key).await?;
            let next_at = before.map(|tries| tries.next_at(*rule));
            if let Some(next_at) = next_at.filter(|next_at| *next_at > now) {
                return Ok(Some(next_at));
            }
            counted.push((key, Tries::and_one_more(before, now)));
        }
        for (key, tries) in counted {
            let values = [
                Value::Text(key),
                Value::Int(i64::from(tries.count)),
                Value::Int(tries.last_at.timestamp_millis()),
            ];
            execute::<D>(&mut transaction, statement::<D>(sql::PUT_TRIES, &values)).await?;
        }
        transaction.commit().await.map_err(failed("committing a try to sign in"))?;
        Ok(None)
    }

    async fn forgive_tries(&self, key: &str) -> Result<(), StoreError> {
        self.run_alone(sql::FORGIVE_TRY, &[Value::Text(key)]).await
    }

    async fn open_session(&self, opening: &Opening<'_>) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let entries = account_log::lock::<D>(&mut transaction).await?;
        check_account::<D>(&mut transaction, opening).await?;
        forget_what_is_over::<D>(&mut transaction, opening.log.at).await?;
        let mut run = async |sql, values: &[Value<'_>]| {
            execute::<D>(&mut transaction, statement::<D>(sql, values)).await
        };
        let session = opening.session;
        let account = session.account.to_string();
        if let Some(replaced) = opening.replaces {
            run(sql::END_SESSION, &[Value::Text(replaced.as_str())]).await?;
        }
        let values = [
            Value::Text(session.hash.as_str()),
            Value::Text(&account),
            Value::Int(session.created_at.timestamp_millis()),
            Value::Int(session.seen_at.timestamp_millis()),
            Value::Int(session.ends_at.timestamp_millis()),
            Value::Text(&session.client),
            Value::Text(&session.agent),
        ];
        run(sql::PUT_SESSION, &values).await?;
        let (device, known_until) = opening.device;
        let known_until = Value::Int(known_until.timestamp_millis());
        let values = [Value::Text(device.as_str()), Value::Text(&account), known_until];
        run(sql::PUT_DEVICE, &values).await?;
        run(sql::FORGIVE_TRY, &[Value::Text(opening.forgives)]).await?;
        if let Some(key) = opening.takes_back {
            run(sql::TAKE_BACK_TRY, &[Value::Text(key)]).await?;
        }
        account_log::add::<D>(&mut transaction, entries, opening.log).await?;
        transaction.commit().await.map_err(failed("committing a session"))
    }

    async fn session(&self, hash: &PassHash) -> Result<Option<(Session, Account)>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let found = sessions::<D>(&mut transaction, hash.as_str(), "").await?.pop();
        let Some(session) = found else { return Ok(None) };
        let account = credentials_of::<D>(&mut transaction, session.account).await?;
        Ok(account.map(|found| (session, found.account)))
    }

    async fn touch_session(&self, hash: &PassHash, at: DateTime<Utc>) -> Result<(), StoreError> {
        let values = [Value::Text(hash.as_str()), Value::Int(at.timestamp_millis())];
        self.run_alone(sql::TOUCH_SESSION, &values).await
    }

    async fn sessions(&self, account: AccountId) -> Result<Vec<Session>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        sessions::<D>(&mut transaction, "", &account.to_string()).await
    }

    async fn end_session(&self, hash: &PassHash) -> Result<(), StoreError> {
        self.run_alone(sql::END_SESSION, &[Value::Text(hash.as_str())]).await
    }

    async fn end_sessions(&self, account: AccountId, log: &Logged) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let entries = account_log::lock::<D>(&mut transaction).await?;
        let account = account.to_string();
        let values = [Value::Text(&account), Value::Text("")];
        execute::<D>(&mut transaction, statement::<D>(sql::END_SESSIONS, &values)).await?;
        let values = [Value::Text(&account), Value::Int(log.at.timestamp_millis())];
        execute::<D>(&mut transaction, statement::<D>(sql::FORGET_DEVICES, &values)).await?;
        account_log::add::<D>(&mut transaction, entries, log).await?;
        transaction.commit().await.map_err(failed("committing the end of sessions"))
    }

    async fn knows_device(
        &self,
        hash: &PassHash,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let account = account.to_string();
        let now = Value::Int(now.timestamp_millis());
        let values = [Value::Text(hash.as_str()), Value::Text(&account), now];
        let select = statement::<D>(sql::DEVICE, &values);
        Ok(!all_rows::<D, _>(&mut transaction, select, |_| Ok(())).await?.is_empty())
    }

    async fn add_token(
        &self,
        hash: &PassHash,
        token: &ApiToken,
        log: &Logged,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let entries = account_log::lock::<D>(&mut transaction).await?;
        let (id, account) = (token.id.to_string(), token.account.to_string());
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.key()).collect();
        let scopes = scopes.join(" ");
        let values = [
            Value::Text(&id),
            Value::Text(hash.as_str()),
            Value::Text(&account),
            Value::Text(&token.name),
            Value::Text(&token.prefix),
            Value::Text(&scopes),
            Value::Int(token.created_at.timestamp_millis()),
            Value::Int(token.expires_at.timestamp_millis()),
        ];
        execute::<D>(&mut transaction, statement::<D>(sql::PUT_TOKEN, &values)).await?;
        account_log::add::<D>(&mut transaction, entries, log).await?;
        transaction.commit().await.map_err(failed("committing a token"))
    }

    async fn tokens(&self, account: AccountId) -> Result<Vec<ApiToken>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        tokens::<D>(&mut transaction, "", &account.to_string()).await
    }

    async fn token(&self, hash: &PassHash) -> Result<Option<(ApiToken, Account)>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let found = tokens::<D>(&mut transaction, hash.as_str(), "").await?.pop();
        let Some(token) = found else { return Ok(None) };
        let account = credentials_of::<D>(&mut transaction, token.account).await?;
        Ok(account.map(|found| (token, found.account)))
    }

    async fn touch_token(&self, id: Ulid, at: DateTime<Utc>) -> Result<(), StoreError> {
        let id = id.to_string();
        let values = [Value::Text(&id), Value::Int(at.timestamp_millis())];
        self.run_alone(sql::TOUCH_TOKEN, &values).await
    }

    async fn revoke_token(
        &self,
        account: AccountId,
        id: Ulid,
        log: &Logged,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin_filing().await?;
        let entries = account_log::lock::<D>(&mut transaction).await?;
        let (id, account) = (id.to_string(), account.to_string());
        let at = Value::Int(log.at.timestamp_millis());
        let update =
            statement::<D>(sql::REVOKE_TOKEN, &[Value::Text(&id), Value::Text(&account), at]);
        if all_rows::<D, _>(&mut transaction, update, |_| Ok(())).await?.is_empty() {
            return Ok(false);
        }
        account_log::add::<D>(&mut transaction, entries, log).await?;
        transaction.commit().await.map_err(failed("committing the end of a token"))?;
        Ok(true)
    }
}

impl<D: Dialect> SqlStore<D> {
    /// Runs one statement in a transaction of its own.
    async fn run_alone(&self, sql: &'static str, values: &[Value<'_>]) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        execute::<D>(&mut transaction, statement::<D>(sql, values)).await?;
        transaction.commit().await.map_err(failed("committing"))
    }
}

/// Whether the account is still what its owner was let in for, and the code is a new one.
async fn check_account<D: Dialect>(
    connection: &mut D::Connection,
    opening: &Opening<'_>,
) -> Result<(), StoreError> {
    let id = opening.session.account;
    let found = credentials_of::<D>(connection, id).await?.ok_or(StoreError::NoSuchAccount)?;
    if found.account.version != opening.version {
        let (expected, current) = (opening.version, Box::new(found.account));
        return Err(StoreError::AccountMoved { expected, current });
    }
    let Some(step) = opening.code else { return Ok(()) };
    if found.second_factor.is_some_and(|factor| factor.used >= step) {
        return Err(StoreError::CodeUsed);
    }
    let id = id.to_string();
    let values = [Value::Text(&id), Value::Int(rows::signed(step.0))];
    execute::<D>(connection, statement::<D>(sql::SET_TOTP_STEP, &values)).await
}

async fn forget_what_is_over<D: Dialect>(
    connection: &mut D::Connection,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let ms = |at: DateTime<Utc>| Value::Int(at.timestamp_millis());
    let values = [ms(now), ms(now - IDLE)];
    execute::<D>(connection, statement::<D>(sql::FORGET_SESSIONS, &values)).await?;
    let values = [ms(now - TRIES_KEPT)];
    execute::<D>(connection, statement::<D>(sql::FORGET_TRIES, &values)).await
}

/// Tries under a key; nobody else counts under it until the transaction ends.
async fn tries<D: Dialect>(
    connection: &mut D::Connection,
    key: &str,
) -> Result<Option<Tries>, StoreError> {
    let upsert = statement::<D>(sql::TRIES, &[Value::Text(key)]);
    let found = all_rows::<D, _>(connection, upsert, |row| {
        let count = u32::try_from(int::<D>(row, 0)?).unwrap_or(u32::MAX);
        Ok(Tries { count, last_at: instant(int::<D>(row, 1)?)? })
    });
    Ok(found.await?.pop().filter(|tries| tries.count > 0))
}

async fn sessions<D: Dialect>(
    connection: &mut D::Connection,
    hash: &str,
    account: &str,
) -> Result<Vec<Session>, StoreError> {
    let select = statement::<D>(sql::SESSIONS, &[Value::Text(hash), Value::Text(account)]);
    let all = all_rows::<D, _>(connection, select, |row| {
        Ok(Session {
            hash: PassHash::kept(text::<D>(row, 0)?),
            account: account_id(text::<D>(row, 1)?)?,
            created_at: instant(int::<D>(row, 2)?)?,
            seen_at: instant(int::<D>(row, 3)?)?,
            ends_at: instant(int::<D>(row, 4)?)?,
            client: text::<D>(row, 5)?.to_owned(),
            agent: text::<D>(row, 6)?.to_owned(),
        })
    });
    all.await
}

async fn tokens<D: Dialect>(
    connection: &mut D::Connection,
    hash: &str,
    account: &str,
) -> Result<Vec<ApiToken>, StoreError> {
    let select = statement::<D>(sql::TOKENS, &[Value::Text(hash), Value::Text(account)]);
    let all = all_rows::<D, _>(connection, select, |row| {
        let id = text::<D>(row, 0)?;
        let scopes = text::<D>(row, 4)?;
        // A scope of a newer program allows nothing here.
        let scopes = scopes.split(' ').filter_map(Scope::from_key).collect();
        Ok(ApiToken {
            id: id.parse().map_err(|_| StoreError::Damaged {
                what: "a token's identifier".to_owned(),
                reason: format!("'{id}' is none"),
            })?,
            account: account_id(text::<D>(row, 1)?)?,
            name: text::<D>(row, 2)?.to_owned(),
            prefix: text::<D>(row, 3)?.to_owned(),
            scopes,
            created_at: instant(int::<D>(row, 5)?)?,
            expires_at: instant(int::<D>(row, 6)?)?,
            used_at: perhaps(int::<D>(row, 7)?)?,
            revoked_at: perhaps(int::<D>(row, 8)?)?,
        })
    });
    all.await
}

/// An instant, or 0 for never.
fn perhaps(epoch_ms: i64) -> Result<Option<DateTime<Utc>>, StoreError> {
    if epoch_ms == 0 { Ok(None) } else { instant(epoch_ms).map(Some) }
}
