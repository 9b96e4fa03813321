#pragma once

#include <optional>
#include <string>

#include "domain/account_request.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/outbound/account_request_queue.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"

namespace chancery {

/// Writes down what is asked for an address, and knows of no account. Thread-safe; may throw
/// Unavailable.
class AccountRequests {
 public:
  struct Ports {
    outbound::AccountRequestQueue& queue;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  explicit AccountRequests(Ports ports) : ports_(ports) {}

  struct Wanted {
    AccountRequestKind kind;
    /// Has a canonical form.
    std::string email;
    std::optional<AccountRequest::Registration> registration{};
  };
  void put(Wanted wanted, const inbound::RequestContext& context);

 private:
  Ports ports_;
};

}  // namespace chancery
