-- compatible: yes
-- What was sent to e-mail addresses: one of each purpose for each subject, which is a user's id or, of
-- an invitation, the address. Ids are digests.
CREATE TABLE account_tickets (
  id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  purpose    TEXT COLLATE "C" NOT NULL,
  subject    TEXT COLLATE "C" NOT NULL,
  user_id    TEXT,
  email      TEXT NOT NULL,
  user_epoch BIGINT NOT NULL,
  issued_at  BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  UNIQUE (purpose, subject)
);
CREATE INDEX account_tickets_expiry ON account_tickets (expires_at);

-- What somebody asked for an address, until it was looked at: a second, as a rule.
CREATE TABLE account_requests (
  id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  kind            TEXT COLLATE "C" NOT NULL,
  email           TEXT NOT NULL,
  email_key       TEXT COLLATE "C" NOT NULL,
  user_id         TEXT,
  username        TEXT,
  password_hash   TEXT,
  languages       TEXT NOT NULL,
  address         TEXT NOT NULL,
  user_agent      TEXT NOT NULL,
  request_id      TEXT NOT NULL,
  requested_at    BIGINT NOT NULL,
  next_attempt_at BIGINT NOT NULL,
  attempts        BIGINT NOT NULL,
  UNIQUE (kind, email_key),
  CHECK ((user_id IS NULL) = (password_hash IS NULL))
);
CREATE INDEX account_requests_due ON account_requests (next_attempt_at);
