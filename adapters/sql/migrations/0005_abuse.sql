-- compatible: yes
-- Attempts at passwords and the like. Ids are keyed digests: of an account, a network, or one at the
-- other. trusted_until is moved once a day, and with it what is indexed.
CREATE TABLE attempts (
  id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  forgiven_at   BIGINT NOT NULL,
  held_until    BIGINT NOT NULL,
  trusted_until BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL
);
CREATE INDEX attempts_expiry ON attempts (expires_at);
