#include "app/cli/export_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace chancery::cli {

ExportFile::ExportFile(std::string name, int descriptor)
    : name_(std::move(name)), unfinished_(name_ + ".unfinished"), descriptor_(descriptor) {}

ExportFile::ExportFile(ExportFile&& other) noexcept
    : name_(std::move(other.name_)),
      unfinished_(std::move(other.unfinished_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

ExportFile::~ExportFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(unfinished_.c_str());
}

std::expected<ExportFile, Complaint> ExportFile::open(const std::string& name) {
  const auto unfinished = name + ".unfinished";
  // One that was left behind may belong to anybody, and be readable by anybody.
  ::unlink(unfinished.c_str());
  const int descriptor =
      ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) {
    return std::unexpected(Complaint{name + ": " + std::generic_category().message(errno)});
  }
  return ExportFile(name, descriptor);
}

std::unexpected<Complaint> ExportFile::failure() const {
  return std::unexpected(Complaint{name_ + ": " + std::generic_category().message(errno)});
}

std::expected<void, Complaint> ExportFile::write(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure();
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

std::expected<void, Complaint> ExportFile::finish() {
  if (::fsync(descriptor_) != 0) return failure();
  if (std::rename(unfinished_.c_str(), name_.c_str()) != 0) return failure();
  ::close(std::exchange(descriptor_, -1));
  return {};
}

}  // namespace chancery::cli
