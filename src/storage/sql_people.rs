//! Accounts over SQL, once for both databases.

use async_trait::async_trait;

use crate::domain::account::{Account, AccountName, Person};
use crate::domain::pass::{PassHash, SetupLink};
use crate::domain::role::AccountId;
use crate::domain::second_factor::TotpStep;

use super::StoreError;
use super::account_log;
use super::dialect::{Dialect, Value, statement};
use super::error::failed;
use super::people::{
    AccountLogCheck, AccountLogEntry, AccountWrite, Credentials, EndSessions, Keep, Logged, People,
    SecondFactor,
};
use super::rows::{self, instant, int, text};
use super::run::{all_rows, execute};
use super::sql_store::SqlStore;
use super::statements as sql;

#[async_trait]
impl<D: Dialect> People for SqlStore<D> {
    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let all = found_accounts::<D>(&mut transaction, "", "").await?;
        Ok(all.into_iter().map(|credentials| credentials.account).collect())
    }

    async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        Ok(credentials_of::<D>(&mut transaction, id).await?.map(|found| found.account))
    }

    async fn credentials(&self, name: &AccountName) -> Result<Option<Credentials>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        Ok(found_accounts::<D>(&mut transaction, "", name.as_str()).await?.pop())
    }

    async fn write_account(&self, write: &AccountWrite<'_>) -> Result<Account, StoreError> {
        let mut transaction = self.begin_filing().await?;
        let entries = account_log::lock::<D>(&mut transaction).await?;
        let all = found_accounts::<D>(&mut transaction, "", "").await?;
        if let Some(hash) = write.spends {
            spend_link::<D>(&mut transaction, hash, write, all.is_empty()).await?;
        }
        let changed = decided(write, &all)?;
        put_account::<D>(&mut transaction, &changed).await?;
        end_what_it_ends::<D>(&mut transaction, write).await?;
        if let Some(link) = write.issues {
            put_link::<D>(&mut transaction, link).await?;
        }
        account_log::add::<D>(&mut transaction, entries, write.log).await?;
        transaction.commit().await.map_err(failed("committing an account"))?;
        Ok(changed.account)
    }

    async fn add_setup_link(&self, link: &SetupLink, log: &Logged) -> Result<(), StoreError> {
        let mut transaction = self.begin_filing().await?;
        let entries = account_log::lock::<D>(&mut transaction).await?;
        put_link::<D>(&mut transaction, link).await?;
        account_log::add::<D>(&mut transaction, entries, log).await?;
        transaction.commit().await.map_err(failed("committing a set-up link"))
    }

    async fn setup_link(&self, hash: &PassHash) -> Result<Option<SetupLink>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        found_link::<D>(&mut transaction, hash).await
    }

    async fn account_events(
        &self,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<AccountLogEntry>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        account_log::page::<D>(&mut transaction, before, limit).await
    }

    async fn verify_account_log(&self) -> Result<AccountLogCheck, StoreError> {
        let mut transaction = self.begin_reading().await?;
        account_log::verify::<D>(&mut transaction).await
    }

    async fn factor_keys(&self) -> Result<Vec<(AccountId, String)>, StoreError> {
        let mut transaction = self.begin_reading().await?;
        let select = statement::<D>(sql::FACTOR_KEYS, &[]);
        all_rows::<D, _>(&mut transaction, select, |row| {
            Ok((account_id(text::<D>(row, 0)?)?, text::<D>(row, 1)?.to_owned()))
        })
        .await
    }

    async fn reseal_factor(
        &self,
        account: AccountId,
        from: &str,
        to: &str,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin_filing().await?;
        let account = account.to_string();
        let values = [Value::Text(&account), Value::Text(from), Value::Text(to)];
        let update = statement::<D>(sql::RESEAL_FACTOR, &values);
        let is_done = !all_rows::<D, _>(&mut transaction, update, |_| Ok(())).await?.is_empty();
        transaction.commit().await.map_err(failed("sealing a second factor"))?;
        Ok(is_done)
    }
}

/// The account with this identifier, with its secrets.
pub(super) async fn credentials_of<D: Dialect>(
    connection: &mut D::Connection,
    id: AccountId,
) -> Result<Option<Credentials>, StoreError> {
    Ok(found_accounts::<D>(connection, &id.to_string(), "").await?.pop())
}

pub(super) async fn found_accounts<D: Dialect>(
    connection: &mut D::Connection,
    id: &str,
    name: &str,
) -> Result<Vec<Credentials>, StoreError> {
    let select = statement::<D>(sql::ACCOUNTS, &[Value::Text(id), Value::Text(name)]);
    all_rows::<D, _>(connection, select, credentials_row::<D>).await
}

/// A row of `accounts.sql`.
fn credentials_row<D: Dialect>(row: &D::Row) -> Result<Credentials, StoreError> {
    let id = text::<D>(row, 0)?;
    let what = |part: &str| format!("{part} of account {id}");
    let damaged = |part: &str, reason: String| StoreError::Damaged { what: what(part), reason };
    let person: Person = serde_json::from_str(text::<D>(row, 1)?)
        .map_err(|error| damaged("the facts", error.to_string()))?;
    let password = text::<D>(row, 5)?;
    let key = text::<D>(row, 6)?;
    let key = (!key.is_empty()).then(|| key.to_owned());
    let used = TotpStep(rows::count(int::<D>(row, 7)?, &what("the last code"))?);
    Ok(Credentials {
        account: Account {
            id: account_id(id)?,
            person,
            version: rows::count(int::<D>(row, 2)?, &what("the version"))?,
            created_at: instant(int::<D>(row, 3)?)?,
            updated_at: instant(int::<D>(row, 4)?)?,
            has_password: !password.is_empty(),
            has_second_factor: key.is_some(),
        },
        password: (!password.is_empty()).then(|| password.to_owned()),
        second_factor: key.map(|key| SecondFactor { key, used }),
    })
}

/// An account's identifier as it is stored.
pub(super) fn account_id(text: &str) -> Result<AccountId, StoreError> {
    text.parse().map_err(|_| StoreError::Damaged {
        what: "an account's identifier".to_owned(),
        reason: format!("'{text}' is none"),
    })
}

/// The account as the write leaves it, if it may.
fn decided(write: &AccountWrite<'_>, all: &[Credentials]) -> Result<Credentials, StoreError> {
    let at = instant(write.log.at.timestamp_millis())?;
    let before = all.iter().find(|found| found.account.id == write.id);
    let (old, version, created_at) = match (write.expected, before) {
        (None, _) => {
            let name = &write.person.name;
            if all.iter().any(|found| found.account.person.name == *name) {
                return Err(StoreError::NameTaken { name: name.clone() });
            }
            (None, 1, at)
        }
        (Some(_), None) => return Err(StoreError::NoSuchAccount),
        (Some(expected), Some(found)) if expected != found.account.version => {
            let current = Box::new(found.account.clone());
            return Err(StoreError::AccountMoved { expected, current });
        }
        (Some(_), Some(found)) => {
            (Some(found), found.account.version + 1, found.account.created_at)
        }
    };
    let administers = |found: &Credentials| found.account.person.administers();
    let others = all.iter().filter(|found| found.account.id != write.id).any(administers);
    if old.is_some_and(administers) && !write.person.administers() && !others {
        return Err(StoreError::LastAdministrator);
    }
    let password = kept(&write.password, old.and_then(|old| old.password.as_ref()));
    let second_factor = kept(&write.second_factor, old.and_then(|old| old.second_factor.as_ref()));
    Ok(Credentials {
        account: Account {
            id: write.id,
            person: write.person.clone(),
            version,
            created_at,
            updated_at: at,
            has_password: password.is_some(),
            has_second_factor: second_factor.is_some(),
        },
        password,
        second_factor,
    })
}

fn kept<T: Clone>(keep: &Keep<T>, old: Option<&T>) -> Option<T> {
    match keep {
        Keep::AsItIs => old.cloned(),
        Keep::Set(new) => Some(new.clone()),
        Keep::Remove => None,
    }
}

async fn put_account<D: Dialect>(
    connection: &mut D::Connection,
    credentials: &Credentials,
) -> Result<(), StoreError> {
    let account = &credentials.account;
    let id = account.id.to_string();
    let facts = serde_json::to_string(&account.person).map_err(|error| StoreError::Damaged {
        what: format!("account {id}"),
        reason: error.to_string(),
    })?;
    let factor = credentials.second_factor.as_ref();
    let key = factor.map_or_else(String::new, |factor| factor.key.clone());
    let values = [
        Value::Text(&id),
        Value::Text(account.person.name.as_str()),
        Value::Text(&facts),
        Value::Text(credentials.password.as_deref().unwrap_or("")),
        Value::Text(&key),
        Value::Int(factor.map_or(0, |factor| rows::signed(factor.used.0))),
        Value::Int(rows::signed(account.version)),
        Value::Int(account.created_at.timestamp_millis()),
        Value::Int(account.updated_at.timestamp_millis()),
    ];
    execute::<D>(connection, statement::<D>(sql::PUT_ACCOUNT, &values)).await
}

/// Sessions that a change ends; with a new password links and known browsers too.
async fn end_what_it_ends<D: Dialect>(
    connection: &mut D::Connection,
    write: &AccountWrite<'_>,
) -> Result<(), StoreError> {
    let id = write.id.to_string();
    let stays = match &write.sessions {
        EndSessions::None => None,
        EndSessions::All => Some(""),
        EndSessions::AllBut(hash) => Some(hash.as_str()),
    };
    if let Some(stays) = stays {
        let values = [Value::Text(&id), Value::Text(stays)];
        execute::<D>(connection, statement::<D>(sql::END_SESSIONS, &values)).await?;
    }
    if write.password != Keep::AsItIs {
        let now = Value::Int(write.log.at.timestamp_millis());
        let values = [Value::Text(&id), now];
        execute::<D>(connection, statement::<D>(sql::FORGET_SETUP_LINKS, &values)).await?;
        execute::<D>(connection, statement::<D>(sql::FORGET_DEVICES, &values)).await?;
    }
    Ok(())
}

/// Takes a link away that allows a write, if it does.
async fn spend_link<D: Dialect>(
    connection: &mut D::Connection,
    hash: &PassHash,
    write: &AccountWrite<'_>,
    is_first: bool,
) -> Result<(), StoreError> {
    let link = found_link::<D>(connection, hash).await?.ok_or(StoreError::LinkSpent)?;
    let is_for_this = match link.account {
        Some(account) => account == write.id && write.expected.is_some(),
        None => is_first && write.expected.is_none(),
    };
    if !is_for_this || link.expires_at <= write.log.at {
        return Err(StoreError::LinkSpent);
    }
    let account = link.account.map_or_else(String::new, |account| account.to_string());
    let values = [Value::Text(&account), Value::Int(write.log.at.timestamp_millis())];
    execute::<D>(connection, statement::<D>(sql::FORGET_SETUP_LINKS, &values)).await
}

async fn found_link<D: Dialect>(
    connection: &mut D::Connection,
    hash: &PassHash,
) -> Result<Option<SetupLink>, StoreError> {
    let select = statement::<D>(sql::SETUP_LINK, &[Value::Text(hash.as_str())]);
    let found = all_rows::<D, _>(connection, select, |row| {
        let account = match text::<D>(row, 0)? {
            "" => None,
            id => Some(account_id(id)?),
        };
        let expires_at = instant(int::<D>(row, 1)?)?;
        Ok(SetupLink { hash: hash.clone(), account, expires_at })
    });
    Ok(found.await?.into_iter().next())
}

async fn put_link<D: Dialect>(
    connection: &mut D::Connection,
    link: &SetupLink,
) -> Result<(), StoreError> {
    let account = link.account.map_or_else(String::new, |account| account.to_string());
    let values = [
        Value::Text(link.hash.as_str()),
        Value::Text(&account),
        Value::Int(link.expires_at.timestamp_millis()),
    ];
    execute::<D>(connection, statement::<D>(sql::PUT_SETUP_LINK, &values)).await
}
