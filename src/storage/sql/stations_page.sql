-- The $2 stations after code $1, as one text with a line for each. To hand over a row costs
-- about as much as to read a station, and facts as JSON have no line breaks of their own. The
-- lines stand in the order of the rows below: there is nothing to aggregate in parallel.
SELECT
    COALESCE(MAX(code), ''),
    COALESCE(string_agg(
        code || ' ' || version || ' ' || revision || ' ' || created_at || ' ' || updated_at
            || ' ' || facts, '
'), '')
FROM (
    SELECT code, version, revision, created_at, updated_at, facts
    FROM stations
    WHERE code > $1
    ORDER BY code
    LIMIT $2
) AS page
