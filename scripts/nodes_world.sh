# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev. What a scenario of ./dev cluster plays with, all of it on loopback and from Debian's
# packages: PostgreSQL with a synchronous standby, three nodes, HAProxy before them, and apps. One world at
# a time, each in a shell of its own; it ends however that shell does.

nodes_program=build/release/app/chancery
nodes_count=3

# begin_nodes SCENARIO: what it says and claims is recorded as crash scenarios' is.
begin_nodes() {
  local node
  crash_scenario=$1 crash_engine=nodes crash_record=$nodes_record
  umask 077
  # Not in /tmp, which may be memory: commits are to reach a disk.
  nodes_folder=$(mktemp --directory "${TMPDIR:-/var/tmp}/chancery-nodes-XXXXXX")
  chmod 711 "$nodes_folder"
  nodes_pids=() nodes_load="" nodes_proxy="" nodes_others=()
  pair_ports=() pair_postmasters=("" "") pair_primary=0
  trap end_nodes EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  CLUSTER_SECRET=$(random_hex 24)
  export CLUSTER_SECRET CHANCERY_LOG_LEVEL=warn
  nodes_ports=()
  for ((node = 0; node < nodes_count; node++)); do nodes_ports+=("$(free_port)"); done
  proxy_port=$(free_port)
  CHANCERY_ISSUER=http://127.0.0.1:$proxy_port
  CHANCERY_TRUSTED_PROXIES=127.0.0.1
  # All of them hash on one machine, so logins may wait.
  CHANCERY_HASH_THREADS=1 CHANCERY_HASH_QUEUE=5s
  export CHANCERY_ISSUER CHANCERY_TRUSTED_PROXIES CHANCERY_HASH_THREADS CHANCERY_HASH_QUEUE
}

end_nodes() {
  local status=$? pid
  trap '' INT TERM
  if [[ -n ${pair_postmasters[$pair_primary]} ]]; then every_postgres CONT; fi
  for pid in $nodes_load "${nodes_others[@]}" $nodes_proxy "${nodes_pids[@]}"; do
    kill -KILL "$pid" 2>/dev/null || true
  done
  for pid in $nodes_load $nodes_proxy "${nodes_pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  for pid in 0 1; do
    look_at "$pid"
    stop_cluster immediate
  done
  rm -rf "$nodes_folder"/pg?
  if ((status == 0)) && ! grep --quiet "^FAILED $crash_scenario " "$nodes_record"; then
    rm -rf "$nodes_folder"
  else
    echo "what was said is kept in $nodes_folder" >&2
  fi
}

# The pair of PostgreSQL clusters, 0 and 1.

# look_at INDEX: scripts/cluster.sh works on that one.
look_at() {
  cluster_folder=$nodes_folder/pg$1
  cluster_password=$CLUSTER_SECRET
  cluster_port=${pair_ports[$1]:-}
  cluster_postmaster=${pair_postmasters[$1]}
}

launch_pair_member() {
  look_at "$1"
  launch_cluster "${pair_ports[$1]}" || fail "PostgreSQL does not start" "its log: $cluster_folder.log"
  pair_postmasters[$1]=$cluster_postmaster
}

stop_pair_member() {
  look_at "$1"
  stop_cluster "$2"
  pair_postmasters[$1]=""
}

make_pair() {
  pair_ports=("$(free_port)" "$(free_port)")
  look_at 0
  make_cluster "$nodes_folder/pg0" "$CLUSTER_SECRET"
  printf '%s\n' "max_connections = 150" "wal_keep_size = 128MB" >>"$cluster_folder/data/postgresql.conf"
  launch_pair_member 0
  attach_standby 1
  local host=127.0.0.1
  CHANCERY_DATABASE_URL="postgresql://chancery:$CLUSTER_SECRET@$host:${pair_ports[0]},$host:${pair_ports[1]}/postgres"
  CHANCERY_MASTER_KEY=$(head --bytes=32 /dev/urandom | base64 --wrap=0)
  export CHANCERY_DATABASE_URL CHANCERY_MASTER_KEY
}

# attach_standby INDEX: made anew from the primary; returns when a commit there waits for it.
attach_standby() {
  local attempt primary=${pair_ports[$pair_primary]}
  look_at "$1"
  mkdir --parents "$cluster_folder"
  rm -rf "$cluster_folder/data"
  : >>"$cluster_folder.log"
  if [[ $(id -u) == 0 ]]; then chown postgres: "$cluster_folder" "$cluster_folder.log"; fi
  PGPASSWORD=$CLUSTER_SECRET as_database_user "$postgresql_programs/pg_basebackup" --host 127.0.0.1 \
    --port "$primary" --username chancery --pgdata "$cluster_folder/data" --checkpoint fast --no-sync \
    --wal-method stream --write-recovery-conf
  # Once it is promoted nobody stands by: it waits for nobody then.
  echo "synchronous_standby_names = ''" >>"$cluster_folder/data/postgresql.auto.conf"
  launch_pair_member "$1"
  look_at "$pair_primary"
  sql --command "ALTER SYSTEM SET synchronous_standby_names = '*'" --command 'SELECT pg_reload_conf()' >/dev/null
  for ((attempt = 0; attempt < 300; attempt++)); do
    if [[ $(sql --command "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'") == sync ]]; then
      return
    fi
    sleep 0.1
  done
  fail "the standby does not follow" "its log: $nodes_folder/pg$1.log"
}

# fail_over: the primary is killed, the standby promoted.
fail_over() {
  local standby=$((1 - pair_primary))
  stop_pair_member "$pair_primary" immediate
  look_at "$standby"
  as_database_user "$postgresql_programs/pg_ctl" promote --silent --wait --pgdata "$cluster_folder/data"
  pair_primary=$standby
}

# every_postgres SIGNAL: to the primary and all of its processes.
every_postgres() {
  local pids
  pids="${pair_postmasters[$pair_primary]} $(pgrep --parent "${pair_postmasters[$pair_primary]}" | tr '\n' ' ')"
  # shellcheck disable=SC2086
  kill -"$1" $pids 2>/dev/null || true
}

# The nodes and what is before them.

make_node_records() {
  local alg
  "$nodes_program" migrate up >/dev/null
  "$nodes_program" client add --id app --public --first-party --grant password --grant refresh_token \
    --scope "openid orders offline_access" --audience api >/dev/null
  "$nodes_program" client add --id api --secret-stdin --introspect api <<<"$CLUSTER_SECRET" >/dev/null
  for alg in ES256 RS256; do
    "$nodes_program" client add --id "${alg,,}" --secret-stdin --grant client_credentials --scope orders \
      --audience api --access-token-alg "$alg" <<<"$CLUSTER_SECRET" >/dev/null
  done
  "$nodes_program" user add --username ann --email ann@example.org --password-stdin \
    <<<"$CLUSTER_SECRET" >/dev/null
  "$nodes_program" user add --username root --email root@example.org --role admin --password-stdin \
    <<<"$CLUSTER_SECRET" >/dev/null
}

node_url() { echo "http://127.0.0.1:${nodes_ports[$1]}"; }

# start_node INDEX: does not wait for it.
start_node() {
  "$nodes_program" serve --listen "127.0.0.1:${nodes_ports[$1]}" >>"$nodes_folder/node$1.log" 2>&1 &
  nodes_pids[$1]=$!
}

await_node() { wait_until_ready "$(node_url "$1")" "${nodes_pids[$1]}"; }

# finish_node INDEX: SIGTERM, and it must end well.
finish_node() {
  local status=0
  kill -TERM "${nodes_pids[$1]}"
  wait "${nodes_pids[$1]}" || status=$?
  unset "nodes_pids[$1]"
  ((status == 0)) || fail "node $1 ended with $status" "its log: $nodes_folder/node$1.log"
}

# A request goes to another node only if it never reached one; a node that drains is left out once it has
# said so twice.
proxy_configuration() {
  local node
  cat <<CONFIGURATION
global
  maxconn 2000
defaults
  mode http
  timeout connect 1s
  timeout client 30s
  timeout server 15s
  timeout check 5s
  retries 3
  retry-on conn-failure
  option redispatch
  option forwardfor
frontend apps
  bind 127.0.0.1:$proxy_port
  default_backend nodes
backend nodes
  balance roundrobin
  option httpchk GET /health/ready
  http-check expect status 200
  default-server check inter 500ms fall 2 rise 1
CONFIGURATION
  for node in "${!nodes_ports[@]}"; do echo "  server node$node 127.0.0.1:${nodes_ports[$node]}"; done
}

start_proxy() {
  proxy_configuration >"$nodes_folder/haproxy.cfg"
  haproxy -f "$nodes_folder/haproxy.cfg" -db >"$nodes_folder/haproxy.log" 2>&1 &
  nodes_proxy=$!
  wait_until_ready "$CHANCERY_ISSUER" "$nodes_proxy"
}

# start_nodes: all of it.
start_nodes() {
  local node
  make_pair
  make_node_records
  for ((node = 0; node < nodes_count; node++)); do start_node "$node"; done
  for ((node = 0; node < nodes_count; node++)); do await_node "$node"; done
  start_proxy
  sleep 1  # until the proxy has seen each of them
}

finish_nodes() {
  local node
  for ((node = 0; node < nodes_count; node++)); do finish_node "$node"; done
}

# The load, through the proxy.

# start_load RATE APPS LOGINS: returns when every login is there.
start_load() {
  build/release/tests/cluster/cluster_load "$proxy_port" "$@" >"$nodes_folder/load" 2>"$nodes_folder/load.errors" &
  nodes_load=$!
  nodes_marks=0
  await_load_line '^began$' 1
}

# await_load_line PATTERN COUNT: until the load has said so often.
await_load_line() {
  local attempt
  for ((attempt = 0; attempt < 1200; attempt++)); do
    if (($(grep --count "$1" "$nodes_folder/load" || true) >= $2)); then return; fi
    kill -0 "$nodes_load" 2>/dev/null || break
    sleep 0.05
  done
  cat "$nodes_folder/load.errors" >&2
  fail "the load never said $1"
}

# mark_load: leaves what happened since the last mark in mark.
mark_load() {
  local words
  kill -USR1 "$nodes_load"
  nodes_marks=$((nodes_marks + 1))
  await_load_line '^mark ' "$nodes_marks"
  read -ra words <<<"$(grep '^mark ' "$nodes_folder/load" | tail --lines=1)"
  declare -gA mark=()
  read_pairs mark "${words[@]:1}"
}

# read_pairs ARRAY NAME VALUE…
read_pairs() {
  local -n into=$1
  shift
  while (($# > 1)); do
    into[$1]=$2
    shift 2
  done
}

# end_load: every login shows that it lives; the counts are facts then, and what holds in every scenario
# is claimed.
end_load() {
  local name number
  kill -TERM "$nodes_load"
  wait "$nodes_load" || fail "the load broke: $(<"$nodes_folder/load.errors")"
  nodes_load=""
  while read -r name number rest; do
    if [[ $name != mark && -n $number ]]; then fact "$name" "$number"; fi
  done <"$nodes_folder/load"
  look_at "$pair_primary"
  claim "logins lost, of ${facts[logins]}" "${facts[logins_lost]}" -eq 0
  claim "tokens that were wrongly not active, of ${facts[introspections]}" "${facts[wrongly_inactive]}" -eq 0
  claim "answers that nobody should give" "${facts[surprises]}" -eq 0
  claim "logins ended as stolen, after ${facts[refreshes]} refreshes" \
    "$(sql --command "SELECT count(*) FROM audit_events WHERE type = 'login_ended' AND reason = 'reuse'")" -eq 0
}
