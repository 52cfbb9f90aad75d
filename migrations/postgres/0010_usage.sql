-- Demand seen in use. The same tables as in migrations/sqlite/0010_usage.sql.
-- What phones tell in a week that is not over: a random name, a coarse cell, an hour. The rows are
-- deleted when the week is rolled up. `week` is its Monday.
CREATE TABLE usage_sightings (
    week  TEXT COLLATE "C" NOT NULL,
    id    TEXT COLLATE "C" NOT NULL,
    cell  TEXT COLLATE "C" NOT NULL,
    hour  BIGINT NOT NULL CHECK (hour BETWEEN 0 AND 167),
    found BIGINT NOT NULL CHECK (found IN (0, 1)),
    PRIMARY KEY (week, id, cell, hour)
);

-- What is kept of a week: figures that stand for ten names at least, as JSON.
CREATE TABLE usage_weeks (
    week    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
