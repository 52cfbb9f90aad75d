-- The names of account $1's tokens; those that hold are revoked at $2.
UPDATE api_tokens
SET name = '', revoked_at = CASE WHEN revoked_at = 0 THEN $2 ELSE revoked_at END
WHERE account = $1
