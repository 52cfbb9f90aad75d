-- What the quality board counted, day by day: findings of each rule in each area. The last counts
-- of a day stand for it. The same table as in migrations/postgres/0006_quality.sql.
CREATE TABLE quality_days (
    day      TEXT NOT NULL,
    area     TEXT NOT NULL,
    rule     TEXT NOT NULL,
    findings INTEGER NOT NULL CHECK (findings >= 0),
    PRIMARY KEY (day, area, rule)
) STRICT, WITHOUT ROWID;
