-- A digest over words lets somebody try words out.
UPDATE filings SET digest = 'erased' WHERE id = $1
