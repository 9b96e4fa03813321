// The statements that the server sends for one request, and nothing around them:
//   bare_database URL refresh|introspection SESSIONS SECONDS
//   bare_database pgbench
// URL is sqlite:FILE or postgresql://…, a database that the server has filled; its logins are of no
// use afterwards. PostgreSQL: as many connections, a thread each. SQLite: introspection so too;
// refreshes by one writer, SESSIONS of them to a commit. Prints one line: result REQUESTS/S
// The second prints a refresh as a script for pgbench, whose clients each have a login with their
// number for an id, and a variable `generation` that is 0 at first, as the login's digest is.

#include <libpq-fe.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/sql/refresh_statements.hpp"

namespace {

using Steady = std::chrono::steady_clock;
using Texts = std::vector<std::string>;

constexpr const char* find_family = chancery::sql::select_family.text().data();
constexpr const char* rotate_family = chancery::sql::rotate_family.text().data();

// As in adapters/sql/access_token_store.cpp.
constexpr const char* select_standing =
    "SELECT CASE"
    " WHEN EXISTS (SELECT 1 FROM revoked_access_tokens WHERE jti = $1) THEN 'revoked'"
    " WHEN CAST($2 AS TEXT) IS NOT NULL AND NOT EXISTS ("
    "SELECT 1 FROM refresh_families f"
    " JOIN users u ON u.id = f.user_id AND u.epoch = f.user_epoch"
    " LEFT JOIN clients c ON c.id = f.client_id"
    " WHERE f.id = $2 AND (c.id IS NULL OR c.epoch = f.client_epoch)) THEN 'login_ended'"
    " WHEN NOT EXISTS (SELECT 1 FROM clients WHERE id = $3 AND disabled = 0) THEN 'client_ended'"
    " ELSE 'live' END";

/// One connection. `run` prepares a statement when it first sees it, tells statements apart by
/// their addresses, and gives back the first column of the first row.
class Session {
 public:
  virtual ~Session() = default;
  virtual std::string run(const char* statement, const Texts& arguments) = 0;
};

class Postgresql final : public Session {
 public:
  explicit Postgresql(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
    if (PQstatus(connection_.get()) != CONNECTION_OK) fail();
  }

  std::string run(const char* statement, const Texts& arguments) override {
    std::vector<const char*> values;
    for (const auto& text : arguments) values.push_back(text.c_str());
    const auto result = checked(PQexecPrepared(connection_.get(), name(statement).c_str(),
                                               static_cast<int>(values.size()), values.data(),
                                               nullptr, nullptr, 0));
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
  }

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Result = std::unique_ptr<PGresult, Clear>;

  const std::string& name(const char* statement) {
    auto& name = names_[statement];
    if (name.empty()) {
      name = "s" + std::to_string(names_.size());
      checked(PQprepare(connection_.get(), name.c_str(), statement, 0, nullptr));
    }
    return name;
  }
  Result checked(PGresult* raw) {
    Result result(raw);
    const auto status = PQresultStatus(raw);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail();
    return result;
  }
  [[noreturn]] void fail() { throw std::runtime_error(PQerrorMessage(connection_.get())); }

  std::unique_ptr<PGconn, Finish> connection_;
  std::map<const char*, std::string> names_;
};

class Sqlite final : public Session {
 public:
  explicit Sqlite(const std::string& file) {
    if (sqlite3_open(file.c_str(), &db_) != SQLITE_OK) fail();
    sqlite3_busy_timeout(db_, 1000);
    run("PRAGMA journal_mode = WAL", {});
    run("PRAGMA synchronous = FULL", {});
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  ~Sqlite() override {
    for (const auto& [text, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }

  std::string run(const char* text, const Texts& arguments) override {
    auto* const statement = prepared(text);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      sqlite3_bind_text(statement, static_cast<int>(i) + 1, arguments[i].data(),
                        static_cast<int>(arguments[i].size()), SQLITE_STATIC);
    }
    std::string first;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      const auto* const column = static_cast<const char*>(sqlite3_column_blob(statement, 0));
      first.assign(column, static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
    }
    if (code != SQLITE_DONE) fail();
    sqlite3_reset(statement);
    return first;
  }

 private:
  sqlite3_stmt* prepared(const char* text) {
    auto*& statement = statements_[text];
    if (statement == nullptr &&
        sqlite3_prepare_v2(db_, text, -1, &statement, nullptr) != SQLITE_OK) {
      fail();
    }
    return statement;
  }
  [[noreturn]] void fail() { throw std::runtime_error(sqlite3_errmsg(db_)); }

  sqlite3* db_ = nullptr;
  std::map<const char*, sqlite3_stmt*> statements_;
};

bool is_sqlite(std::string_view url) { return url.starts_with("sqlite:"); }

std::unique_ptr<Session> open(const std::string& url) {
  if (is_sqlite(url)) return std::make_unique<Sqlite>(url.substr(7));
  return std::make_unique<Postgresql>(url);
}

/// A login to refresh: who it is and what its current digest is. Loading it is what the server
/// does.
class Chain {
 public:
  Chain(Session& session, int number)
      : session_(session),
        id_(session.run("SELECT id FROM refresh_families ORDER BY id"
                        " LIMIT 1 OFFSET CAST($1 AS BIGINT)",
                        {std::to_string(number)})),
        digest_(session.run("SELECT current_digest FROM refresh_families WHERE id = $1", {id_})) {
    if (digest_.empty()) throw std::runtime_error("the database has too few logins");
  }

  [[nodiscard]] const std::string& id() const { return id_; }

  void refresh() {
    session_.run(find_family, {id_});
    // As long as what the server writes.
    auto next = std::to_string(++generation_);
    next.insert(0, 43 - next.size(), 'd');
    session_.run(rotate_family, {next, std::to_string(generation_), next, "1700000000", "127.0.0.1",
                                 "", id_, digest_});
    digest_ = std::move(next);
  }

 private:
  Session& session_;
  std::string id_;
  std::string digest_;
  int generation_ = 0;
};

using Work = std::function<void()>;

/// How often `count` threads together did what `make` made for each, in a second.
double rate(int count, std::chrono::seconds duration, const std::function<Work(int)>& make) {
  std::vector<Work> works;
  for (int i = 0; i < count; ++i) works.push_back(make(i));
  std::atomic<long> done = 0;
  const auto start = Steady::now();
  {
    std::vector<std::jthread> threads;
    for (auto& work : works) {
      threads.emplace_back([&] {
        for (; Steady::now() - start < duration; ++done) work();
      });
    }
  }
  return static_cast<double>(done) / std::chrono::duration<double>(Steady::now() - start).count();
}

Work introspection(const std::string& url, int number) {
  const std::shared_ptr<Session> session = open(url);
  const Chain chain(*session, number);
  return [session, id = chain.id()] {
    if (session->run(select_standing, {"AAAAAAAAAAAAAAAAAAAAAA", id, "app"}).empty()) std::abort();
  };
}

Work refresh(const std::string& url, int number) {
  const std::shared_ptr<Session> session = open(url);
  auto chain = std::make_shared<Chain>(*session, number);
  return [session, chain] { chain->refresh(); };
}

/// One writer, the refreshes of `count` chains to a commit: the rate of commits times that.
double rate_of_shared_commits(const std::string& url, int count, std::chrono::seconds duration) {
  const auto commits = rate(1, duration, [&](int) -> Work {
    const std::shared_ptr<Session> session = open(url);
    auto chains = std::make_shared<std::vector<Chain>>();
    for (int i = 0; i < count; ++i) chains->emplace_back(*session, i);
    return [session, chains] {
      session->run("BEGIN IMMEDIATE", {});
      for (auto& chain : *chains) chain.refresh();
      session->run("COMMIT", {});
    };
  });
  return commits * count;
}

double measure(const std::string& url, std::string_view what, int sessions,
               std::chrono::seconds duration) {
  if (what == "introspection") {
    return rate(sessions, duration, [&](int i) { return introspection(url, i); });
  }
  if (is_sqlite(url)) return rate_of_shared_commits(url, sessions, duration);
  return rate(sessions, duration, [&](int i) { return refresh(url, i); });
}

/// A statement with pgbench's variables for its parameters, the first for $1.
std::string with_variables(std::string text, const std::vector<const char*>& names) {
  for (auto number = names.size(); number > 0; --number) {
    const auto parameter = "$" + std::to_string(number);
    for (auto at = text.find(parameter); at != std::string::npos; at = text.find(parameter)) {
      text.replace(at, parameter.size(), names[number - 1]);
    }
  }
  return text + ";\n";
}

std::string pgbench_script() {
  return "\\set current :generation\n\\set generation :generation + 1\n" +
         with_variables(find_family, {":client_id"}) +
         with_variables(rotate_family, {":generation", ":generation", ":generation", ":generation",
                                        ":client_id", ":client_id", ":client_id", ":current"});
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc == 2 && std::string_view(argv[1]) == "pgbench") {
    std::cout << pgbench_script();
    return 0;
  }
  if (argc != 5) {
    std::cerr << "usage: bare_database URL refresh|introspection SESSIONS SECONDS\n       "
                 "bare_database pgbench\n";
    return 2;
  }
  std::cout << "result "
            << measure(argv[1], argv[2], std::atoi(argv[3]),
                       std::chrono::seconds(std::atoi(argv[4])))
            << '\n';
} catch (const std::exception& error) {
  std::cerr << "bare_database: " << error.what() << '\n';
  return 1;
}
