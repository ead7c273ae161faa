-- Format 6: projects of other programs. Their members as they came, so that what Groma does not know is not lost and goes out again.

CREATE TABLE project_members (
  -- Id of the project, as its own file says.
  project TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (project, name)
) STRICT;
