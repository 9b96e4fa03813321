#include "adapters/mail/file_mailer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace chancery::mail {
namespace {

using outbound::MailFailure;
namespace fs = std::filesystem;

/// Closes what is still open.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::error_code last_error() { return {errno, std::generic_category()}; }

/// Under another name first: who looks into the folder sees whole messages only.
std::error_code write_file(const fs::path& path, std::string_view text) {
  auto unfinished = path;
  unfinished += ".part";
  const Descriptor file(
      ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.number() < 0 || !write_all(file.number(), text)) return last_error();
  std::error_code error;
  fs::rename(unfinished, path, error);
  return error;
}

}  // namespace

FileMailer::FileMailer(fs::path folder, Sender from)
    : folder_(std::move(folder)), from_(std::move(from)) {}

std::expected<void, MailFailure> FileMailer::send(const outbound::Message& message,
                                                  const std::stop_token& /*stop*/) {
  const auto seconds = message.created_at.time_since_epoch().count();
  const auto file = std::to_string(seconds) + '-' + message.id.value() + ".eml";
  const auto error = write_file(folder_ / file, mime_text(message, from_));
  if (!error) return {};
  return std::unexpected(MailFailure{
      MailFailure::Blame::server, "the folder for mails cannot be written to: " + error.message()});
}

}  // namespace chancery::mail
