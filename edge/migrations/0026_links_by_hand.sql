-- A link that is handed on is known to whoever made it. It was weighed by what its person could do then, so it ends when they
-- may do more.
CREATE TRIGGER staff_links_weighed AFTER UPDATE OF roles ON staff
WHEN EXISTS (SELECT value FROM json_each(NEW.roles) EXCEPT SELECT value FROM json_each(OLD.roles)) BEGIN
  DELETE FROM links WHERE kind = 'staff' AND person = NEW.id AND mail IS NULL;
END;
CREATE TRIGGER roles_links_weighed AFTER UPDATE OF permissions, archived_at ON roles
WHEN NEW.archived_at IS NULL AND (OLD.archived_at IS NOT NULL
  OR EXISTS (SELECT value FROM json_each(NEW.permissions) EXCEPT SELECT value FROM json_each(OLD.permissions))) BEGIN
  DELETE FROM links WHERE kind = 'staff' AND mail IS NULL AND person IN (SELECT staff FROM staff_roles WHERE role = NEW.id);
END;
