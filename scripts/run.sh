# shellcheck shell=bash
# Sourced by ./dev. Starts the program on SQLite in .dev/ with a demo app, service and user.

demo_database="sqlite:$PWD/.dev/chancery.db"

chancery() { CHANCERY_DATABASE_URL=$demo_database build/release/app/chancery "$@"; }

random_hex() { head --bytes="$1" /dev/urandom | od --address-radix=n --format=x1 | tr --delete ' \n'; }

# remember NAME BYTES: a random value in .dev/NAME, made at the first run.
remember() {
  if [[ ! -s .dev/$1 ]]; then
    (umask 077 && random_hex "$2" >".dev/$1")
  fi
}

make_demo_app() {
  chancery client show demo-app >/dev/null 2>&1 && return
  chancery client add --id demo-app --name "Demo app" --public --first-party \
    --grant password --grant refresh_token --audience demo-api \
    --scope "openid profile email offline_access" >/dev/null
}

# Somebody else's: its users are asked for consent. It ends at a page that is there.
make_demo_site() {
  chancery client show demo-site >/dev/null 2>&1 && return
  chancery client add --id demo-site --name "Demo site" --public \
    --grant authorization_code --grant refresh_token --scope "openid profile email offline_access" \
    --redirect-uri http://127.0.0.1/docs --post-logout-redirect-uri http://127.0.0.1/docs >/dev/null
}

make_demo_service() {
  chancery client show demo-service >/dev/null 2>&1 && return
  chancery client add --id demo-service --name "Demo service" --secret-stdin \
    --grant client_credentials --scope "orders" --audience demo-api --introspect demo-api \
    <.dev/demo-service-secret >/dev/null
}

make_demo_user() {
  chancery user show demo >/dev/null 2>&1 && return
  chancery user add --username demo --email demo@example.org --verified --password-stdin \
    <.dev/demo-user-password >/dev/null
}

make_demo() {
  mkdir -p .dev && chmod 700 .dev
  remember demo-user-password 12
  remember demo-service-secret 32
  remember demo-code-verifier 32
  make_demo_app
  make_demo_site
  make_demo_service
  make_demo_user
}

# RFC 7636 §4.2: the digest of the verifier in base64url.
demo_code_challenge() {
  sha256sum .dev/demo-code-verifier | cut --characters=1-64 | tr a-f A-F |
    basenc --base16 --decode | basenc --base64url --wrap=0 | tr --delete =
}

# wait_until_ready URL PID: until the server answers; fails when it ended instead.
wait_until_ready() {
  local attempt
  for ((attempt = 0; attempt < 300; attempt++)); do
    curl --silent --fail --output /dev/null "$1/health/ready" && return
    kill -0 "$2" 2>/dev/null || fail "the server did not start; its own message is above"
    sleep 0.1
  done
  fail "the server was not ready within 30 seconds"
}

# print_lines URL: what to paste into another terminal.
print_lines() {
  cat <<LINES

Chancery serves $1 until Ctrl-C. Paste into another terminal:

# a token for the demo user
tokens=\$(curl -sS $1/oauth2/token -d grant_type=password -d client_id=demo-app -d username=demo --data-urlencode "password@$PWD/.dev/demo-user-password")
access_token=\$(sed -E 's/.*"access_token":"([^"]+)".*/\\1/' <<<"\$tokens")
refresh_token=\$(sed -E 's/.*"refresh_token":"([^"]+)".*/\\1/' <<<"\$tokens")

# use it
curl -sS $1/oauth2/userinfo -H "Authorization: Bearer \$access_token"; echo

# refresh: a new access token, and a new refresh token in place of the old one
tokens=\$(curl -sS $1/oauth2/token -d grant_type=refresh_token -d client_id=demo-app -d "refresh_token=\$refresh_token")
access_token=\$(sed -E 's/.*"access_token":"([^"]+)".*/\\1/' <<<"\$tokens")
refresh_token=\$(sed -E 's/.*"refresh_token":"([^"]+)".*/\\1/' <<<"\$tokens"); echo "\$tokens"

# a service asks about it, and gets a token of its own
curl -sS $1/oauth2/introspect -u "demo-service:\$(cat '$PWD/.dev/demo-service-secret')" -d "token=\$access_token"; echo
curl -sS $1/oauth2/token -u "demo-service:\$(cat '$PWD/.dev/demo-service-secret')" -d grant_type=client_credentials; echo

# log out: the refresh token is dead at once, the access token within a second
curl -sS $1/oauth2/revoke -d client_id=demo-app -d "token=\$refresh_token" -w '%{http_code}\\n'

# sign in with a browser, as demo with the password in .dev/demo-user-password: open
#   $1/oauth2/authorize?response_type=code&client_id=demo-site&redirect_uri=$1/docs&scope=openid+email&code_challenge=$(demo_code_challenge)&code_challenge_method=S256
# and take what the browser's address has as code= when you are back
curl -sS $1/oauth2/token -d grant_type=authorization_code -d client_id=demo-site -d redirect_uri=$1/docs -d "code_verifier=\$(cat '$PWD/.dev/demo-code-verifier')" -d code=CODE; echo

# what any JOSE library needs to verify the tokens
curl -sS $1/.well-known/openid-configuration; echo
curl -sS $1/.well-known/jwks.json; echo

LINES
}

# Waits for the server although signals interrupt waiting.
wait_for_end() {
  while kill -0 "$1" 2>/dev/null; do wait "$1" || true; done
}

serve_demo() {
  local url=http://127.0.0.1:$1 server
  if curl --silent --output /dev/null "$url/"; then
    fail "something else answers on port $1 already" "./dev run --port $(($1 % 65535 + 1))"
  fi
  # Not by the function: a function in the background is a shell, which would keep the signals.
  CHANCERY_DATABASE_URL=$demo_database build/release/app/chancery serve \
    --listen "127.0.0.1:$1" --log-format text &
  server=$!
  # shellcheck disable=SC2064
  trap "kill -TERM $server 2>/dev/null || true" INT TERM EXIT
  wait_until_ready "$url" "$server"
  print_lines "$url"
  wait_for_end "$server"
  trap - EXIT
}

command_run() {
  local port=8080
  if [[ ${1:-} == --port ]]; then
    port=${2:-}
    shift "$(($# < 2 ? $# : 2))"
  fi
  no_arguments run "$@"
  if ! is_count "$port" || ((port > 65535)); then
    fail "--port takes a number from 1 to 65535" "./dev run --port 9000" 2
  fi
  need build run
  say "building"
  configure_program
  build release chancery
  make_demo
  serve_demo "$port"
}
