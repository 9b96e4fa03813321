#!/bin/bash
# The standby: a copy of the primary, taken once, that follows it. Promoted (docs/operating.md) it waits for
# no standby, since it has none.
set -euo pipefail

# A copy that was cut short has all but this file, and would be a server of its own.
copied=$PGDATA/copied_whole
if [[ ! -e $copied ]]; then
  rm -rf "${PGDATA:?}"/*
  PGPASSWORD=$(<"$POSTGRES_PASSWORD_FILE") pg_basebackup --host postgres --username "$POSTGRES_USER" \
    --pgdata "$PGDATA" --checkpoint fast --wal-method stream --write-recovery-conf
  echo "synchronous_standby_names = ''" >>"$PGDATA/postgresql.auto.conf"
  chmod 0700 "$PGDATA"
  sync
  touch "$copied"
fi
exec postgres
