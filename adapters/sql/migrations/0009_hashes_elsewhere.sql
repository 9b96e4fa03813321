-- compatible: yes
-- The accounts whose password is not of argon2id, or who have none, to be counted by kind without
-- a look at any other: docs/decisions/counting-password-hashes.md.
CREATE INDEX users_other_password ON users (password_hash COLLATE "C")
  WHERE coalesce(substr(password_hash, 2, 8), '') NOT IN ('argon2id', 'peppered');
