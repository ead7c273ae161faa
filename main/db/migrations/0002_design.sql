-- Format 2: what people draw and place is kept as the operations that made it, so that copies of a site can be put together.

CREATE TABLE operations (
  id TEXT PRIMARY KEY CHECK (length(id) = 30),
  title TEXT NOT NULL,
  author TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  object TEXT NOT NULL,
  operation TEXT NOT NULL REFERENCES operations (id),
  kind TEXT NOT NULL,
  fields TEXT NOT NULL,
  base TEXT NOT NULL,
  PRIMARY KEY (object, operation)
) STRICT, WITHOUT ROWID;
CREATE INDEX changes_of_operation ON changes (operation);

CREATE TABLE objects (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  floor INTEGER REFERENCES floors (number) ON DELETE SET NULL,
  fields TEXT NOT NULL,
  heads TEXT NOT NULL,
  deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
  conflicts TEXT NOT NULL,
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX objects_of_floor ON objects (floor, kind);
CREATE INDEX objects_by_revision ON objects (revision);

CREATE TABLE photos (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
