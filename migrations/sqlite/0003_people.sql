-- Who works here: accounts, what lets them in, and a log of what was done to accounts.
-- Nothing here raises the ledger's revision. Of secrets only hashes are kept, but for the keys
-- of second factors, without which no code can be checked.
-- The same tables as in migrations/postgres/0003_people.sql.

-- One row: how many entries the account log has, and the lock that its writers queue at.
CREATE TABLE people_state (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    entries  INTEGER NOT NULL CHECK (entries >= 0)
) STRICT;
INSERT INTO people_state (only_row, entries) VALUES (1, 0);

-- Facts are JSON text. The password is a PHC string; both secrets are empty when there is none.
-- totp_step is the number of the last code that was taken: no code is taken twice.
CREATE TABLE accounts (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    facts      TEXT NOT NULL,
    password   TEXT NOT NULL,
    totp_key   TEXT NOT NULL,
    totp_step  INTEGER NOT NULL CHECK (totp_step >= 0),
    version    INTEGER NOT NULL CHECK (version > 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who is signed in, by the hash of the cookie.
CREATE TABLE sessions (
    hash       TEXT NOT NULL PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    client     TEXT NOT NULL,
    agent      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account, created_at);

-- Browsers in which somebody has signed in before, by the hash of their cookie.
CREATE TABLE devices (
    hash    TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX devices_by_account ON devices (account);

-- Tokens for programs. 0 says never.
CREATE TABLE api_tokens (
    id         TEXT NOT NULL PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE,
    account    TEXT NOT NULL REFERENCES accounts (id),
    name       TEXT NOT NULL,
    prefix     TEXT NOT NULL,
    scopes     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    revoked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX api_tokens_by_account ON api_tokens (account, id);

-- Links with which a password is set, once. An empty account is the first administrator's.
CREATE TABLE setup_links (
    hash       TEXT NOT NULL PRIMARY KEY,
    account    TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tries to sign in. The key is a hash over the name and where the try came from.
CREATE TABLE sign_in_tries (
    key     TEXT NOT NULL PRIMARY KEY,
    count   INTEGER NOT NULL CHECK (count >= 0),
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was done to accounts and with them: each entry has a hash over itself and over the hash
-- of the entry before it.
CREATE TABLE account_log (
    number        INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    id            TEXT NOT NULL UNIQUE,
    at            INTEGER NOT NULL,
    event         TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL
) STRICT;
