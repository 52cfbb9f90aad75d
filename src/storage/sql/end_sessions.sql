-- All sessions of account $1 but the one with hash $2.
DELETE FROM sessions WHERE account = $1 AND hash <> $2
