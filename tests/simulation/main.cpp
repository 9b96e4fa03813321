// ./dev simulate: plays stories until one violates an invariant.

#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/simulation/simulation.hpp"

namespace {

using chancery::simulation::History;
using chancery::simulation::Outcome;

struct Options {
  std::uint64_t first = 1;
  std::uint64_t seeds = 1000;
  unsigned jobs = 1;
  /// Plays this one only, and prints its history.
  std::optional<std::uint64_t> one{};
  /// Says which invariant was violated, and no more.
  bool brief = false;
};

std::optional<std::uint64_t> read_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Options> read_options(const std::vector<std::string_view>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--brief") {
      options.brief = true;
      continue;
    }
    const auto value = i + 1 < arguments.size() ? read_number(arguments[i + 1]) : std::nullopt;
    if (!value) return std::nullopt;
    if (arguments[i] == "--seeds") {
      options.seeds = *value;
    } else if (arguments[i] == "--first") {
      options.first = *value;
    } else if (arguments[i] == "--seed") {
      options.one = *value;
    } else if (arguments[i] == "--jobs" && *value >= 1 && *value <= 64) {
      options.jobs = static_cast<unsigned>(*value);
    } else {
      return std::nullopt;
    }
    ++i;
  }
  return options;
}

void print_story(std::uint64_t seed) {
  const auto outcome = chancery::simulation::play(seed, History::Mode::text);
  for (const auto& line : outcome.text) std::puts(line.c_str());
  std::printf("seed %llu: %llu lines, hash %016llx\n", static_cast<unsigned long long>(seed),
              static_cast<unsigned long long>(outcome.lines),
              static_cast<unsigned long long>(outcome.hash));
}

void print_violation(std::uint64_t seed, const Outcome& outcome, const Options& options) {
  if (!options.brief) print_story(seed);
  std::printf("violated: seed %llu %s: %s\n", static_cast<unsigned long long>(seed),
              outcome.violation->invariant.c_str(), outcome.violation->what.c_str());
  if (!options.brief) {
    std::printf("replay: ./dev simulate --seed %llu\n", static_cast<unsigned long long>(seed));
  }
}

/// What several threads found together.
struct Findings {
  std::atomic<std::uint64_t> next = 0;
  std::atomic<std::uint64_t> lines = 0;
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<bool> stop = false;
  std::mutex mutex;
  /// The lowest seed that violated something, of those that were played.
  std::optional<std::pair<std::uint64_t, Outcome>> violation;
};

/// For a person who waits; a log needs no more than the end.
void show_progress(std::uint64_t played, const Options& options) {
  constexpr std::uint64_t interval = 1000;
  static const bool somebody_looks = isatty(STDERR_FILENO) == 1;
  if (options.brief || !somebody_looks || played % interval != 0) return;
  std::fprintf(stderr, "\r%llu of %llu seeds ", static_cast<unsigned long long>(played),
               static_cast<unsigned long long>(options.seeds));
}

void work(const Options& options, Findings& findings) {
  while (!findings.stop) {
    const auto index = findings.next++;
    if (index >= options.seeds) return;
    show_progress(index, options);
    const auto seed = options.first + index;
    auto outcome = chancery::simulation::play(seed);
    findings.lines += outcome.lines;
    findings.requests += static_cast<std::uint64_t>(outcome.requests);
    if (!outcome.violation) continue;
    findings.stop = true;
    const std::lock_guard lock(findings.mutex);
    if (!findings.violation || seed < findings.violation->first) {
      findings.violation.emplace(seed, std::move(outcome));
    }
  }
}

int play_many(const Options& options) {
  Findings findings;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < options.jobs; ++i) {
      threads.emplace_back([&] { work(options, findings); });
    }
  }
  if (isatty(STDERR_FILENO) == 1 && !options.brief) std::fputc('\r', stderr);
  if (findings.violation) {
    print_violation(findings.violation->first, findings.violation->second, options);
    return 1;
  }
  std::printf("%llu seeds from %llu, %llu requests, %llu steps: no violation\n",
              static_cast<unsigned long long>(options.seeds),
              static_cast<unsigned long long>(options.first),
              static_cast<unsigned long long>(findings.requests.load()),
              static_cast<unsigned long long>(findings.lines.load()));
  return 0;
}

int play_one(std::uint64_t seed) {
  print_story(seed);
  const auto outcome = chancery::simulation::play(seed);
  if (!outcome.violation) return 0;
  print_violation(seed, outcome, {.brief = true});
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = read_options({argv + 1, argv + argc});
  if (!options) {
    std::fputs("usage: simulate [--seeds N] [--first SEED] [--seed SEED] [--jobs J] [--brief]\n",
               stderr);
    return 2;
  }
  return options->one ? play_one(*options->one) : play_many(*options);
}
