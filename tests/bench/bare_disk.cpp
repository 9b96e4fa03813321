// What the disk does by itself: bare_disk FILE WRITES_PER_SECOND SECONDS
// Four pages are written and synchronised at even distances, as for one refresh; the latency counts
// from when they were due. FILE is made and removed. Prints one line: result P50_US P99_US

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <span>
#include <string>
#include <thread>

#include "closed_loop.hpp"

namespace {

using namespace chancery::bench;

constexpr std::size_t pages = 4;
constexpr std::size_t page_size = 4096;
// As many as SQLite's log has before it begins again.
constexpr int places = 250;

class File {
 public:
  explicit File(const char* path) : path_(path), descriptor_(open(path, O_RDWR | O_CREAT, 0600)) {
    for (int i = 0; i < places; ++i) write(i);
  }
  ~File() {
    close(descriptor_);
    unlink(path_.c_str());
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void write(int number) {
    const auto at = static_cast<off_t>(number % places * bytes_.size());
    if (pwrite(descriptor_, bytes_.data(), bytes_.size(), at) < 0 || fdatasync(descriptor_) < 0) {
      throw Failure("cannot write " + path_);
    }
  }

 private:
  std::string path_;
  int descriptor_;
  std::array<char, pages * page_size> bytes_{};
};

Latencies measure(File& file, std::uint32_t per_second, std::uint32_t seconds) {
  const auto distance =
      std::chrono::duration_cast<Steady::duration>(std::chrono::seconds(1)) / per_second;
  const int count = static_cast<int>(per_second * seconds);
  const auto start = Steady::now();
  Latencies latencies;
  for (int i = 0; i < count; ++i) {
    const auto due = start + i * distance;
    std::this_thread::sleep_until(due);
    file.write(i);
    latencies.note(Steady::now() - due);
  }
  return latencies;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::span words(argv, static_cast<std::size_t>(argc));
  if (words.size() != 4) throw Failure("usage: bare_disk FILE WRITES_PER_SECOND SECONDS");
  File file(words[1]);
  auto latencies = measure(file, positive(words[2]), positive(words[3]));
  std::cout << "result " << latencies.percentile(0.5) << ' ' << latencies.percentile(0.99) << '\n';
} catch (const std::exception& error) {
  std::cerr << "bare_disk: " << error.what() << '\n';
  return 1;
}
