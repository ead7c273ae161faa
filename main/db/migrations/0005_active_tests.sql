-- Format 5: active tests. What a test against a server came to at a place, its failure too: that a server refused is a result.

CREATE TABLE active_tests (
  id TEXT PRIMARY KEY,
  floor INTEGER NOT NULL REFERENCES floors (number),
  time_ms INTEGER NOT NULL,
  x_m REAL,
  y_m REAL,
  kind TEXT NOT NULL CHECK (kind IN ('iperf3', 'ping', 'http')),
  -- What was asked for, and what came of it: JSON objects.
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  outcome TEXT NOT NULL CHECK (json_valid(outcome)),
  person TEXT NOT NULL
) STRICT;
CREATE INDEX active_tests_of_floor ON active_tests (floor, time_ms);
CREATE TRIGGER active_tests_are_immutable BEFORE UPDATE ON active_tests
  BEGIN SELECT RAISE(ABORT, 'active tests are immutable'); END;
