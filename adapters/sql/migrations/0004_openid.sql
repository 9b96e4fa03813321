-- compatible: no
-- What a client is registered with beyond the columns, as far as it is not the default.
ALTER TABLE clients ADD COLUMN metadata TEXT NOT NULL DEFAULT '{}';
