# shellcheck shell=bash disable=SC2034
# Sourced by ./dev. A throw-away PostgreSQL cluster on a free port of loopback, one at a time.

postgresql_programs=/usr/lib/postgresql/15/bin
cluster_postmaster=""  # its process id while it runs

# as_database_user COMMAND…: PostgreSQL refuses to run as root.
as_database_user() {
  if [[ $(id -u) == 0 ]]; then runuser --user postgres -- "$@"; else "$@"; fi
}

# free_port: below those that the kernel gives to clients, which would come and take it. None is given
# twice: whoever was given one may not listen on it yet, or not for a while.
free_port() {
  local port given=${TMPDIR:-/var/tmp}/chancery-ports-$UID
  mkdir --parents "$given"
  find "$given" -mindepth 1 -maxdepth 1 -type d -mmin +120 -exec rmdir {} + 2>/dev/null
  while port=$((RANDOM % 12000 + 20000)); (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null ||
    ! mkdir "$given/$port" 2>/dev/null; do :; done
  echo "$port"
}

# make_cluster FOLDER PASSWORD [INITDB ARGUMENT…]: FOLDER is made if it is not there; its parent must
# be open to everybody. The log is beside it.
make_cluster() {
  cluster_folder=$1 cluster_password=$2
  shift 2
  mkdir --parents "$cluster_folder"
  chmod 700 "$cluster_folder"
  (umask 077 && echo "$cluster_password" >"$cluster_folder/password")
  : >"$cluster_folder.log"
  if [[ $(id -u) == 0 ]]; then chown --recursive postgres: "$cluster_folder" "$cluster_folder.log"; fi
  as_database_user "$postgresql_programs/initdb" --pgdata "$cluster_folder/data" --username chancery \
    --pwfile "$cluster_folder/password" --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync \
    "$@" >"$cluster_folder.initdb.log"
}

# launch_cluster PORT [OPTION…]: as Debian configures it but for the address and the options: fsync on,
# synchronous_commit on, 128 MB of buffers. False when it does not start.
launch_cluster() {
  local port=$1
  shift
  as_database_user "$postgresql_programs/pg_ctl" start --silent --wait --pgdata "$cluster_folder/data" \
    --log "$cluster_folder.log" --options "-c listen_addresses=127.0.0.1 -p $port -k '' $*" >/dev/null || return 1
  cluster_port=$port
  cluster_postmaster=$(head --lines=1 "$cluster_folder/data/postmaster.pid")
}

# start_cluster [OPTION…]: on a port that is free.
start_cluster() {
  local attempt
  for ((attempt = 0; attempt < 5; attempt++)); do
    if launch_cluster "$(free_port)" "$@"; then return; fi
  done
  fail "PostgreSQL does not start" "its log: $cluster_folder.log"
}

# stop_cluster [MODE]: immediate is what a crash leaves.
stop_cluster() {
  if [[ -z $cluster_postmaster ]]; then return 0; fi  # in a trap, return alone would give what led there
  as_database_user "$postgresql_programs/pg_ctl" stop --silent --wait --mode "${1:-fast}" \
    --pgdata "$cluster_folder/data" || true
  cluster_postmaster=""
}

cluster_url() { echo "postgresql://chancery:$cluster_password@127.0.0.1:$cluster_port/postgres"; }

# sql ARGUMENT…: psql on the cluster; its first column alone.
sql() {
  PGPASSWORD=$cluster_password psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 \
    --host 127.0.0.1 --port "$cluster_port" --username chancery "$@" postgres
}
