-- No row comes back when the key is kept under another text by now.
UPDATE accounts
SET totp_key = $3
WHERE id = $1 AND totp_key = $2
RETURNING id
