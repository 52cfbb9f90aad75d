INSERT INTO reports (id, problem, content, state, reason, merged_into)
VALUES ($1, $2, $3, 'new', '', '')
