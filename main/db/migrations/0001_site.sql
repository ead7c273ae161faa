-- The site file, first format. Every column is explained in docs/file-format.md.
-- Lengths in metres from the plan's top-left corner (x right, y down), RSSI in dBm, times in Unix milliseconds or ISO 8601 UTC.

CREATE TABLE site (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  practice_seed INTEGER CHECK (practice_seed BETWEEN 0 AND 4294967295)
) STRICT;

-- A number is never given twice: what still carries that of a floor that was removed must not come to lie on another one.
CREATE TABLE floors (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  level INTEGER NOT NULL
) STRICT;

CREATE TABLE plans (
  id TEXT PRIMARY KEY,
  floor INTEGER NOT NULL UNIQUE REFERENCES floors (number),
  format TEXT NOT NULL CHECK (format IN ('png', 'jpg', 'svg', 'pdf', 'dxf')),
  file_name TEXT NOT NULL,
  page INTEGER,
  width_px REAL NOT NULL CHECK (width_px > 0),
  height_px REAL NOT NULL CHECK (height_px > 0),
  metres_per_px REAL CHECK (metres_per_px > 0),
  scale_method TEXT CHECK (scale_method IN ('file', 'width', 'metres-per-pixel', 'known-length')),
  scale_checks TEXT NOT NULL DEFAULT '[]',
  origin_x_m REAL NOT NULL DEFAULT 0,
  origin_y_m REAL NOT NULL DEFAULT 0,
  north_deg REAL NOT NULL DEFAULT 0,
  is_vector INTEGER NOT NULL CHECK (is_vector IN (0, 1)),
  imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE plan_originals (
  plan TEXT PRIMARY KEY REFERENCES plans (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE plan_levels (
  plan TEXT NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
  level INTEGER NOT NULL,
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  tile_px INTEGER NOT NULL,
  column_count INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  PRIMARY KEY (plan, level)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_tiles (
  plan TEXT NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
  level INTEGER NOT NULL,
  column_index INTEGER NOT NULL,
  row_index INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (plan, level, column_index, row_index)
) STRICT;

CREATE TABLE walls (
  id TEXT PRIMARY KEY,
  floor INTEGER NOT NULL REFERENCES floors (number),
  x1_m REAL NOT NULL,
  y1_m REAL NOT NULL,
  x2_m REAL NOT NULL,
  y2_m REAL NOT NULL,
  material TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('plan', 'file')),
  layer TEXT
) STRICT;
CREATE INDEX walls_by_floor ON walls (floor);

CREATE TABLE radios (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('wifi', 'ble')),
  key TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  named_by_person INTEGER NOT NULL DEFAULT 0 CHECK (named_by_person IN (0, 1)),
  freq_mhz REAL,
  floor INTEGER REFERENCES floors (number),
  x_m REAL,
  y_m REAL,
  height_m REAL,
  tx_power_dbm REAL,
  UNIQUE (kind, key)
) STRICT;

CREATE TABLE devices (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE scans (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  floor INTEGER NOT NULL REFERENCES floors (number),
  time_ms INTEGER NOT NULL,
  x_m REAL,
  y_m REAL,
  device INTEGER REFERENCES devices (id),
  label TEXT
) STRICT;
CREATE INDEX scans_by_floor ON scans (floor);

-- Clustered by floor and radio, so that the readings of one radio on one floor are one stretch of the file.
CREATE TABLE readings (
  floor INTEGER NOT NULL,
  radio INTEGER NOT NULL REFERENCES radios (id),
  scan INTEGER NOT NULL REFERENCES scans (id),
  ordinal INTEGER NOT NULL,
  rssi_dbm REAL NOT NULL,
  freq_mhz REAL,
  offset_ms INTEGER NOT NULL DEFAULT 0,
  notes TEXT,
  PRIMARY KEY (floor, radio, scan, ordinal)
) STRICT, WITHOUT ROWID;

-- What was heard where, kept in the same transactions as the readings, so that lists need not count a million rows.
CREATE TABLE heard (
  floor INTEGER NOT NULL REFERENCES floors (number),
  radio INTEGER NOT NULL REFERENCES radios (id),
  readings INTEGER NOT NULL,
  strongest_dbm REAL NOT NULL,
  PRIMARY KEY (floor, radio)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER scans_are_immutable BEFORE UPDATE ON scans BEGIN SELECT RAISE(ABORT, 'scans are immutable'); END;
CREATE TRIGGER readings_are_immutable BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings are immutable'); END;

CREATE TABLE tasks (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  input TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'done', 'failed', 'cancelled')),
  phase TEXT NOT NULL DEFAULT '',
  done REAL NOT NULL DEFAULT 0,
  total REAL NOT NULL DEFAULT 0,
  unit TEXT NOT NULL DEFAULT '',
  can_resume INTEGER NOT NULL CHECK (can_resume IN (0, 1)),
  cursor TEXT,
  error TEXT,
  result TEXT,
  started_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
