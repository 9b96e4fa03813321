# shellcheck shell=bash
# Sourced by ./dev. clang-tidy takes seconds a file, so a file that was found clean is looked at again
# only when it, a header behind it or what is looked for has changed. .clang-tidy says what that is;
# functions over 70 lines are among it.

# Checks beyond those of .clang-tidy.
tidy_more=""

tidy_cache=${XDG_CACHE_HOME:-$HOME/.cache}/chancery-tidy

# Each product source, then every header of the project behind it, one source a line. Includes are
# written from the root, so the text says enough.
sources_with_headers() {
  product_sources | xargs grep --with-filename '^ *#include "\|^#pragma once' | awk '
    { split($0, part, "\""); sub(/:.*/, "", $1); includes[$1] = includes[$1] " " part[2] }
    function collect(file,   list, count, i) {
      if (file in seen) return
      seen[file] = 1
      found = found " " file
      count = split(includes[file], list, " ")
      for (i = 1; i <= count; i++) collect(list[i])
    }
    END {
      for (file in includes) {
        if (file !~ /\.cpp$/) continue
        delete seen
        found = ""
        collect(file)
        print substr(found, 2)
      }
    }'
}

# stale_sources SALT: "KEY SOURCE" for each source that was not found clean in its present state.
stale_sources() {
  local files key
  sources_with_headers | while read -r -a files; do
    key=$({ echo "$1" && cat .clang-tidy CMakeLists.txt cmake/options.cmake "${files[@]}" 2>/dev/null; } |
      sha256sum | cut --characters=1-64)
    if [[ ! -e $tidy_cache/$key ]]; then echo "$key ${files[0]}"; fi
  done
}

# tidy_one KEY SOURCE: says what is wrong with it, or remembers that nothing is.
tidy_one() {
  local findings
  if findings=$(clang-tidy-19 -quiet -p build/lint --checks="$tidy_more" \
    --header-filter="^$PWD/(domain|ports|app|adapters)/" "$2" 2>/dev/null); then
    touch "$tidy_cache/$1"
  else
    printf '%s\n' "${findings:-clang-tidy could not read $2}"
    return 1
  fi
}

check_tidy() {
  local stale
  configure lint
  mkdir -p "$tidy_cache"
  find "$tidy_cache" -type f -mtime +30 -delete
  stale=$(stale_sources "$(clang-tidy-19 --version)$tidy_more")
  if [[ -z $stale ]]; then return; fi
  echo "clang-tidy reads $(wc --lines <<<"$stale") files"
  export -f tidy_one
  export tidy_cache tidy_more
  xargs --max-procs="$(cores)" --max-args=2 bash -c 'tidy_one "$@"' tidy_one <<<"$stale"
}
