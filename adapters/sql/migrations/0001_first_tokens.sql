-- Written for PostgreSQL; adapters/sql/dialect.cpp says what SQLite reads differently.
-- Instants are seconds since the epoch, truth values 0 and 1, lists and maps JSON.

CREATE TABLE users (
  id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  email          TEXT NOT NULL,
  email_key      TEXT COLLATE "C" NOT NULL UNIQUE,
  username       TEXT,
  username_key   TEXT COLLATE "C" UNIQUE,
  password_hash  TEXT,
  email_verified BIGINT NOT NULL,
  roles          TEXT NOT NULL,
  claims         TEXT NOT NULL,
  disabled       BIGINT NOT NULL,
  epoch          BIGINT NOT NULL,
  version        BIGINT NOT NULL,
  created_at     BIGINT NOT NULL,
  updated_at     BIGINT NOT NULL
);

CREATE TABLE clients (
  id               TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  name             TEXT NOT NULL,
  auth_method      TEXT NOT NULL,
  secret_key       TEXT,
  secret_mac       TEXT,
  grants           TEXT NOT NULL,
  scopes           TEXT NOT NULL,
  audiences        TEXT NOT NULL,
  introspects      TEXT NOT NULL,
  redirect_uris    TEXT NOT NULL,
  first_party      BIGINT NOT NULL,
  access_token_alg TEXT NOT NULL,
  disabled         BIGINT NOT NULL,
  epoch            BIGINT NOT NULL,
  tokens_not_before BIGINT NOT NULL,
  version          BIGINT NOT NULL,
  created_at       BIGINT NOT NULL,
  updated_at       BIGINT NOT NULL,
  CHECK ((secret_key IS NULL) = (secret_mac IS NULL))
);

-- The web origins of clients' redirect URIs.
CREATE TABLE client_origins (
  origin    TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  PRIMARY KEY (origin, client_id)
);
CREATE INDEX client_origins_client ON client_origins (client_id);

-- One row per login, updated in place. No reference to users and clients: a login whose parties are
-- gone has ended, and says so. No index on a column that a rotation writes: PostgreSQL then updates
-- without touching any.
CREATE TABLE refresh_families (
  id               TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  client_id        TEXT COLLATE "C" NOT NULL,
  user_id          TEXT COLLATE "C" NOT NULL,
  client_epoch     BIGINT NOT NULL,
  user_epoch       BIGINT NOT NULL,
  scopes           TEXT NOT NULL,
  audiences        TEXT NOT NULL,
  authenticated_at BIGINT NOT NULL,
  expires_at       BIGINT NOT NULL,
  generation       BIGINT NOT NULL,
  current_digest   TEXT NOT NULL,
  seed             TEXT NOT NULL,
  rotated_at       BIGINT NOT NULL,
  used_address     TEXT NOT NULL,
  used_agent       TEXT NOT NULL
);
CREATE INDEX refresh_families_expiry ON refresh_families (expires_at);

CREATE TABLE revoked_access_tokens (
  jti        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  expires_at BIGINT NOT NULL
);
CREATE INDEX revoked_access_tokens_expiry ON revoked_access_tokens (expires_at);

CREATE TABLE stored_keys (
  id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  key_use      TEXT NOT NULL,
  state        TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  activates_at BIGINT NOT NULL,
  retired_at   BIGINT,
  public_jwk   TEXT NOT NULL,
  sealed       TEXT NOT NULL,
  CHECK ((state = 'retiring') = (retired_at IS NOT NULL))
);
CREATE UNIQUE INDEX stored_keys_one_active ON stored_keys (key_use) WHERE state = 'active';
CREATE UNIQUE INDEX stored_keys_one_next ON stored_keys (key_use) WHERE state = 'next';

CREATE TABLE audit_events (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type       TEXT NOT NULL,
  at         BIGINT NOT NULL,
  reason     TEXT NOT NULL,
  user_id    TEXT,
  client_id  TEXT,
  family_id  TEXT,
  address    TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  request_id TEXT NOT NULL
);
CREATE INDEX audit_events_at ON audit_events (at);
