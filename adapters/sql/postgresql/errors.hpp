#pragma once

#include <string>
#include <string_view>

#include "ports/unavailable.hpp"

extern "C" {
struct pg_result;
}

namespace chancery::sql::postgresql {

/// The connection broke, or the server ended it: what was asked may have been done or not.
class ConnectionLost final : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

/// The server undid the transaction because of another one at the same time: it can be run again.
class Conflict final : public Busy {
 public:
  using Busy::Busy;
};

/// The server does not write, as one that was the primary once; nothing was done.
class ReadOnlyServer final : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

/// Throws what an answer that is an error stands for: UniqueViolation, Conflict, Busy for a lock
/// that others hold, ReadOnlyServer, ConnectionLost or Unavailable. The message has the SQLSTATE,
/// and no more where the server would quote values.
[[noreturn]] void throw_error(const pg_result* result);

/// Whether an error of that SQLSTATE says that the server goes, is gone or is no longer the one to
/// ask.
[[nodiscard]] bool means_wrong_server(std::string_view sqlstate);

/// Whether a session can be used after an error of that SQLSTATE, once its transaction is over.
[[nodiscard]] bool leaves_session_usable(std::string_view sqlstate);

/// The SQLSTATE of an answer; empty if it has none.
[[nodiscard]] std::string sqlstate_of(const pg_result* result);

}  // namespace chancery::sql::postgresql
