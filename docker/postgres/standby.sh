#!/bin/bash
# The standby: a copy of the primary, taken once, that follows it. Promoted (docs/operating.md) it waits for
# no standby, since it has none.
set -euo pipefail

if [[ ! -s $PGDATA/PG_VERSION ]]; then
  rm -rf "${PGDATA:?}"/*
  PGPASSWORD=$(<"$POSTGRES_PASSWORD_FILE") pg_basebackup --host postgres --username "$POSTGRES_USER" \
    --pgdata "$PGDATA" --checkpoint fast --wal-method stream --write-recovery-conf
  echo "synchronous_standby_names = ''" >>"$PGDATA/postgresql.auto.conf"
  chmod 0700 "$PGDATA"
fi
exec postgres
