# shellcheck shell=bash
# Sourced by ./dev. What Debian 12 has to have for each command.

packages_for() {
  case $1 in
    build) echo g++ cmake ninja-build pkgconf ccache libpoco-dev libboost1.81-dev libssl-dev \
      libsodium-dev libcxxopts-dev libsqlite3-dev libpq-dev prometheus-cpp-dev \
      libcurl4-openssl-dev libutf8proc-dev libcbor-dev libqrencode-dev libcrypt-dev ;;
    run) echo curl ;;
    test) echo libgtest-dev libtrompeloeil-cpp-dev openssl postgresql-15 pgbouncer oathtool ;;
    fuzz) echo clang-19 libclang-rt-19-dev ;;
    lint) echo clang-19 clang-tidy-19 shellcheck git ;;
    format) echo clang-format-19 git ;;
    bench) echo wrk postgresql-15 pgbouncer libpq-dev ;;
    crash) echo postgresql-15 sqlite3 strace util-linux ;;
    cluster) echo postgresql-15 haproxy pgbouncer procps libcjose-dev libjansson-dev python3-jwt \
      python3-cryptography ;;
    node) echo nodejs npm ;;
    browser) echo chromium ;;
  esac
}

is_installed() {
  [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# as_root COMMAND…: runs it as root, or says how to.
as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "these packages are missing and only root can install them: ${missing[*]}" \
      "as root: apt-get install ${missing[*]}"
  fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get "$1" --yes "${@:2}" </dev/null
}

# missing_packages PURPOSE…: one a line.
missing_packages() {
  local purpose package
  for purpose in "$@"; do
    for package in $(packages_for "$purpose"); do
      is_installed "$package" || echo "$package"
    done
  done
}

# need PURPOSE…: installs what is missing for it; asks nothing of apt when nothing is.
need() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then return; fi
  command -v apt-get >/dev/null ||
    fail "these packages are missing: ${missing[*]}" "Chancery builds on Debian 12, with apt-get"
  say "installing ${missing[*]}"
  apt_install update --quiet=2
  apt_install install --quiet=1 --no-install-recommends "${missing[@]}"
}

# Node and npm may come from elsewhere than Debian.
need_node() {
  if command -v node >/dev/null && command -v npm >/dev/null; then return; fi
  need node
}

# A Chromium for the tests of the pages; CHROMIUM names one that comes from elsewhere than Debian.
need_browser() {
  if [[ -n ${CHROMIUM:-} ]] || command -v chromium >/dev/null; then return; fi
  need browser
}
