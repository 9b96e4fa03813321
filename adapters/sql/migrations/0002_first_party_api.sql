-- Who has a role; users.roles says the same, and which roles a user has.
CREATE TABLE user_roles (
  role    TEXT COLLATE "C" NOT NULL,
  user_id TEXT COLLATE "C" NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (role, user_id)
);
CREATE INDEX user_roles_user ON user_roles (user_id);
INSERT INTO user_roles (role, user_id)
  SELECT r.value, u.id FROM users u, json_array_elements_text(u.roles::json) AS r(value);

CREATE INDEX users_disabled ON users (id) WHERE disabled = 1;

-- One row per request with an Idempotency-Key, for a day. Ids and bodies are keyed digests.
CREATE TABLE idempotent_requests (
  id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  body       TEXT NOT NULL,
  attempt    TEXT NOT NULL,
  answer     TEXT,
  runs_until BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX idempotent_requests_expiry ON idempotent_requests (expires_at);
