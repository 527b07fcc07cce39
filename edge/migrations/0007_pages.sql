-- Every page of a list is found by an index: archived records, and the orders that were left without one.

CREATE INDEX roles_archived ON roles (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX staff_archived ON staff (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX drivers_archived ON drivers (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX contacts_archived ON contacts (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX vehicle_types_archived ON vehicle_types (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX vehicle_groups_archived ON vehicle_groups (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX vehicles_archived ON vehicles (name_key, id) WHERE archived_at IS NOT NULL;

CREATE INDEX vehicle_types_by_created ON vehicle_types (created_at, id) WHERE archived_at IS NULL;
CREATE INDEX vehicle_groups_by_created ON vehicle_groups (created_at, id) WHERE archived_at IS NULL;
