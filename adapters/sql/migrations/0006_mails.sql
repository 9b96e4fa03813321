-- compatible: yes
-- A program without this step sends no mail, and lets those of the others be.

-- Mails that are to be sent. sealed holds all of a mail: its address, its values, its link.
CREATE TABLE mails (
  id TEXT PRIMARY KEY,
  sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  next_attempt_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL
);
CREATE INDEX mails_due ON mails (next_attempt_at, id);
CREATE INDEX mails_created ON mails (created_at);
