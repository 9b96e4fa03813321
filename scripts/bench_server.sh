# shellcheck shell=bash disable=SC2034,SC2154
# Sourced by ./dev; the parts of the bench share its state. The servers that are measured: throw-away,
# on loopback, stopped by their process ids however the bench ends.

open_bench_folder() {
  # Not in /tmp, which may be memory: commits are to reach a disk.
  bench_folder=$(mktemp --directory "${TMPDIR:-/var/tmp}/chancery-bench-XXXXXX")
  chmod 711 "$bench_folder"
  bench_log=$bench_folder/server.log
  bench_server="" bench_load="" bench_pooler=""
  bench_secret=$(random_hex 32)
  bench_password=$(random_hex 12)
  trap close_bench EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

close_bench() {
  local status=$? pid
  trap '' INT TERM
  for pid in $bench_load $bench_server $bench_pooler; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in $bench_load $bench_server $bench_pooler; do wait "$pid" 2>/dev/null || true; done
  stop_cluster
  if ((status == 0)); then
    rm -rf "$bench_folder"
  else
    echo "what the servers said is kept in $bench_folder" >&2
    rm -rf "$bench_folder/sqlite" "$bench_folder/postgresql"
  fi
}

use_sqlite() {
  (umask 077 && mkdir "$bench_folder/sqlite")
  export CHANCERY_DATABASE_URL=sqlite:$bench_folder/sqlite/chancery.db
  unset CHANCERY_MASTER_KEY
}

use_postgresql() {
  make_cluster "$bench_folder/postgresql" "$bench_password"
  start_cluster
  CHANCERY_DATABASE_URL=$(cluster_url)
  CHANCERY_MASTER_KEY=$(head --bytes=32 /dev/urandom | base64 --wrap=0)
  export CHANCERY_DATABASE_URL CHANCERY_MASTER_KEY
  "$bench_program" migrate up >/dev/null
}

# add_client ID ARGUMENT…
add_client() { "$bench_program" client add --id "$@" >/dev/null; }

make_records() {
  local alg
  for alg in ES256 RS256; do
    add_client "${alg,,}" --secret-stdin --grant client_credentials --scope orders --audience api \
      --access-token-alg "$alg" <<<"$bench_secret"
  done
  add_client api --secret-stdin --grant client_credentials --scope orders --introspect api <<<"$bench_secret"
  add_client app --public --first-party --grant password --grant refresh_token --audience api \
    --scope "orders offline_access"
  add_client web --public --first-party --grant authorization_code --scope "openid profile" \
    --redirect-uri "$bench_redirect_uri"
  "$bench_program" user add --username ann --email ann@example.org --password-stdin \
    <<<"$bench_password" >/dev/null
}

# start_server: on any port, which its log names. Everything else is default.
start_server() {
  local attempt
  : >"$bench_log"  # or the port of the last one would be read
  "$bench_program" serve --listen 127.0.0.1:0 --issuer http://127.0.0.1 >"$bench_log" 2>&1 &
  bench_server=$!
  for ((attempt = 0; attempt < 300; attempt++)); do
    bench_port=$(sed --quiet 's/.*"msg":"serving".*"port":\([0-9]*\).*/\1/p' "$bench_log")
    if [[ -n $bench_port ]]; then return; fi
    kill -0 "$bench_server" 2>/dev/null || break
    sleep 0.1
  done
  cat "$bench_log" >&2
  fail "the server did not start; its own message is above"
}

stop_server() {
  kill -TERM "$bench_server"
  wait "$bench_server" || fail "the server did not end well" "its log: $bench_log"
  bench_server=""
}

lost_log_lines() {
  sed --quiet 's/.*"msg":"log lines dropped","dropped":\([0-9]*\).*/\1/p' "$bench_log" |
    awk '{ sum += $1 } END { print sum + 0 }'
}

# Clock ticks of CPU time so far. What stands before the last ")" of a stat line is the program's name.

server_ticks() { sed 's/.*) //' "/proc/$bench_server/stat" | awk '{ print $12 + $13 }'; }

database_ticks() {
  if [[ -z $cluster_postmaster ]]; then
    echo 0
    return
  fi
  {
    sed 's/.*) //; s/^/own /' "/proc/$cluster_postmaster/stat"
    cat /proc/[0-9]*/stat 2>/dev/null | sed 's/.*) //; s/^/other /'
  } | awk -v parent="$cluster_postmaster" '
    $1 == "own" { sum += $13 + $14 + $15 + $16 }
    $1 == "other" && $3 == parent { sum += $13 + $14 }
    END { print sum + 0 }'
}

# cores_used TICKS_BEFORE TICKS_AFTER BEGAN ENDED
cores_used() {
  awk -v ticks="$(($2 - $1))" -v hertz="$(getconf CLK_TCK)" -v began="$3" -v ended="$4" \
    'BEGIN { printf "%.2f", ticks / hertz / (ended - began) }'
}

# server_memory: resident now, and at its highest, in MiB.
server_memory() {
  awk '/^VmRSS/ { now = $2 } /^VmHWM/ { peak = $2 } END { printf "%.0f %.0f\n", now / 1024, peak / 1024 }' \
    "/proc/$bench_server/status"
}
