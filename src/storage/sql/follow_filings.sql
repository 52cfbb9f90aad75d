-- What was filed about station $1 goes to station $2.
UPDATE filings
SET named = CASE WHEN named = '' THEN code ELSE named END, code = $2
WHERE code = $1
