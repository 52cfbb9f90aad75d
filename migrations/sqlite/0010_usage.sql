-- Demand seen in use. The same tables as in migrations/postgres/0010_usage.sql.
-- What phones tell in a week that is not over: a random name, a coarse cell, an hour. The rows are
-- deleted when the week is rolled up. `week` is its Monday.
CREATE TABLE usage_sightings (
    week  TEXT NOT NULL,
    id    TEXT NOT NULL,
    cell  TEXT NOT NULL,
    hour  INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 167),
    found INTEGER NOT NULL CHECK (found IN (0, 1)),
    PRIMARY KEY (week, id, cell, hour)
) STRICT, WITHOUT ROWID;

-- What is kept of a week: figures that stand for ten names at least, as JSON.
CREATE TABLE usage_weeks (
    week    TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
