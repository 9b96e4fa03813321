#pragma once

#include "app/usecases/accounts.hpp"
#include "app/usecases/tickets.hpp"
#include "domain/account_request.hpp"
#include "ports/inbound/answer_account_requests.hpp"
#include "ports/outbound/account_request_queue.hpp"

namespace chancery {

/// Whatever is done for a request, doing it again comes to the same: whoever looks at one may be
/// stopped at any point, and another looks at it anew.
class AnswerAccountRequests final : public inbound::AnswerAccountRequests {
 public:
  AnswerAccountRequests(outbound::AccountRequestQueue& queue, Accounts& accounts, Tickets& tickets)
      : queue_(queue), accounts_(accounts), tickets_(tickets) {}

  Tally answer(std::size_t limit) override;

 private:
  void look_at(const AccountRequest& request);
  void add_account(const AccountRequest& request);
  [[nodiscard]] std::optional<User> user_of(const AccountRequest& request);
  void send(const AccountRequest& request, const User& user, TicketPurpose purpose);

  outbound::AccountRequestQueue& queue_;
  Accounts& accounts_;
  Tickets& tickets_;
};

}  // namespace chancery
