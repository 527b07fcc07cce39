-- How staff like their lists to be: the view they chose last, the columns, the density.

CREATE TABLE preferences (
  staff INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  -- As `domain::session::PreferenceDraft`.
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (staff, name)
) STRICT, WITHOUT ROWID;
