-- compatible: no
-- What a client is registered with beyond the columns, as far as it is not the default.
ALTER TABLE clients ADD COLUMN metadata TEXT NOT NULL DEFAULT '{}';

-- How the user of a login proved who they are, and which claims were asked for one by one.
ALTER TABLE refresh_families ADD COLUMN authentication TEXT NOT NULL DEFAULT '{}';

-- One row per code, until it need not be remembered any more. family_id is the login that was made
-- of it. Redeeming one writes nothing that is indexed.
CREATE TABLE authorization_codes (
  id                TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  client_id         TEXT COLLATE "C" NOT NULL,
  redirect_uri      TEXT NOT NULL,
  redirect_uri_sent BIGINT NOT NULL,
  challenge         TEXT,
  scopes            TEXT NOT NULL,
  audiences         TEXT NOT NULL,
  nonce             TEXT,
  user_id           TEXT COLLATE "C" NOT NULL,
  client_epoch      BIGINT NOT NULL,
  user_epoch        BIGINT NOT NULL,
  session_id        TEXT COLLATE "C" NOT NULL,
  authenticated_at  BIGINT NOT NULL,
  authentication    TEXT NOT NULL,
  expires_at        BIGINT NOT NULL,
  family_id         TEXT COLLATE "C",
  burnt             BIGINT NOT NULL,
  CHECK (burnt = 0 OR family_id IS NULL)
);
CREATE INDEX authorization_codes_expiry ON authorization_codes (expires_at);
CREATE INDEX authorization_codes_user ON authorization_codes (user_id, client_id);

-- One row per browser that is logged in. last_used_at is written once a minute, and in no index.
CREATE TABLE browser_sessions (
  id               TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  user_id          TEXT COLLATE "C" NOT NULL,
  user_epoch       BIGINT NOT NULL,
  authenticated_at BIGINT NOT NULL,
  authentication   TEXT NOT NULL,
  created_at       BIGINT NOT NULL,
  last_used_at     BIGINT NOT NULL,
  expires_at       BIGINT NOT NULL
);
CREATE INDEX browser_sessions_expiry ON browser_sessions (expires_at);

-- Which logins a browser session gave. One of them may be over.
CREATE TABLE session_participants (
  session_id TEXT COLLATE "C" NOT NULL REFERENCES browser_sessions (id) ON DELETE CASCADE,
  client_id  TEXT COLLATE "C" NOT NULL,
  family_id  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (session_id, client_id, family_id)
);

-- What users allowed clients. That of a user or client that is gone is worth nothing, and goes.
CREATE TABLE consents (
  user_id   TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  scopes    TEXT NOT NULL,
  claims    TEXT NOT NULL,
  given_at  BIGINT NOT NULL,
  PRIMARY KEY (user_id, client_id)
);
CREATE INDEX consents_client ON consents (client_id);

-- Logout tokens that are to be delivered. Whoever delivers one puts it off first.
CREATE TABLE logout_notices (
  id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  client_id       TEXT COLLATE "C" NOT NULL,
  uri             TEXT NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL,
  family_id       TEXT COLLATE "C" NOT NULL,
  subject         TEXT NOT NULL,
  created_at      BIGINT NOT NULL,
  next_attempt_at BIGINT NOT NULL,
  attempts        BIGINT NOT NULL
);
CREATE INDEX logout_notices_due ON logout_notices (next_attempt_at);
