# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev. What a crash scenario plays with: a folder, a database, the server on a port that
# stays, and the apps. One world at a time, each in a shell of its own; it ends however that shell does.

crash_program=build/release/app/chancery

# begin_world SCENARIO ENGINE
begin_world() {
  crash_scenario=$1 crash_engine=$2
  # Not in /tmp, which may be memory: commits are to reach a disk.
  umask 077
  crash_folder=$(mktemp --directory "${TMPDIR:-/var/tmp}/chancery-crash-XXXXXX")
  chmod 711 "$crash_folder"
  crash_server="" crash_load="" crash_mount="" crash_tracer=""
  trap end_world EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  crash_password=$(random_hex 12)
  crash_port=$(free_port)
  crash_url=http://127.0.0.1:$crash_port
  export CHANCERY_LOG_LEVEL=warn
  RANDOM=$crash_seed
}

end_world() {
  local status=$? pid
  trap '' INT TERM
  for pid in $crash_load $crash_server $crash_tracer; do kill -KILL "$pid" 2>/dev/null || true; done
  for pid in $crash_load $crash_server; do wait "$pid" 2>/dev/null || true; done
  stop_cluster immediate
  if [[ -n $crash_mount ]]; then umount "$crash_mount"; fi
  rm -rf "$crash_folder/database"
  if ((status == 0)); then
    rm -rf "$crash_folder"
  else
    echo "what was said is kept in $crash_folder" >&2
  fi
}

# use_database [INITDB ARGUMENT…]: an empty one.
use_database() {
  if [[ $crash_engine == sqlite ]]; then
    mkdir --parents "$crash_folder/database"
    chmod 700 "$crash_folder/database"
    export CHANCERY_DATABASE_URL=sqlite:$crash_folder/database/chancery.db
    unset CHANCERY_MASTER_KEY
  else
    make_cluster "$crash_folder/database" "$crash_password" "$@"
    start_cluster "${crash_cluster_options[@]}"
    CHANCERY_DATABASE_URL=$(cluster_url)
    CHANCERY_MASTER_KEY=$(head --bytes=32 /dev/urandom | base64 --wrap=0)
    export CHANCERY_DATABASE_URL CHANCERY_MASTER_KEY
  fi
}

# Options of PostgreSQL in this world.
crash_cluster_options=()

# On the port it had.
restart_cluster() {
  launch_cluster "$cluster_port" || fail "PostgreSQL does not come back" "its log: $cluster_folder.log"
}

add_records() {
  if [[ $crash_engine == postgresql ]]; then "$crash_program" migrate up >/dev/null; fi
  "$crash_program" client add --id app --public --first-party --grant password --grant refresh_token \
    --scope "orders offline_access" >/dev/null
  "$crash_program" user add --username ann --email ann@example.org --password-stdin \
    <<<"$crash_password" >/dev/null
}

# boot_server [COMMAND…]: under that command. Does not wait for anything.
boot_server() {
  "$@" "$crash_program" serve --listen "127.0.0.1:$crash_port" --issuer "$crash_url" \
    >>"$crash_folder/server.log" 2>&1 &
  crash_server=$!
}

wait_until_serving() { wait_until_ready "$crash_url" "$crash_server"; }

# kill_server: SIGKILL, to a server that runs.
kill_server() { end_server KILL 137; }
finish_server() { end_server TERM 0; }

# end_server SIGNAL STATUS
end_server() {
  local status=0
  kill -"$1" "$crash_server" 2>/dev/null || true
  wait "$crash_server" 2>/dev/null || status=$?
  crash_server=""
  if ((status != $2)); then
    cat "$crash_folder/server.log" >&2
    fail "the server ended with $status instead of $2"
  fi
}

# start_apps APPS LOGINS NEWCOMERS WATCHERS: returns when every login is there.
start_apps() {
  CRASH_PASSWORD=$crash_password build/release/tests/crash/crash_apps "$crash_port" "$@" \
    >"$crash_folder/apps" 2>"$crash_folder/apps.errors" &
  crash_load=$!
  crash_logins=$(($1 * $2))
  wait_for_apps began
}

# wait_for_apps WORD: until they say it; a minute at most.
wait_for_apps() {
  local attempt
  for ((attempt = 0; attempt < 1200; attempt++)); do
    if grep --quiet --line-regexp "$1" "$crash_folder/apps"; then return; fi
    kill -0 "$crash_load" 2>/dev/null || break
    sleep 0.05
  done
  cat "$crash_folder/apps.errors" >&2
  fail "the apps never said $1"
}

# end_apps: has each login show that it lives; their counts are facts then.
end_apps() {
  local name number
  kill -TERM "$crash_load"
  wait "$crash_load" || fail "the apps broke: $(<"$crash_folder/apps.errors")"
  crash_load=""
  while read -r name number; do
    if [[ -n $number ]]; then fact "$name" "$number"; fi
  done <"$crash_folder/apps"
  head --lines=5 "$crash_folder/apps.errors"
}

# pause_at_most MILLISECONDS: as long as the seed says. Not drawn in a subshell, which has its own seed.
pause_at_most() {
  local milliseconds=$((RANDOM % $1))
  sleep "$(printf '%d.%03d' $((milliseconds / 1000)) $((milliseconds % 1000)))"
}

# Facts and claims go to the record, from which the table and the counts are made.

declare -A facts=()

# fact NAME NUMBER
fact() {
  facts[$1]=$2
  echo "fact $crash_scenario $crash_engine $1 $2" >>"$crash_record"
}

# claim TEXT FOUND OPERATOR WANTED: operators are those of test.
claim() {
  local verdict=ok
  if ! test "$2" "$3" "$4"; then verdict=FAILED; fi
  printf '  %-6s %s: %s\n' "$verdict" "$1" "$2"
  echo "$verdict $crash_scenario $crash_engine $1" >>"$crash_record"
}

# run_sql FILE: a name and a number a line, on either engine.
run_sql() {
  if [[ $crash_engine == sqlite ]]; then
    sqlite3 -batch -separator ' ' "$crash_folder/database/chancery.db" <"$1"
  else
    sql --field-separator ' ' --file - <"$1"
  fi
}

# integrity: "ok", or what the engine finds wrong with its own files.
integrity() {
  if [[ $crash_engine == sqlite ]]; then
    sqlite3 -batch "$crash_folder/database/chancery.db" 'PRAGMA integrity_check; PRAGMA foreign_key_check'
  elif PGPASSWORD=$cluster_password PGOPTIONS=--client-min-messages=warning \
    "$postgresql_programs/pg_amcheck" --install-missing --host 127.0.0.1 --port "$cluster_port" \
    --username chancery postgres; then
    echo ok
  fi
}

# What a program claims that was never restarted, while something it needs was away.
claim_server_stayed() {
  claim "answers 503" "${facts[unavailable]}" -gt 0
  claim "connections refused" "${facts[connects_refused]}" -eq 0
  claim "answers lost" "${facts[answers_lost]}" -eq 0
  claim "looks at what needs no database" "${facts[looks]}" -gt 0
}

# What every scenario claims of the apps when it is over.
claim_logins_live() {
  claim "refreshes" "${facts[refreshes]}" -ge $((3 * crash_logins))
  claim "logins lost" "${facts[logins_lost]}" -eq 0
  claim "logins forked, of ${facts[asked_twice]} tokens answered twice" "${facts[logins_forked]}" -eq 0
  claim "accounts forgotten, of ${facts[newcomers]}" "${facts[accounts_forgotten]}" -eq 0
  claim "logouts forgotten" "${facts[logouts_forgotten]}" -eq 0
  claim "answers that nobody should give" "${facts[surprises]}" -eq 0
}

# What every scenario claims of the database.
claim_rows_whole() {
  local name number
  while read -r name number; do facts[$name]=$number; done < <(run_sql tests/crash/invariants.sql)
  claim "rows of $crash_logins logins" "${facts[families_of_ann]}" -eq "$crash_logins"
  fact without_owner "${facts[rows_without_owner]}"
  claim "rows without an owner" "${facts[rows_without_owner]}" -eq 0
  claim "logins without their event, events without their login" "${facts[half_written]}" -eq 0
  claim "the database's own check" "$(integrity)" = ok
}
