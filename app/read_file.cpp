#include "app/read_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace chancery {
namespace {

constexpr std::size_t most = std::size_t{1} << 20U;

struct Descriptor {
  explicit Descriptor(int number) : value(number) {}
  ~Descriptor() {
    if (value >= 0) ::close(value);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int value;
};

std::unexpected<std::string> reason() {
  return std::unexpected(std::generic_category().message(errno));
}

}  // namespace

std::expected<std::string, std::string> read_small_file(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.value < 0) return reason();
  std::string text;
  char buffer[4096];
  while (true) {
    const auto count = ::read(file.value, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return reason();
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > most) return std::unexpected("it has more than 1 MiB");
  }
}

}  // namespace chancery
