-- What is left of account $1: name $2, facts $3, version $4, time $5.
UPDATE accounts
SET name = $2, facts = $3, password = '', totp_key = '', totp_step = 0, version = $4, updated_at = $5
WHERE id = $1
