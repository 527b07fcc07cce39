-- Who signs in, staff with roles and driver profiles, customers with contacts.

-- Who signs in to the portal, apart from the contacts that they act as: one person may be the contact of several customers.
CREATE TABLE portal_users (
  id INTEGER PRIMARY KEY,
  -- Each of their contacts has the same.
  email TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- When a link that went there by mail set the password. NULL while the present one was set by a link that was handed on: nobody
  -- knows then whether it is of whoever reads the mail.
  confirmed_at INTEGER,
  -- The contact that they acted as last; no reference, since what is gone is only not found.
  acted_as INTEGER
) STRICT;
CREATE UNIQUE INDEX portal_users_email ON portal_users (email COLLATE NOCASE);

CREATE TRIGGER portal_users_leave AFTER DELETE ON portal_users BEGIN
  DELETE FROM sessions WHERE kind = 'portal' AND person = OLD.id;
  DELETE FROM credentials WHERE kind = 'portal' AND person = OLD.id;
  DELETE FROM links WHERE kind = 'portal' AND person = OLD.id;
  DELETE FROM devices WHERE kind = 'portal' AND person = OLD.id;
END;

-- Here and below `person` is a row of `staff` or of `portal_users`, as `kind` says.
CREATE TABLE credentials (
  kind TEXT NOT NULL,
  person INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (kind, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  person INTEGER NOT NULL,
  -- As which of their contacts a portal user acts; NULL for staff.
  contact INTEGER,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  -- The absolute end; the idle end follows from seen_at.
  expires_at INTEGER NOT NULL,
  device TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_of ON sessions (kind, person);
CREATE INDEX sessions_of_contact ON sessions (contact) WHERE kind = 'portal';
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE links (
  token_hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  person INTEGER NOT NULL,
  -- Of a portal user, the contact that it is made for: an invitation lets them act as this one and no other.
  contact INTEGER,
  purpose TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  -- The mail that carries it; NULL for a link that is handed on by hand.
  mail INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX links_of ON links (kind, person);
CREATE INDEX links_of_contact ON links (contact) WHERE contact IS NOT NULL;
CREATE INDEX links_by_mail ON links (mail) WHERE mail IS NOT NULL;

-- Several people may have signed in on one device.
CREATE TABLE devices (
  token_hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  person INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (token_hash, kind, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX devices_of ON devices (kind, person);
CREATE INDEX devices_by_age ON devices (seen_at);

-- When all places will be free again, for what comes free one by one; the key names what and who.
CREATE TABLE paces (key TEXT PRIMARY KEY, full_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX paces_by_end ON paces (full_at);

-- Tries for a name, and when the next one is heard.
CREATE TABLE waits (
  key TEXT PRIMARY KEY,
  attempts INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX waits_by_age ON waits (seen_at);

-- Who forgot a password, known or not: a row like any other. The clock answers, so that the asking takes as long for everybody.
CREATE TABLE reset_requests (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  email TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE roles (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is compared by.
  name_key TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  permissions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(permissions)),
  built_in TEXT UNIQUE
) STRICT;
CREATE UNIQUE INDEX roles_name ON roles (name_key) WHERE archived_at IS NULL;
CREATE INDEX roles_by_name ON roles (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX roles_archived ON roles (name_key, id) WHERE archived_at IS NOT NULL;

CREATE TRIGGER roles_keep_owner BEFORE UPDATE OF permissions, archived_at ON roles
WHEN OLD.built_in = 'owner' AND (NEW.permissions <> OLD.permissions OR NEW.archived_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'owner_role_fixed'); END;
CREATE TRIGGER roles_keep_built_in BEFORE DELETE ON roles WHEN OLD.built_in IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'built_in_role'); END;

CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is put in order by.
  name_key TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL DEFAULT '',
  job_title TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT 'es',
  photo INTEGER REFERENCES pictures (id),
  active INTEGER NOT NULL DEFAULT 1,
  roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(roles)),
  hourly_rate INTEGER,
  access TEXT NOT NULL DEFAULT 'none'
) STRICT;
CREATE UNIQUE INDEX staff_email ON staff (email COLLATE NOCASE) WHERE archived_at IS NULL;
CREATE INDEX staff_by_name ON staff (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX staff_by_created ON staff (created_at, id) WHERE archived_at IS NULL;
CREATE INDEX staff_by_active ON staff (active, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX staff_by_access ON staff (access, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX staff_archived ON staff (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX staff_of_photo ON staff (photo) WHERE photo IS NOT NULL;

CREATE TRIGGER staff_roles_fill AFTER INSERT ON staff BEGIN
  INSERT OR IGNORE INTO staff_roles (staff, role) SELECT NEW.id, value FROM json_each(NEW.roles);
END;
CREATE TRIGGER staff_follow AFTER UPDATE OF roles, active, archived_at ON staff BEGIN
  DELETE FROM staff_roles WHERE staff = NEW.id;
  INSERT OR IGNORE INTO staff_roles (staff, role) SELECT NEW.id, value FROM json_each(NEW.roles);
  -- Deactivation ends sessions at once (product section 3).
  DELETE FROM sessions WHERE kind = 'staff' AND person = NEW.id AND (NEW.active = 0 OR NEW.archived_at IS NOT NULL);
  DELETE FROM links WHERE kind = 'staff' AND person = NEW.id AND (NEW.active = 0 OR NEW.archived_at IS NOT NULL);
  SELECT RAISE(ABORT, 'last_owner') WHERE NOT EXISTS (
    SELECT 1 FROM roles JOIN staff_roles ON staff_roles.role = roles.id JOIN staff ON staff.id = staff_roles.staff
    WHERE roles.built_in = 'owner' AND staff.active = 1 AND staff.archived_at IS NULL
  );
END;
CREATE TRIGGER staff_keep_owner BEFORE DELETE ON staff BEGIN
  SELECT RAISE(ABORT, 'last_owner') WHERE NOT EXISTS (
    SELECT 1 FROM roles JOIN staff_roles ON staff_roles.role = roles.id JOIN staff ON staff.id = staff_roles.staff
    WHERE roles.built_in = 'owner' AND staff.active = 1 AND staff.archived_at IS NULL AND staff.id <> OLD.id
  );
  DELETE FROM sessions WHERE kind = 'staff' AND person = OLD.id;
  DELETE FROM credentials WHERE kind = 'staff' AND person = OLD.id;
  DELETE FROM links WHERE kind = 'staff' AND person = OLD.id;
  DELETE FROM notifications WHERE audience = 'staff' AND person = OLD.id;
END;
-- What went to the address before is not for whoever has it now.
CREATE TRIGGER staff_change_address AFTER UPDATE OF email ON staff WHEN NEW.email <> OLD.email COLLATE NOCASE BEGIN
  DELETE FROM links WHERE kind = 'staff' AND person = NEW.id AND mail IS NOT NULL;
END;
CREATE TRIGGER staff_leave_devices AFTER DELETE ON staff BEGIN
  DELETE FROM devices WHERE kind = 'staff' AND person = OLD.id;
END;
-- A link that is handed on is known to whoever made it. It was weighed by what its person could do then, so it ends when they
-- may do more.
CREATE TRIGGER staff_links_weighed AFTER UPDATE OF roles ON staff
WHEN EXISTS (SELECT value FROM json_each(NEW.roles) EXCEPT SELECT value FROM json_each(OLD.roles)) BEGIN
  DELETE FROM links WHERE kind = 'staff' AND person = NEW.id AND mail IS NULL;
END;
-- Who is gone is told nothing any more.
CREATE TRIGGER staff_leave_their_lines AFTER DELETE ON staff BEGIN
  DELETE FROM notice_lines WHERE notification IS NULL AND audience = 'staff' AND person = OLD.id;
END;

-- `staff.roles` taken apart, so that permissions can be joined and a role in use can't be deleted.
CREATE TABLE staff_roles (
  staff INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  role INTEGER NOT NULL REFERENCES roles (id),
  PRIMARY KEY (staff, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_roles_of_role ON staff_roles (role, staff);

CREATE TRIGGER roles_links_weighed AFTER UPDATE OF permissions, archived_at ON roles
WHEN NEW.archived_at IS NULL AND (OLD.archived_at IS NOT NULL
  OR EXISTS (SELECT value FROM json_each(NEW.permissions) EXCEPT SELECT value FROM json_each(OLD.permissions))) BEGIN
  DELETE FROM links WHERE kind = 'staff' AND mail IS NULL AND person IN (SELECT staff FROM staff_roles WHERE role = NEW.id);
END;

CREATE TABLE drivers (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  staff INTEGER NOT NULL REFERENCES staff (id),
  -- The staff member's name and phone, kept by triggers, so that lists sort by it without a join.
  name TEXT NOT NULL DEFAULT '',
  name_key TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  licence_number TEXT NOT NULL DEFAULT '',
  licence_classes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(licence_classes)),
  licence_expires_on TEXT,
  hired_on TEXT,
  status TEXT NOT NULL DEFAULT 'available',
  notes TEXT NOT NULL DEFAULT '',
  -- Sums of the ratings, kept by their trigger.
  ratings INTEGER NOT NULL DEFAULT 0,
  stars INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX drivers_staff ON drivers (staff) WHERE archived_at IS NULL;
CREATE INDEX drivers_of_staff ON drivers (staff);
CREATE INDEX drivers_by_name ON drivers (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX drivers_by_status ON drivers (status, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX drivers_by_licence ON drivers (licence_expires_on, id) WHERE archived_at IS NULL;
CREATE INDEX drivers_archived ON drivers (name_key, id) WHERE archived_at IS NOT NULL;

CREATE TRIGGER drivers_named AFTER INSERT ON drivers BEGIN
  UPDATE drivers SET name = (SELECT name FROM staff WHERE id = NEW.staff),
    name_key = (SELECT name_key FROM staff WHERE id = NEW.staff),
    phone = (SELECT phone FROM staff WHERE id = NEW.staff) WHERE id = NEW.id;
END;
CREATE TRIGGER drivers_keep_staff BEFORE UPDATE OF staff ON drivers WHEN NEW.staff <> OLD.staff
BEGIN SELECT RAISE(ABORT, 'driver_staff_fixed'); END;
CREATE TRIGGER staff_renamed AFTER UPDATE OF name, phone ON staff BEGIN
  UPDATE drivers SET name = NEW.name, name_key = NEW.name_key, phone = NEW.phone WHERE staff = NEW.id;
END;

CREATE TABLE leave (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  driver INTEGER NOT NULL REFERENCES drivers (id),
  kind TEXT NOT NULL,
  "from" INTEGER NOT NULL,
  "to" INTEGER,
  reason TEXT NOT NULL DEFAULT '',
  -- The driver's, kept by triggers.
  driver_name TEXT NOT NULL DEFAULT '',
  CHECK ("from" < "to")
) STRICT;
CREATE INDEX leave_by_from ON leave ("from", id) WHERE archived_at IS NULL;
CREATE INDEX leave_of_driver ON leave (driver, "from", id) WHERE archived_at IS NULL;
CREATE INDEX leave_by_kind ON leave (kind, "from", id) WHERE archived_at IS NULL;
-- Who is away now, or will be.
CREATE INDEX leave_by_end ON leave (coalesce("to", 9007199254740991), "from", driver) WHERE archived_at IS NULL;
CREATE INDEX leave_archived ON leave ("from", id) WHERE archived_at IS NOT NULL;

CREATE TRIGGER leave_named AFTER INSERT ON leave BEGIN
  UPDATE leave SET driver_name = (SELECT name FROM drivers WHERE id = NEW.driver) WHERE id = NEW.id;
END;
CREATE TRIGGER leave_renamed AFTER UPDATE OF driver ON leave BEGIN
  UPDATE leave SET driver_name = (SELECT name FROM drivers WHERE id = NEW.driver) WHERE id = NEW.id;
END;
CREATE TRIGGER drivers_renamed_on_leave AFTER UPDATE OF name ON drivers WHEN NEW.name <> OLD.name BEGIN
  UPDATE leave SET driver_name = NEW.name WHERE driver = NEW.id;
END;

CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  company TEXT NOT NULL,
  -- Folded: what it is put in order by.
  company_key TEXT NOT NULL,
  tax_id TEXT NOT NULL DEFAULT '',
  -- Its letters and digits alone, folded: what it is compared by. Not unique, since branches share one.
  tax_id_key TEXT NOT NULL,
  shares_tax_id INTEGER NOT NULL DEFAULT 0,
  -- As JSON, `domain::address::Address`.
  billing_address TEXT NOT NULL DEFAULT '{"street":"","postcode":"","city":"","region":"","country":""}',
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT 'es',
  notes TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX customers_by_company ON customers (company_key, id) WHERE archived_at IS NULL;
CREATE INDEX customers_by_created ON customers (created_at, id) WHERE archived_at IS NULL;
CREATE INDEX customers_by_tax_id ON customers (tax_id_key, id) WHERE tax_id_key <> '' AND archived_at IS NULL;
CREATE INDEX customers_archived ON customers (company_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX customers_by_active ON customers (active, company_key, id) WHERE archived_at IS NULL;

-- Branches share a tax number. That one does is said, so that nobody enters a customer twice unawares.
CREATE TRIGGER customers_tax_id_in BEFORE INSERT ON customers WHEN NEW.tax_id_key <> '' AND NEW.shares_tax_id = 0 BEGIN
  SELECT RAISE(ABORT, 'tax_id_shared') WHERE EXISTS (
    SELECT 1 FROM customers WHERE tax_id_key = NEW.tax_id_key AND tax_id_key <> '' AND archived_at IS NULL);
END;
CREATE TRIGGER customers_tax_id BEFORE UPDATE OF tax_id_key, shares_tax_id, archived_at ON customers
WHEN NEW.tax_id_key <> '' AND NEW.shares_tax_id = 0 AND NEW.archived_at IS NULL BEGIN
  SELECT RAISE(ABORT, 'tax_id_shared') WHERE EXISTS (
    SELECT 1 FROM customers WHERE tax_id_key = NEW.tax_id_key AND tax_id_key <> '' AND archived_at IS NULL AND id <> NEW.id);
END;

CREATE TABLE vendors (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is compared by.
  name_key TEXT NOT NULL,
  tax_id TEXT NOT NULL DEFAULT '',
  -- Its letters and digits alone, folded.
  tax_id_key TEXT NOT NULL,
  -- Codes of `domain::people::vendor::Supply`.
  supplies TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(supplies)),
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  -- As JSON, `domain::address::Address`.
  address TEXT NOT NULL DEFAULT '{"street":"","postcode":"","city":"","region":"","country":""}',
  notes TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX vendors_name ON vendors (name_key) WHERE archived_at IS NULL;
CREATE INDEX vendors_by_name ON vendors (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vendors_by_created ON vendors (created_at, id) WHERE archived_at IS NULL;
CREATE INDEX vendors_by_active ON vendors (active, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vendors_archived ON vendors (name_key, id) WHERE archived_at IS NOT NULL;

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  customer INTEGER NOT NULL REFERENCES customers (id),
  -- Who acts as this contact; NULL until somebody was invited.
  portal_user INTEGER REFERENCES portal_users (id),
  name TEXT NOT NULL,
  -- Folded: what it is put in order by.
  name_key TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL DEFAULT '',
  position TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT 'es',
  "primary" INTEGER NOT NULL DEFAULT 0,
  access TEXT NOT NULL DEFAULT 'none'
) STRICT;
-- Of one customer; another's may have the same, and then it is the same person.
CREATE UNIQUE INDEX contacts_email ON contacts (customer, email COLLATE NOCASE) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX contacts_portal_user ON contacts (customer, portal_user) WHERE archived_at IS NULL AND portal_user IS NOT NULL;
CREATE INDEX contacts_of_portal_user ON contacts (portal_user) WHERE portal_user IS NOT NULL;
CREATE INDEX contacts_by_email ON contacts (email COLLATE NOCASE) WHERE archived_at IS NULL;
CREATE INDEX contacts_by_name ON contacts (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX contacts_of ON contacts (customer, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX contacts_by_access ON contacts (access, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX contacts_by_primary ON contacts ("primary", name_key, id) WHERE archived_at IS NULL;
CREATE INDEX contacts_archived ON contacts (name_key, id) WHERE archived_at IS NOT NULL;

-- One primary contact: the newest to be so called takes it from the others.
CREATE TRIGGER contacts_one_primary_in AFTER INSERT ON contacts WHEN NEW."primary" = 1 BEGIN
  UPDATE contacts SET "primary" = 0 WHERE customer = NEW.customer AND id <> NEW.id AND "primary" = 1;
END;
CREATE TRIGGER contacts_one_primary AFTER UPDATE OF "primary" ON contacts WHEN NEW."primary" = 1 AND OLD."primary" = 0 BEGIN
  UPDATE contacts SET "primary" = 0 WHERE customer = NEW.customer AND id <> NEW.id AND "primary" = 1;
END;
-- A session goes on as another contact of its person that is let in, or ends.
CREATE TRIGGER sessions_go_on AFTER UPDATE OF contact ON sessions WHEN NEW.kind = 'portal' AND NEW.contact IS NULL BEGIN
  UPDATE sessions SET contact = (
    SELECT p.id FROM contacts p JOIN customers u ON u.id = p.customer
    WHERE p.portal_user = NEW.person AND p.access = 'active' AND p.archived_at IS NULL
      AND u.active = 1 AND u.archived_at IS NULL ORDER BY p.id LIMIT 1
  ) WHERE id = NEW.id;
  DELETE FROM sessions WHERE id = NEW.id AND contact IS NULL;
END;
CREATE TRIGGER contacts_shut_out AFTER UPDATE OF access, archived_at, portal_user ON contacts
WHEN NEW.access <> 'active' OR NEW.archived_at IS NOT NULL OR NEW.portal_user IS NOT OLD.portal_user BEGIN
  UPDATE sessions SET contact = NULL WHERE kind = 'portal' AND contact = NEW.id;
END;
CREATE TRIGGER customers_shut_out AFTER UPDATE OF active, archived_at ON customers
WHEN NEW.active = 0 OR NEW.archived_at IS NOT NULL BEGIN
  UPDATE sessions SET contact = NULL WHERE kind = 'portal' AND contact IN (SELECT id FROM contacts WHERE customer = NEW.id);
END;
CREATE TRIGGER contacts_end_links AFTER UPDATE OF access, archived_at, portal_user ON contacts
WHEN NEW.access = 'disabled' OR NEW.archived_at IS NOT NULL OR NEW.portal_user IS NOT OLD.portal_user BEGIN
  DELETE FROM links WHERE contact = NEW.id;
END;
CREATE TRIGGER customers_end_links AFTER UPDATE OF active, archived_at ON customers
WHEN NEW.active = 0 OR NEW.archived_at IS NOT NULL BEGIN
  DELETE FROM links WHERE contact IN (SELECT id FROM contacts WHERE customer = NEW.id);
END;
-- What went to the address before is not for whoever has it now. A sign-in follows its only contact to another address; one that
-- serves other customers too, in whatever state, stays where it is, so that nobody gets at theirs by changing this one.
CREATE TRIGGER contacts_change_address AFTER UPDATE OF email ON contacts WHEN NEW.email <> OLD.email COLLATE NOCASE BEGIN
  DELETE FROM links WHERE contact = NEW.id AND mail IS NOT NULL;
  UPDATE portal_users SET email = NEW.email, confirmed_at = NULL WHERE id = NEW.portal_user
    AND NOT EXISTS (SELECT 1 FROM contacts WHERE portal_user = NEW.portal_user AND id <> NEW.id)
    AND NOT EXISTS (SELECT 1 FROM portal_users WHERE email = NEW.email COLLATE NOCASE);
  UPDATE contacts SET portal_user = NULL, access = iif(access = 'disabled', 'disabled', 'none')
  WHERE id = NEW.id AND portal_user = (SELECT id FROM portal_users WHERE id = NEW.portal_user AND email <> NEW.email COLLATE NOCASE);
END;
CREATE TRIGGER contacts_change_hands AFTER UPDATE OF portal_user ON contacts
WHEN OLD.portal_user IS NOT NULL AND NEW.portal_user IS NOT OLD.portal_user BEGIN
  DELETE FROM portal_users WHERE id = OLD.portal_user AND NOT EXISTS (SELECT 1 FROM contacts WHERE portal_user = OLD.portal_user);
END;
CREATE TRIGGER contacts_leave AFTER DELETE ON contacts BEGIN
  UPDATE sessions SET contact = NULL WHERE kind = 'portal' AND contact = OLD.id;
  DELETE FROM links WHERE contact = OLD.id;
  DELETE FROM portal_users WHERE id = OLD.portal_user AND NOT EXISTS (SELECT 1 FROM contacts WHERE portal_user = OLD.portal_user);
  DELETE FROM notifications WHERE audience = 'portal' AND person = OLD.id;
END;
CREATE TRIGGER contacts_leave_their_lines AFTER DELETE ON contacts BEGIN
  DELETE FROM notice_lines WHERE notification IS NULL AND audience = 'portal' AND person = OLD.id;
END;
