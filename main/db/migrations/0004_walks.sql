-- Format 4: walks. A scan of a walk has its time; its place follows from the walk's marks, and is worked out anew when they change.

CREATE TABLE walks (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  floor INTEGER NOT NULL REFERENCES floors (number),
  mode TEXT NOT NULL CHECK (mode IN ('stop', 'continuous', 'gps', 'fixed')),
  started_ms INTEGER NOT NULL,
  person TEXT NOT NULL
) STRICT;
CREATE INDEX walks_of_floor ON walks (floor);

-- What a person said: where they were when. A mark that was taken back stays, undone, so that copies agree.
CREATE TABLE marks (
  id TEXT PRIMARY KEY,
  walk INTEGER NOT NULL REFERENCES walks (number),
  time_ms INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('start', 'turn', 'stop', 'leave', 'pause', 'resume')),
  x_m REAL,
  y_m REAL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX marks_of_walk ON marks (walk, time_ms);

ALTER TABLE scans ADD COLUMN walk INTEGER REFERENCES walks (number);
CREATE INDEX scans_of_walk ON scans (walk, time_ms) WHERE walk IS NOT NULL;

DROP TRIGGER scans_are_immutable;
CREATE TRIGGER scans_are_immutable BEFORE UPDATE OF id, uuid, floor, time_ms, device, label, walk ON scans
  BEGIN SELECT RAISE(ABORT, 'scans are immutable'); END;
CREATE TRIGGER places_follow_marks BEFORE UPDATE OF x_m, y_m ON scans WHEN old.walk IS NULL
  BEGIN SELECT RAISE(ABORT, 'a place that is not of a walk is immutable'); END;
