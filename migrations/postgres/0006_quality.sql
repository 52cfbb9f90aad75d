-- What the quality board counted, day by day: findings of each rule in each area. The last counts
-- of a day stand for it. The same table as in migrations/sqlite/0006_quality.sql.
CREATE TABLE quality_days (
    day      TEXT COLLATE "C" NOT NULL,
    area     TEXT COLLATE "C" NOT NULL,
    rule     TEXT COLLATE "C" NOT NULL,
    findings BIGINT NOT NULL CHECK (findings >= 0),
    PRIMARY KEY (day, area, rule)
);
