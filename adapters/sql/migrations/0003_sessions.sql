-- Logins as lists. A refresh writes none of the columns that are indexed here.
ALTER TABLE refresh_families ADD COLUMN login_address TEXT NOT NULL DEFAULT '';
CREATE INDEX refresh_families_user ON refresh_families (user_id, user_epoch);
CREATE INDEX refresh_families_client ON refresh_families (client_id, client_epoch, id);

-- When housekeeping looks at a login: no later than it ends. It then goes, or is put off until the
-- end that it has by then; logins that were there before are looked at soon.
ALTER TABLE refresh_families ADD COLUMN sweep_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX refresh_families_sweep ON refresh_families (sweep_at);
DROP INDEX refresh_families_expiry;

-- Epochs that users and clients have left, until no login of theirs is there any more.
CREATE TABLE ended_epochs (
  party TEXT COLLATE "C" NOT NULL,
  id    TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  PRIMARY KEY (party, id, epoch),
  CHECK (party IN ('user', 'client'))
);

-- Who does what one node does for all, and until when the others leave it to that one.
CREATE TABLE leases (
  name       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  holder     TEXT NOT NULL,
  held_until BIGINT NOT NULL
);
