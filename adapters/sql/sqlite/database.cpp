#include "adapters/sql/sqlite/database.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace chancery::sql::sqlite {
namespace {

constexpr std::size_t default_readers = 4;

/// The absolute path of the file, made if there is none. An absolute path is never read as a
/// `file:` URI or as the name of a database in memory.
std::string created(const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos || path == ":memory:") {
    throw std::invalid_argument("a sqlite URL names a file");
  }
  auto absolute = std::filesystem::absolute(path).string();
  // Without opening it: closing any descriptor of a file would drop the locks that other sessions
  // of this process hold on it. SQLite gives the files beside it the same mode.
  if (::mknod(absolute.c_str(), S_IFREG | S_IRUSR | S_IWUSR, 0) != 0 && errno != EEXIST) {
    throw Unavailable("sqlite: cannot make " + absolute + ": " + std::strerror(errno));
  }
  return absolute;
}

/// What a program wrote that was killed before it could synchronise it, SQLite takes for committed:
/// it has to be on the disk before anybody is told of it.
void synchronise_log(const std::string& path) {
  // Nobody locks this file, so a descriptor of it may be closed.
  const int log = ::open((path + "-wal").c_str(), O_RDONLY | O_CLOEXEC);
  if (log < 0 && errno == ENOENT) return;
  const int error = log >= 0 && ::fdatasync(log) == 0 ? 0 : errno;
  if (log >= 0) ::close(log);
  if (error == 0) return;
  throw Unavailable("sqlite: cannot synchronise " + path + "-wal: " + std::strerror(error));
}

}  // namespace

Database::Database(const std::string& path, const Options& options)
    : path_(created(path)),
      writer_([this, busy = options.busy_timeout] {
        return std::make_unique<Session>(path_, Access::write, busy);
      }),
      readers_({options.sessions ? options.sessions : default_readers, options.session_wait},
               [this, busy = options.busy_timeout] {
                 return std::make_unique<Session>(path_, Access::read, busy);
               }) {
  synchronise_log(path_);
}

Rows Database::query(const Statement& statement, Parameters parameters) {
  return readers_.borrow()->query(statement, parameters);
}

std::int64_t Database::execute(const Statement& statement, Parameters parameters) {
  return execute(statement, parameters, true);
}

std::int64_t Database::execute(const Statement& statement, Parameters parameters, bool durable) {
  std::int64_t affected = 0;
  writer_.run({.work =
                   [&](sql::Session& session) {
                     affected = session.execute(statement, parameters);
                     return true;
                   },
               .single_statement = true,
               .durable = durable});
  return affected;
}

std::int64_t Database::execute_relaxed(std::string_view /*key*/, const Statement& statement,
                                       Parameters parameters) {
  return execute(statement, parameters, false);
}

bool Database::transact(const std::function<bool(sql::Session&)>& work) {
  return writer_.run({.work = work, .single_statement = false});
}

bool Database::ping() noexcept {
  static constexpr Statement read_the_file("SELECT count(*) FROM sqlite_master");
  try {
    return !query(read_the_file, {}).empty();
  } catch (...) {
    return false;
  }
}

}  // namespace chancery::sql::sqlite
