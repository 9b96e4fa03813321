#!/bin/bash
# Run once by the PostgreSQL image, when it has made the database: a standby may follow, and from the next
# start on a commit waits for it. Not before: nobody follows while the database is being made.
set -euo pipefail

echo "host replication $POSTGRES_USER samenet scram-sha-256" >>"$PGDATA/pg_hba.conf"
cat >>"$PGDATA/postgresql.conf" <<'CONFIGURATION'
synchronous_standby_names = '*'
wal_keep_size = 1GB
CONFIGURATION
