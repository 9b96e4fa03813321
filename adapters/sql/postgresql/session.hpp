#pragma once

#include <chrono>
#include <string>
#include <unordered_map>
#include <vector>

#include "adapters/sql/postgresql/connection.hpp"
#include "adapters/sql/postgresql/shared_trips.hpp"
#include "adapters/sql/postgresql/url.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql::postgresql {

/// A connection to PostgreSQL through libpq; why not through Poco, docs/decisions/libpq.md says.
/// Every statement is bounded twice: by the server's timeouts, and here, should the server itself
/// hang. Without prepared statements the server keeps nothing for the session: what bounds a write
/// and makes it durable is sent with it and holds for its transaction; reads are bounded here only,
/// and by what the database's role has.
class Session final : public sql::Session {
 public:
  using TimePoint = Connection::TimePoint;
  enum class Access { read, write };

  struct Settings {
    /// Whether statements are prepared by name and kept, or sent whole each time.
    bool prepared_statements = true;
    /// How long what is not told otherwise may take.
    std::chrono::milliseconds call_time;
    /// At which age it is replaced, or up to a quarter earlier: so that nodes spread again after a
    /// failover, and not all at once.
    std::chrono::milliseconds lifetime;
    /// After being idle for longer it is asked whether it still leads anywhere.
    std::chrono::milliseconds trusted_idle;
  };

  /// Connects. Throws Unavailable if that fails.
  Session(const Url& url, const Settings& settings);
  ~Session() override;

  /// Until when the answers to everything that follows are waited for.
  void expect_answers_by(TimePoint deadline) { connection_.expect_answers_by(deadline); }

  Rows query(const Statement& statement, Parameters parameters) override;
  std::int64_t execute(const Statement& statement, Parameters parameters) override;
  void run_script(std::string_view script) override;

  /// Makes all of the calls in one round trip and one transaction, which ends with it; there is
  /// none under way. An answer for each. Throws as the others do; nothing was done then, unless the
  /// connection was lost.
  std::vector<SharedTrips::Answer> run_together(const SharedTrips::Calls& calls, Access access);

  void begin();
  /// Throws Unavailable unless the server says that it has committed, which it does not do for a
  /// transaction in which a statement failed.
  void commit();
  /// Ends a transaction if there is one. Should that fail, the session is not reusable.
  void roll_back() noexcept;

  /// Whether somebody else may have it some time: idle, sound and not too old.
  [[nodiscard]] bool may_be_kept() const noexcept;

  /// Whether somebody else can have it now: also, the server has not hung up. After a long rest the
  /// server is asked, for half a second at most.
  [[nodiscard]] bool reusable() noexcept;

  /// Whether the server was given up and has not answered yet. Never waits.
  [[nodiscard]] bool owes_answer() noexcept { return connection_.owes_answer(); }

  /// Whether the connection broke, the server does not answer, goes, or is not the one that writes:
  /// what is then true of other connections to it as well.
  [[nodiscard]] bool leads_nowhere() const { return leads_nowhere_ || connection_.is_broken(); }

 private:
  using Result = Connection::Result;

  Result run(const Statement& statement, Parameters parameters);
  Result run_in_own_transaction(const Statement& statement, Parameters parameters);
  Result run(const char* text);
  std::vector<Result> run_pipeline(const SharedTrips::Calls& calls, bool brings_settings);
  void prepare(const Statement& statement);
  int queue(const Statement& statement, Parameters parameters);
  Result answer();
  std::vector<Result> answers_of_pipeline(std::size_t count);
  Result checked(Result result);
  [[nodiscard]] bool answers_at_once() noexcept;
  [[nodiscard]] bool is_idle() const;

  Settings settings_;
  Connection connection_;
  TimePoint expires_at_;
  TimePoint last_answer_at_;
  bool sound_ = true;
  bool leads_nowhere_ = false;
  /// The names of prepared statements, by the address of the literal.
  std::unordered_map<const char*, std::string> prepared_;
};

}  // namespace chancery::sql::postgresql
