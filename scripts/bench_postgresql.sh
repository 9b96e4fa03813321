# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev; the parts of the bench share its state. What stands beside PostgreSQL: pgbouncer in
# front of it, and pgbench instead of the server.

# start_bench_pooler: pgbouncer in transaction mode on a port of loopback. The server sees it alone from then on.
start_bench_pooler() {
  local folder=$bench_folder/pgbouncer port as_user=()
  port=$(free_port)
  mkdir --parents "$folder"
  chmod 700 "$folder"
  (umask 077 && echo "\"chancery\" \"$cluster_password\"" >"$folder/users")
  cat >"$folder/pgbouncer.ini" <<INI
[databases]
postgres = host=127.0.0.1 port=$cluster_port
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $port
unix_socket_dir =
pool_mode = transaction
default_pool_size = 16
auth_type = scram-sha-256
auth_file = $folder/users
INI
  if [[ $(id -u) == 0 ]]; then
    chown --recursive postgres: "$folder"
    as_user=(setpriv --reuid postgres --regid postgres --clear-groups)
  fi
  "${as_user[@]}" pgbouncer "$folder/pgbouncer.ini" >"$bench_folder/pgbouncer.log" 2>&1 &
  bench_pooler=$!
  until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    kill -0 "$bench_pooler" 2>/dev/null || fail "pgbouncer does not start" "its log: $bench_folder/pgbouncer.log"
    sleep 0.1
  done
  bench_direct_url=$CHANCERY_DATABASE_URL
  export CHANCERY_DATABASE_URL=postgresql://chancery:$cluster_password@127.0.0.1:$port/postgres
  export CHANCERY_DATABASE_PREPARED_STATEMENTS=off
}

stop_bench_pooler() {
  if [[ -z $bench_pooler ]]; then return 0; fi
  kill -TERM "$bench_pooler"
  wait "$bench_pooler" 2>/dev/null || true
  bench_pooler=""
  export CHANCERY_DATABASE_URL=$bench_direct_url
  unset CHANCERY_DATABASE_PREPARED_STATEMENTS
}

# As many as the server has connections, and set as it sets them.
pgbench_clients=16
pgbench_settings="-c statement_timeout=2s -c lock_timeout=1s -c idle_in_transaction_session_timeout=5s"

# The logins of pgbench's clients have numbers for ids, and are copies of one that the load made.
add_numbered_logins() {
  sql --command "DELETE FROM refresh_families WHERE length(id) < 4" --command "
    INSERT INTO refresh_families SELECT (jsonb_populate_record(NULL::refresh_families,
      to_jsonb(f) || jsonb_build_object('id', number::text, 'current_digest', '0'))).*
    FROM (SELECT * FROM refresh_families LIMIT 1) f, generate_series(0, $pgbench_clients - 1) AS number"
}

# Whether each of them was refreshed.
are_refreshed() {
  [[ $(sql --command "SELECT count(*) FROM refresh_families WHERE length(id) < 4 AND current_digest <> '0'") \
    == "$pgbench_clients" ]]
}

# pgbench_refreshes: how many it does in a second.
pgbench_refreshes() {
  build/release/tests/bench/bare_database pgbench >"$bench_folder/refresh.pgbench"
  add_numbered_logins
  PGOPTIONS=$pgbench_settings PGPASSWORD=$cluster_password "$postgresql_programs/pgbench" --no-vacuum --protocol prepared \
    --file "$bench_folder/refresh.pgbench" --define generation=0 --client "$pgbench_clients" \
    --jobs "$(cores)" --time "$bench_limit_seconds" --host 127.0.0.1 --port "$cluster_port" \
    --username chancery postgres >"$bench_folder/pgbench.log" 2>&1
  are_refreshed || fail "pgbench did not refresh" "what it said: $bench_folder/pgbench.log"
  awk '$1 == "tps" { print $3 }' "$bench_folder/pgbench.log"
}
