-- What a notice gathers. A job adds lines as it finds what is owed, over as many runs as that takes; once it has found all, each
-- person's lines become one notice, however many they are.
CREATE TABLE notice_lines (
  id INTEGER PRIMARY KEY,
  audience TEXT NOT NULL CHECK (audience IN ('staff', 'portal')),
  person INTEGER NOT NULL,
  notice TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  -- As it was when it was found.
  label TEXT NOT NULL,
  due_on TEXT NOT NULL DEFAULT '',
  -- Minor units.
  amount INTEGER,
  -- The notice that tells of it; NULL while more is being found.
  notification INTEGER
) STRICT;
-- What is found twice before it is told is told once.
CREATE UNIQUE INDEX notice_lines_untold ON notice_lines (notice, audience, person, kind, subject) WHERE notification IS NULL;
CREATE INDEX notice_lines_of ON notice_lines (notification, due_on, id) WHERE notification IS NOT NULL;

CREATE TRIGGER notifications_take_their_lines AFTER DELETE ON notifications BEGIN
  DELETE FROM notice_lines WHERE notification = OLD.id;
END;
-- Who is gone is told nothing any more.
CREATE TRIGGER staff_leave_their_lines AFTER DELETE ON staff BEGIN
  DELETE FROM notice_lines WHERE notification IS NULL AND audience = 'staff' AND person = OLD.id;
END;
CREATE TRIGGER contacts_leave_their_lines AFTER DELETE ON contacts BEGIN
  DELETE FROM notice_lines WHERE notification IS NULL AND audience = 'portal' AND person = OLD.id;
END;
