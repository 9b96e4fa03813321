#pragma once

// People, their mailboxes, and what they do with the links in there.

#include <gtest/gtest.h>

#include "tests/usecases/world.hpp"

namespace chancery::test {

class AccountMailTest : public testing::Test, protected World {
 protected:
  using Reason = inbound::UserRefusal::Reason;

  /// Looks at everything that was asked for.
  void look_at_requests() { answer_account_requests.answer(100); }

  void forgot_password(const std::string& email = "ada@example.org") {
    ASSERT_TRUE(request_account_mail.forgot_password(email, context));
    look_at_requests();
  }

  /// The ticket in the last mail.
  [[nodiscard]] Secret ticket() const {
    if (mailbox.mails.empty()) return Secret("");
    const auto& link = mailbox.mails.back().values.at("link");
    return Secret(link.substr(link.find("?token=") + 7));
  }

  std::expected<void, inbound::UserRefusal> reset(const Secret& ticket_,
                                                  std::string wanted = "battery staple") {
    return redeem_ticket.reset_password(ticket_, Secret(std::move(wanted)), context);
  }
  std::expected<inbound::TokenResponse, OAuthError> log_in_with(std::string secret) {
    return issue_tokens.issue(app, inbound::PasswordRequest{"ada", Secret(std::move(secret))},
                              context);
  }
  std::size_t events_at_first = 0;
  User ada() { return users.find(user.id).value(); }

  std::size_t rows() {
    return database.with([](const memory::Tables& t) { return t.account_requests.size(); });
  }
};

inline std::string told(const std::expected<void, inbound::UserRefusal>& outcome) {
  using enum inbound::UserRefusal::Reason;
  if (outcome) return "done";
  switch (outcome.error().reason) {
    case invalid_link: return "invalid_link " + std::string(outcome.error().detail);
    case weak_password: return "weak_password";
    case email_taken: return "email_taken";
    default: return "refused: " + outcome.error().message;
  }
}

}  // namespace chancery::test
