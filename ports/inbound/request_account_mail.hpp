#pragma once

#include <expected>
#include <string>

#include "ports/inbound/request_context.hpp"
#include "ports/inbound/user_refusal.hpp"

namespace chancery::inbound {

/// Links that anybody may ask for, to be sent to an address. Whether it has an account is looked at
/// later: neither the answer nor what it takes says so (attack B80). Refused with `invalid_email`
/// for what is no address, `no_mail` where none can be sent. Thread-safe; may throw Unavailable.
class RequestAccountMail {
 public:
  virtual ~RequestAccountMail() = default;

  /// A link for another password.
  [[nodiscard]] virtual std::expected<void, UserRefusal> forgot_password(
      const std::string& email, const RequestContext& context) = 0;

  /// A link that proves the address; none goes out when that is done already.
  [[nodiscard]] virtual std::expected<void, UserRefusal> verify_email(
      const std::string& email, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
