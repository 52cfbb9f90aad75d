SELECT id, totp_key
FROM accounts
WHERE totp_key <> ''
ORDER BY id
