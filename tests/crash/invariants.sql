-- What holds in a database however its server ended: a name and a number a row. Nobody deletes users
-- or clients while it is made.

SELECT 'families_of_ann', count(*) FROM refresh_families f JOIN users u ON u.id = f.user_id
  WHERE u.username = 'ann';

SELECT 'rows_without_owner',
  (SELECT count(*) FROM refresh_families f WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = f.user_id))
  + (SELECT count(*) FROM refresh_families f WHERE NOT EXISTS (SELECT 1 FROM clients c WHERE c.id = f.client_id))
  + (SELECT count(*) FROM user_roles r WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = r.user_id))
  + (SELECT count(*) FROM client_origins o WHERE NOT EXISTS (SELECT 1 FROM clients c WHERE c.id = o.client_id));

-- A login and the event that tells of it are one transaction, and so are its end and that event.
SELECT 'half_written',
  (SELECT count(*) FROM refresh_families f WHERE NOT EXISTS (
    SELECT 1 FROM audit_events e WHERE e.family_id = f.id AND e.type = 'login_succeeded'))
  + (SELECT count(*) FROM audit_events e WHERE e.type = 'login_succeeded' AND
    (SELECT count(*) FROM refresh_families f WHERE f.id = e.family_id)
    + (SELECT count(*) FROM audit_events d WHERE d.family_id = e.family_id AND d.type = 'login_ended') <> 1)
  + (SELECT count(*) FROM users u WHERE NOT EXISTS (
    SELECT 1 FROM audit_events e WHERE e.user_id = u.id AND e.type = 'user_created'));
