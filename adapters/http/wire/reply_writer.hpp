#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace chancery::http {

/// What an answer's head says about the connection.
enum class Persistence : std::uint8_t {
  keep,           ///< HTTP/1.1's default: no field
  keep_http_1_0,  ///< `Connection: keep-alive`, for clients that need to be told
  close,          ///< `Connection: close`
};

struct ReplyContext {
  std::string_view request_id;
  std::string_view date;  ///< IMF-fixdate; empty without a clock
  Persistence persistence = Persistence::keep;
  bool to_head = false;    ///< the answer to HEAD: all the fields, no body
  bool is_secure = false;  ///< the client speaks TLS, to us or to a trusted proxy
};

/// Whether name and value may stand in a head: a token, and bytes of %x20-7E and HTAB (attack
///
[[nodiscard]] bool is_sendable(std::string_view name, std::string_view value);

/// Appends the answer as it goes over the wire, with the security fields that every answer carries.
/// A reply with a field that is not sendable, or with one of those that belong to the server
/// (Content-Length, Transfer-Encoding, Connection, Date), becomes a 500 without its fields. Returns
/// the status that was written.
int write_reply(std::string& out, const Reply& reply, const ReplyContext& context);

}  // namespace chancery::http
