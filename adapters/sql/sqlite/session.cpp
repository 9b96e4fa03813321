#include "adapters/sql/sqlite/session.hpp"

#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Data/Session.h>
#include <Poco/Exception.h>
#include <sqlite3.h>

#include <stdexcept>
#include <unordered_map>

namespace chancery::sql::sqlite {
namespace {

[[noreturn]] void fail(sqlite3* db) {
  const int code = sqlite3_extended_errcode(db);
  const auto what =
      "sqlite: " + std::string(sqlite3_errmsg(db)) + " (" + std::to_string(code) + ")";
  if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) {
    throw UniqueViolation(what);
  }
  throw Unavailable(what);
}

Poco::Data::Session open(const std::string& path) {
  static const bool registered = (Poco::Data::SQLite::Connector::registerConnector(), true);
  static_cast<void>(registered);
  constexpr std::size_t login_timeout =
      1;  // seconds; a file that cannot be opened is tried so long
  try {
    return {Poco::Data::SQLite::Connector::KEY, path, login_timeout};
  } catch (const Poco::Exception& e) {
    throw Unavailable("sqlite: " + e.displayText());
  }
}

/// A statement prepared for the life of its connection.
class Prepared {
 public:
  Prepared(sqlite3* db, std::string_view text) : db_(db) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v3(db, text.data(), static_cast<int>(text.size()),
                           SQLITE_PREPARE_PERSISTENT, &raw, nullptr) != SQLITE_OK) {
      fail(db);
    }
    statement_.reset(raw);
  }

  void bind(Parameters parameters) {
    int index = 0;
    for (const auto& parameter : parameters) {
      if (bind(++index, parameter.value()) != SQLITE_OK) fail(db_);
    }
  }

  /// Whether there is a row.
  bool step() {
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(db_);
    return code == SQLITE_ROW;
  }

  Row row() const {
    const int count = sqlite3_column_count(statement_.get());
    std::vector<Row::Value> values;
    values.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) values.push_back(column(i));
    return Row(std::move(values));
  }

  /// Ends the execution, and with it the read transaction of a SELECT.
  void reset() noexcept {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
  }

 private:
  int bind(int index, const Parameter::Value& value) {
    auto* const statement = statement_.get();
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      return sqlite3_bind_int64(statement, index, *integer);
    }
    if (const auto* text = std::get_if<std::string_view>(&value)) {
      // An empty view may point nowhere, which SQLite would take for NULL.
      return sqlite3_bind_text64(statement, index, text->empty() ? "" : text->data(), text->size(),
                                 SQLITE_STATIC, SQLITE_UTF8);
    }
    return sqlite3_bind_null(statement, index);
  }

  Row::Value column(int i) const {
    auto* const statement = statement_.get();
    switch (sqlite3_column_type(statement, i)) {
      case SQLITE_NULL: return {};
      case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, i)};
      default: {
        const auto* text = static_cast<const char*>(sqlite3_column_blob(statement, i));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
        return size == 0 ? std::string() : std::string(text, size);
      }
    }
  }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// A prepared statement for the time of one execution.
class Execution {
 public:
  Execution(Prepared& prepared, Parameters parameters) : prepared_(prepared) {
    prepared_.bind(parameters);
  }
  Execution(const Execution&) = delete;
  Execution& operator=(const Execution&) = delete;
  ~Execution() { prepared_.reset(); }
  bool step() { return prepared_.step(); }
  Row row() const { return prepared_.row(); }

 private:
  Prepared& prepared_;
};

}  // namespace

struct Session::Connection {
  explicit Connection(const std::string& path) : session(open(path)) {}

  Prepared& prepared(const Statement& statement) {
    const auto text = statement.text();
    const auto found = statements.find(text.data());
    if (found != statements.end()) return found->second;
    return statements.try_emplace(text.data(), db, text).first->second;
  }

  Poco::Data::Session session;
  sqlite3* db = Poco::Data::SQLite::Utility::dbHandle(session);
  // By the address of the literal. Below the session: SQLite closes when they are finalized.
  std::unordered_map<const char*, Prepared> statements;
};

Session::Session(const std::string& path, Access access, std::chrono::milliseconds busy_timeout)
    : connection_(std::make_unique<Connection>(path)), access_(access) {
  sqlite3_busy_timeout(connection_->db, static_cast<int>(busy_timeout.count()));
  enter_wal(busy_timeout);
  run_script(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
      "PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 67108864");
  if (access == Access::read) run_script("PRAGMA query_only = ON");
}

Session::~Session() = default;

Rows Session::query(const Statement& statement, Parameters parameters) {
  if (parameters.size() != statement.parameters())
    throw std::logic_error("sql: parameters missing");
  Execution execution(connection_->prepared(statement), parameters);
  Rows rows;
  while (execution.step()) rows.push_back(execution.row());
  return rows;
}

std::int64_t Session::execute(const Statement& statement, Parameters parameters) {
  if (access_ == Access::write && !in_transaction()) {
    throw Unavailable("sqlite: the transaction was rolled back");
  }
  query(statement, parameters);
  return sqlite3_changes64(connection_->db);
}

// Programs that make one file at the same time meet here, and SQLite does not ask its busy handler.
void Session::enter_wal(std::chrono::milliseconds patience) {
  using std::chrono::steady_clock;
  constexpr int pause = 5;  // milliseconds
  const auto give_up_at = steady_clock::now() + patience;
  int code = SQLITE_BUSY;
  while (code == SQLITE_BUSY) {
    code = sqlite3_exec(connection_->db, "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    if (code == SQLITE_BUSY && steady_clock::now() >= give_up_at) break;
    if (code == SQLITE_BUSY) sqlite3_sleep(pause);
  }
  if (code != SQLITE_OK) fail(connection_->db);
}

void Session::run_script(std::string_view script) {
  if (sqlite3_exec(connection_->db, std::string(script).c_str(), nullptr, nullptr, nullptr) !=
      SQLITE_OK) {
    fail(connection_->db);
  }
}

void Session::synchronise(bool each) {
  if (each == synchronises_) return;
  run_script(each ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  synchronises_ = each;
}

void Session::control(const Statement& statement) { query(statement, {}); }

bool Session::in_transaction() const { return sqlite3_get_autocommit(connection_->db) == 0; }

}  // namespace chancery::sql::sqlite
