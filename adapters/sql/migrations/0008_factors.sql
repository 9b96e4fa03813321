-- compatible: no
-- Who knows nothing of second factors would let a password alone in.

-- The authenticator app of a user. last_step is the newest step whose code has counted.
CREATE TABLE totp_factors (
  user_id      TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  id           TEXT COLLATE "C" NOT NULL,
  name         TEXT NOT NULL,
  sealed_key   TEXT NOT NULL,
  last_step    BIGINT NOT NULL,
  created_at   BIGINT NOT NULL,
  last_used_at BIGINT
);
CREATE UNIQUE INDEX totp_factors_id ON totp_factors (id);

-- Keyed digests; a code that was used is gone.
CREATE TABLE recovery_codes (
  user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  digest  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (user_id, digest)
);

-- Passkeys. The id is the authenticator's, public_key a JWK. last_challenge orders the challenges
-- that were answered, so that each counts once.
CREATE TABLE webauthn_credentials (
  id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  factor_id       TEXT COLLATE "C" NOT NULL,
  user_id         TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name            TEXT NOT NULL,
  public_key      TEXT NOT NULL,
  sign_count      BIGINT NOT NULL,
  backup_eligible BIGINT NOT NULL,
  backed_up       BIGINT NOT NULL,
  transports      TEXT NOT NULL,
  last_challenge  BIGINT NOT NULL,
  created_at      BIGINT NOT NULL,
  last_used_at    BIGINT
);
CREATE INDEX webauthn_credentials_user ON webauthn_credentials (user_id, factor_id);
