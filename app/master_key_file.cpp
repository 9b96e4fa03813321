#include "app/master_key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "app/read_file.hpp"

namespace chancery {
namespace {

std::unexpected<Complaint> refuse(std::string message, std::string hint = {}) {
  return std::unexpected(Complaint{std::move(message), std::move(hint)});
}

std::unexpected<Complaint> cannot(const char* verb, const std::filesystem::path& path, int error) {
  return refuse(std::string("cannot ") + verb + ' ' + path.string() + ": " +
                std::generic_category().message(error));
}

std::expected<std::optional<struct stat>, Complaint> look_at(const std::filesystem::path& path) {
  struct stat facts{};
  if (::stat(path.c_str(), &facts) == 0) return facts;
  if (errno == ENOENT) return std::nullopt;
  return cannot("look at", path, errno);
}

KeyFileFacts facts_of(const struct stat& file) {
  return {.regular = S_ISREG(file.st_mode),
          .mode = file.st_mode & 07777U,
          .owned = file.st_uid == ::geteuid() || file.st_uid == 0};
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// Zero, or the error's number.
int sync_directory(const std::filesystem::path& directory) {
  const int number = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (number < 0) return errno;
  const int error = ::fsync(number) == 0 ? 0 : errno;
  ::close(number);
  return error;
}

/// Zero, or the error's number. The file has the text when it gets its name, so that nobody reads
/// half of it; a name that is taken meanwhile stays whose it is.
int write_new_file(const std::filesystem::path& path, const Secret& text) {
  auto draft = path.string() + ".XXXXXX";
  const int number = ::mkostemp(draft.data(), O_CLOEXEC);
  if (number < 0) return errno;
  int error = 0;
  if (!write_all(number, text.reveal()) || !write_all(number, "\n") || ::fsync(number) != 0 ||
      (::link(draft.c_str(), path.c_str()) != 0 && errno != EEXIST)) {
    error = errno;
  }
  ::unlink(draft.c_str());
  ::close(number);
  return error;
}

std::filesystem::path directory_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

std::expected<Secret, Complaint> read_key(const std::filesystem::path& path) {
  auto text = read_small_file(path);
  if (!text) return refuse("cannot read " + path.string() + ": " + text.error());
  if (text->ends_with('\n')) text->pop_back();
  return Secret(std::move(*text));
}

/// The step that is due now, after a look at both files.
std::expected<KeyFileStep, Complaint> look_and_decide(const std::filesystem::path& database,
                                                      const std::filesystem::path& path) {
  const auto found = look_at(database);
  if (!found) return std::unexpected(found.error());
  const auto key_file = look_at(path);
  if (!key_file) return std::unexpected(key_file.error());
  // SQLite takes an empty file for a new database: nothing is sealed in it.
  const bool exists = *found && (**found).st_size > 0;
  return decide_key_file(exists, *key_file ? std::optional(facts_of(**key_file)) : std::nullopt,
                         path);
}

}  // namespace

std::expected<KeyFileStep, Complaint> decide_key_file(bool database_exists,
                                                      const std::optional<KeyFileFacts>& key_file,
                                                      const std::filesystem::path& path) {
  if (!key_file && !database_exists) return KeyFileStep::make;
  if (!key_file) {
    return refuse("the database is there, but its master key " + path.string() + " is not",
                  "put the key file back from your backup, or give the key as CHANCERY_MASTER_KEY");
  }
  if (!key_file->regular) return refuse(path.string() + " is no regular file");
  if (!key_file->owned) {
    return refuse(path.string() + " belongs to another user",
                  "run as its owner, or chown the file to the user that runs chancery");
  }
  if ((key_file->mode & 077U) != 0) {
    return refuse("others than its owner may use the master key " + path.string(),
                  "chmod 600 " + path.string() + ", and consider the key known to them");
  }
  return KeyFileStep::read;
}

std::filesystem::path key_file_of(const std::filesystem::path& database) {
  return database.string() + ".key";
}

std::expected<Secret, Complaint> master_key_beside(const std::filesystem::path& database,
                                                   const std::function<Secret()>& make) {
  const auto path = key_file_of(database);
  const auto step = look_and_decide(database, path);
  if (!step) return std::unexpected(step.error());
  if (*step == KeyFileStep::make) {
    if (const int error = write_new_file(path, make())) return cannot("make", path, error);
    if (const int error = sync_directory(directory_of(path))) return cannot("make", path, error);
    // Another program may have been first: what counts is what the file says.
    const auto again = look_and_decide(database, path);
    if (!again) return std::unexpected(again.error());
  }
  return read_key(path);
}

}  // namespace chancery
