#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "adapters/sql/postgresql/url.hpp"
#include "adapters/sql/session.hpp"

extern "C" {
struct pg_conn;
struct pg_result;
}

namespace chancery::sql::postgresql {

/// A connection to PostgreSQL through libpq; why not through Poco, docs/decisions/libpq.md says.
/// Every statement is bounded twice: by the server's timeouts, and here, should the server itself
/// hang.
class Session final : public sql::Session {
 public:
  struct Settings {
    /// Whether statements are prepared by name and kept, or sent whole each time.
    bool prepared_statements = true;
    /// How long to wait for an answer.
    std::chrono::milliseconds answer_wait;
  };

  /// Connects. Throws Unavailable if that fails.
  Session(const Url& url, const Settings& settings);
  ~Session() override;

  Rows query(const Statement& statement, Parameters parameters) override;
  std::int64_t execute(const Statement& statement, Parameters parameters) override;
  void run_script(std::string_view script) override;

  void begin();
  /// Throws Unavailable unless the server says that it has committed, which it does not do for a
  /// transaction in which a statement failed.
  void commit();
  /// Ends a transaction if there is one. Should that fail, the session is not reusable.
  void roll_back() noexcept;

  /// Whether the next borrower can have it: idle, sound, not too old, and the server has not hung
  /// up.
  [[nodiscard]] bool reusable() noexcept;

 private:
  using Deadline = std::optional<std::chrono::steady_clock::time_point>;
  struct Clear {
    void operator()(pg_result* result) const;
  };
  using Result = std::unique_ptr<pg_result, Clear>;
  struct Finish {
    void operator()(pg_conn* connection) const;
  };

  Result run(const Statement& statement, Parameters parameters);
  Result run(const char* text, Deadline deadline);
  void prepare(const Statement& statement, const std::string& name);
  const std::string& prepared(const Statement& statement);

  void sent(int ok);
  Result answer(Deadline deadline);
  void wait_until_readable(Deadline deadline);
  [[nodiscard]] Deadline deadline() const;

  Settings settings_;
  std::unique_ptr<pg_conn, Finish> connection_;
  std::chrono::steady_clock::time_point opened_at_;
  bool sound_ = true;
  /// The names of prepared statements, by the address of the literal.
  std::unordered_map<const char*, std::string> prepared_;
};

}  // namespace chancery::sql::postgresql
