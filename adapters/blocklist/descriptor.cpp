#include "adapters/blocklist/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace chancery::blocklist {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

int checked(int result, const std::string& what) {
  if (result < 0) fail(what);
  return result;
}

}  // namespace

Descriptor Descriptor::to_read(const std::filesystem::path& path) {
  return Descriptor(
      checked(::open(path.c_str(), O_RDONLY | O_CLOEXEC), "cannot open " + path.string()));
}

Descriptor Descriptor::beside(const std::filesystem::path& path, std::filesystem::path& name) {
  auto pattern = path.string() + ".XXXXXX";
  Descriptor made(
      checked(::mkostemp(pattern.data(), O_CLOEXEC), "cannot make a file beside " + path.string()));
  name = pattern;
  return made;
}

Descriptor Descriptor::nameless(const std::filesystem::path& beside_what) {
  std::filesystem::path name;
  auto made = beside(beside_what, name);
  checked(::unlink(name.c_str()), "cannot remove " + name.string());
  return made;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Descriptor::State Descriptor::state() const {
  struct stat facts{};
  checked(::fstat(number_, &facts), "cannot look at an open file");
  return {.length = static_cast<std::uint64_t>(facts.st_size),
          .seconds = facts.st_mtim.tv_sec,
          .nanoseconds = facts.st_mtim.tv_nsec,
          .regular = S_ISREG(facts.st_mode)};
}

std::string Descriptor::read(std::uint64_t offset, std::size_t length) const {
  std::string bytes(length, '\0');
  std::size_t done = 0;
  while (done < length) {
    const auto count =
        ::pread(number_, bytes.data() + done, length - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("cannot read");
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  bytes.resize(done);
  return bytes;
}

void Descriptor::write(std::uint64_t offset, std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto count = ::pwrite(number_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
}

void Descriptor::publish() const {
  checked(::fchmod(number_, 0644), "cannot make a file readable");
  checked(::fsync(number_), "cannot write to the disk");
}

}  // namespace chancery::blocklist
