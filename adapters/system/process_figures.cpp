#include "adapters/system/process_figures.hpp"

#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace chancery::system {
namespace {

namespace fs = std::filesystem;
using Count = std::optional<std::uint64_t>;

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// How many entries a folder has, but for `less`.
Count entries(const char* folder, std::uint64_t less) {
  std::error_code failed;
  const fs::directory_iterator all(folder, failed);
  if (failed) return std::nullopt;
  const auto count = static_cast<std::uint64_t>(std::distance(begin(all), end(all)));
  return count - std::min(count, less);
}

void add_memory(ProcessFigures& figures) {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  if (!(file >> all >> resident)) return;
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  figures.virtual_bytes = all * page;
  figures.resident_bytes = resident * page;
}

}  // namespace

ProcessFigures process_figures() {
  ProcessFigures figures{.threads = entries("/proc/self/task", 0),
                         // One of them is the folder, open to be read.
                         .open_descriptors = entries("/proc/self/fd", 1)};
  add_memory(figures);
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) == 0) {
    figures.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) figures.max_descriptors = limit.rlim_cur;
  return figures;
}

}  // namespace chancery::system
