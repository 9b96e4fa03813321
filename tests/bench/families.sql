-- Fills refresh_families up to :families rows, between which the logins of the load lie scattered.
-- The indexes are made afterwards: 10 million keys one by one take many times as long.
-- The new logins are of nobody; they differ from live ones in nothing that a refresh looks at.

BEGIN;

CREATE TEMPORARY TABLE live AS
  SELECT (row_number() OVER (ORDER BY id)) % 64 AS part, f.* FROM refresh_families f
  WHERE used_agent <> 'filler';
TRUNCATE refresh_families;
ALTER TABLE refresh_families DROP CONSTRAINT refresh_families_pkey;
DROP INDEX refresh_families_user;
DROP INDEX refresh_families_client;
DROP INDEX refresh_families_sweep;

CREATE FUNCTION pg_temp.fill(families BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  in_a_part BIGINT := greatest(families - (SELECT count(*) FROM live), 0) / 64;
BEGIN
  FOR this IN 0..63 LOOP
    INSERT INTO refresh_families
      SELECT translate(left(encode(sha256(int8send(n)), 'base64'), 22), '+/', '-_'), 'app',
        translate(left(encode(sha256(int8send(-n)), 'base64'), 22), '+/', '-_'), 1, 1,
        '["offline_access","orders"]', '["api","http://127.0.0.1"]', 1700000000,
        2000000000 + n % 7776000, n % 300,
        translate(left(encode(sha256(int8send(n)), 'base64'), 43), '+/', '-_'),
        translate(left(encode(sha256(int8send(n)), 'base64'), 43), '+/', '-_'),
        1700000000, '192.0.2.7', 'filler', '192.0.2.7', 2000000000
      FROM generate_series(this * in_a_part + 1, (this + 1) * in_a_part) n;
    INSERT INTO refresh_families
      SELECT id, client_id, user_id, client_epoch, user_epoch, scopes, audiences, authenticated_at,
        expires_at, generation, current_digest, seed, rotated_at, used_address, used_agent,
        login_address, sweep_at
      FROM live WHERE part = this;
  END LOOP;
END $$;

SELECT pg_temp.fill(:families);
SET LOCAL maintenance_work_mem = '512MB';
ALTER TABLE refresh_families ADD PRIMARY KEY (id);
CREATE INDEX refresh_families_user ON refresh_families (user_id, user_epoch);
CREATE INDEX refresh_families_client ON refresh_families (client_id, client_epoch, id);
CREATE INDEX refresh_families_sweep ON refresh_families (sweep_at);
COMMIT;

VACUUM ANALYZE refresh_families;
CHECKPOINT;
