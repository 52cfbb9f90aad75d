-- What was filed about station $1 comes back to it.
UPDATE filings SET code = $1, named = '' WHERE named = $1
