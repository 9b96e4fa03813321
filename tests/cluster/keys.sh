# shellcheck shell=bash disable=SC2154
# Sourced by ./dev. Signing keys are replaced every minute while verifiers keep the JWKS as they do.

nodes_keys() {
  local name number verifier span=$((nodes_minutes * 60))
  export CHANCERY_SIGNING_KEY_LIFETIME=1m CHANCERY_JWKS_MAX_AGE=20s CHANCERY_ACCESS_TOKEN_LIFETIME=2m
  start_nodes
  start_verifier cjose build/release/tests/cluster/cluster_verifier
  start_verifier jose node tests/cluster/verifier.mjs
  start_verifier pyjwt /usr/bin/python3 tests/cluster/verifier.py
  for verifier in "${nodes_others[@]}"; do wait "$verifier" || true; done
  for verifier in cjose jose pyjwt; do
    declare -A counts=()
    while read -r name number; do counts[$name]=$number; done <"$nodes_folder/$verifier"
    claim "$verifier: tokens verified, by ${counts[keys]:-0} keys and ${counts[fetches]:-0} looks at the JWKS" \
      "${counts[verified]:-0}" -gt $((span * 4))
    claim "$verifier: tokens not verified" "${counts[refused]:-1}" -eq 0
    claim "$verifier: keys that it met" "${counts[keys]:-0}" -ge $((2 * nodes_minutes))
  done
  finish_nodes
}

# start_verifier NAME COMMAND…
start_verifier() {
  "${@:2}" "$proxy_port" "$span" >"$nodes_folder/$1" 2>"$nodes_folder/$1.errors" &
  nodes_others+=($!)
}
