#include "adapters/sql/postgresql/connection.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>

#include "adapters/sql/postgresql/errors.hpp"

namespace chancery::sql::postgresql {
namespace {

using std::chrono::steady_clock;

/// What stands before `dbname` is a default that the URL may replace, what stands after it is not.
/// Nothing here is kept by the server, so a pooler between may hand its connections around.
PGconn* connect(const std::string& url) {
  const char* const keywords[] = {"connect_timeout",  "tcp_user_timeout",
                                  "keepalives_idle",  "keepalives_interval",
                                  "keepalives_count", "target_session_attrs",
                                  "application_name", "dbname",
                                  "client_encoding",  nullptr};
  const char* const values[] = {"2",          "3000",     "2",         "1",    "3",
                                "read-write", "chancery", url.c_str(), "UTF8", nullptr};
  constexpr int expand_url = 1;
  return PQconnectdbParams(keywords, values, expand_url);
}

}  // namespace

void Connection::Clear::operator()(pg_result* result) const { PQclear(result); }
void Connection::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }

Connection::Connection(const Url& url) : connection_(connect(url.text())) {
  auto* const connection = connection_.get();
  if (PQstatus(connection) != CONNECTION_OK) {
    throw Unavailable("postgresql: " + url.redacted(PQerrorMessage(connection)));
  }
  PQsetNoticeReceiver(connection, [](void*, const PGresult*) {}, nullptr);
  // Or a long statement, and the farewell too, would wait for a server that does not read.
  constexpr int nonblocking = 1;
  PQsetnonblocking(connection, nonblocking);
}

void Connection::send(int queued) {
  if (queued != 1) lose();
  while (true) {
    const int unsent = PQflush(handle());
    if (unsent == 0) return;
    if (unsent < 0) lose();
    // Who does not read may be waiting for us to read.
    if ((wait_for(POLLIN | POLLOUT) & POLLIN) != 0) receive();
  }
}

Connection::Result Connection::next() {
  while (PQisBusy(handle())) {
    wait_for(POLLIN);
    receive();
  }
  return Result(PQgetResult(handle()));
}

bool Connection::has_unasked_input() const {
  pollfd socket{.fd = PQsocket(handle()), .events = POLLIN, .revents = 0};
  return ::poll(&socket, 1, 0) != 0;
}

bool Connection::owes_answer() noexcept {
  gave_up_ = gave_up_ && !has_unasked_input();
  return gave_up_;
}

void Connection::receive() {
  if (PQconsumeInput(handle()) != 1) lose();
}

short Connection::wait_for(short events) {
  using std::chrono::milliseconds;
  pollfd socket{.fd = PQsocket(handle()), .events = events, .revents = 0};
  while (true) {
    int timeout = -1;
    if (deadline_) {
      const auto left = std::chrono::ceil<milliseconds>(*deadline_ - steady_clock::now());
      timeout = static_cast<int>(std::max(left, milliseconds(0)).count());
    }
    const int ready = ::poll(&socket, 1, timeout);
    if (ready > 0) return socket.revents;
    if (ready < 0 && errno == EINTR) continue;
    is_broken_ = gave_up_ = true;
    throw Unavailable("postgresql: no answer in time");
  }
}

void Connection::lose() {
  is_broken_ = true;
  throw ConnectionLost("postgresql: the connection is broken");
}

}  // namespace chancery::sql::postgresql
