# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev. Several `migrate up` at once on an empty database, also through a pooler that gives each
# transaction another connection: every step is applied once.

nodes_migrate() {
  local direct pooled
  make_pair
  direct=$CHANCERY_DATABASE_URL
  migrate_at_once
  start_pooler
  pooled="postgresql://chancery:$CLUSTER_SECRET@127.0.0.1:$pooler_port/postgres"
  CHANCERY_DATABASE_URL=$pooled CHANCERY_DATABASE_PREPARED_STATEMENTS=off migrate_at_once
  CHANCERY_DATABASE_URL=$direct
  claim "the doctor's opinion of it" "$("$nodes_program" migrate plan)" = "nothing to apply"
}

migrate_at_once() {
  local i pid bad=0 lines
  look_at "$pair_primary"
  sql --command 'DROP SCHEMA public CASCADE' --command 'CREATE SCHEMA public' 2>/dev/null
  nodes_others=()
  for ((i = 0; i < 6; i++)); do
    "$nodes_program" migrate up --json >"$nodes_folder/migrated$i" 2>>"$nodes_folder/migrate.errors" &
    nodes_others+=($!)
  done
  for pid in "${nodes_others[@]}"; do wait "$pid" || bad=$((bad + 1)); done
  nodes_others=()
  lines=$(sql --command 'SELECT count(*) FROM schema_migrations')
  claim "commands that failed, of 6 at once" "$bad" -eq 0
  claim "steps applied, each once" "$lines" -eq "$("$nodes_program" migrate status --json | grep --only-matching '"version"' | wc --lines)"
}

# start_pooler: Debian's pgbouncer, a connection for each transaction.
start_pooler() {
  pooler_port=$(free_port)
  mkdir "$nodes_folder/pooler"
  echo "\"chancery\" \"$CLUSTER_SECRET\"" >"$nodes_folder/pooler/users"
  cat >"$nodes_folder/pooler/pgbouncer.ini" <<CONFIGURATION
[databases]
postgres = host=127.0.0.1 port=$cluster_port dbname=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $pooler_port
unix_socket_dir =
pidfile = $nodes_folder/pooler/pid
auth_type = scram-sha-256
auth_file = $nodes_folder/pooler/users
pool_mode = transaction
default_pool_size = 8
CONFIGURATION
  if [[ $(id -u) == 0 ]]; then chown --recursive postgres: "$nodes_folder/pooler"; fi
  as_database_user pgbouncer --quiet "$nodes_folder/pooler/pgbouncer.ini" >"$nodes_folder/pooler.log" 2>&1 &
  local attempt
  for ((attempt = 0; attempt < 100; attempt++)); do
    if (: <"/dev/tcp/127.0.0.1/$pooler_port") 2>/dev/null; then
      nodes_proxy=$(<"$nodes_folder/pooler/pid")  # its own: who runs it as another user would die alone
      return
    fi
    sleep 0.1
  done
  fail "pgbouncer does not start" "its log: $nodes_folder/pooler.log"
}
