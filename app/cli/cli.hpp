#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/cli/console.hpp"
#include "app/cli/wiring.hpp"

namespace chancery::cli {

/// Runs one command line: finds the command, reads its flags and the settings, runs it. Errors
/// become an `error:` line and perhaps a `hint:` line on `console.err`.
///
/// `words` are the arguments without the program's name, `environment` is the whole environment.
/// Returns the exit code: 0 done, 1 failed, 2 wrong usage. Throws nothing: an exception of the
/// wiring is a failure.
int run(const std::vector<std::string>& words,
        const std::map<std::string, std::string>& environment, Console& console,
        const Wiring& wiring);

/// What `main` has as `environ`, as a map. An entry without `=` is left out; of a name that occurs
/// twice the first counts, as for getenv.
std::map<std::string, std::string> environment_map(const char* const* environ);

}  // namespace chancery::cli
