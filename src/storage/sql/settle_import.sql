-- No row comes back when it was settled before, or is not ready.
UPDATE imports SET state = 'applied', choice = $2, revision = $3, noted_at = $4
WHERE id = $1 AND state = 'ready'
RETURNING id
