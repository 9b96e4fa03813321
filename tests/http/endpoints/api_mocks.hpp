#pragma once

// The inbound ports of the first-party API as the tests of its endpoints see them.

#include "domain/codec/json.hpp"
#include "ports/inbound/answer_once.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/invite_users.hpp"
#include "ports/inbound/list_clients.hpp"
#include "ports/inbound/list_users.hpp"
#include "ports/inbound/manage_account.hpp"
#include "ports/inbound/manage_clients.hpp"
#include "ports/inbound/manage_consents.hpp"
#include "ports/inbound/manage_sessions.hpp"
#include "ports/inbound/manage_users.hpp"
#include "ports/inbound/redeem_ticket.hpp"
#include "ports/inbound/register_user.hpp"
#include "ports/inbound/request_account_mail.hpp"
#include "tests/http/endpoints/mocks.hpp"

namespace chancery::http::test {

struct MockBearer final : inbound::AuthenticateBearer {
  using Outcome = std::expected<inbound::Caller, OAuthError>;
  MAKE_MOCK1(authenticate, Outcome(const Secret&), override);
};

struct MockRegistration final : inbound::RegisterUser {
  using Outcome = std::expected<inbound::Registered, inbound::UserRefusal>;
  MAKE_MOCK2(register_user, Outcome(const inbound::Registration&, const inbound::RequestContext&),
             override);
};

struct MockAccount final : inbound::ManageAccount {
  using Changed = std::expected<inbound::AccountChanged, inbound::UserRefusal>;
  using Done = std::expected<void, inbound::UserRefusal>;
  MAKE_MOCK3(change,
             Changed(const User&, const inbound::AccountChange&, const inbound::RequestContext&),
             override);
  MAKE_MOCK3(change_password, Done(const User&, const Passwords&, const inbound::RequestContext&),
             override);
  MAKE_MOCK3(remove, Done(const User&, const inbound::OwnerProof&, const inbound::RequestContext&),
             override);
};

struct MockAccountMail final : inbound::RequestAccountMail {
  using Done = std::expected<void, inbound::UserRefusal>;
  MAKE_MOCK2(forgot_password, Done(const std::string&, const inbound::RequestContext&), override);
  MAKE_MOCK2(verify_email, Done(const std::string&, const inbound::RequestContext&), override);
};

struct MockTickets final : inbound::RedeemTicket {
  using Done = std::expected<void, inbound::UserRefusal>;
  MAKE_MOCK1(preview, std::optional<inbound::TicketPreview>(const Secret&), override);
  MAKE_MOCK2(verify, Done(const Secret&, const inbound::RequestContext&), override);
  MAKE_MOCK3(reset_password, Done(const Secret&, const Secret&, const inbound::RequestContext&),
             override);
};

struct MockInvitations final : inbound::InviteUsers {
  using Invited = std::expected<inbound::Invitation, inbound::UserRefusal>;
  MAKE_MOCK2(invite, Invited(const std::string&, const inbound::RequestContext&), override);
};

struct MockUsers final : inbound::ManageUsers {
  using Changed = std::expected<User, inbound::UserRefusal>;
  using Removed = std::expected<void, inbound::UserRefusal>;
  MAKE_MOCK3(add, Changed(User, const std::optional<Secret>&, const inbound::RequestContext&),
             override);
  MAKE_MOCK1(find, std::optional<User>(const std::string&), override);
  MAKE_MOCK2(list, std::vector<User>(const std::optional<UserId>&, std::size_t), override);
  MAKE_MOCK2(update, Changed(User, const inbound::RequestContext&), override);
  MAKE_MOCK3(set_password, Changed(const UserId&, const Secret&, const inbound::RequestContext&),
             override);
  MAKE_MOCK2(remove, Removed(const UserId&, const inbound::RequestContext&), override);
};

struct MockList final : inbound::ListUsers {
  using Page = std::optional<inbound::UserPage>;
  MAKE_MOCK3(list, Page(const UserFilter&, const std::optional<std::string>&, std::size_t),
             override);
};

struct MockSessions final : inbound::ManageSessions {
  using Page = std::optional<inbound::SessionPage>;
  MAKE_MOCK3(list, Page(const SessionFilter&, const std::optional<std::string>&, std::size_t),
             override);
  MAKE_MOCK3(end,
             bool(const FamilyId&, const std::optional<UserId>&, const inbound::RequestContext&),
             override);
  MAKE_MOCK2(end_all, inbound::EndedSessions(const SessionFilter&, const inbound::RequestContext&),
             override);
};

struct MockConsents final : inbound::ManageConsents {
  MAKE_MOCK1(list, std::vector<inbound::GivenConsent>(const UserId&), override);
  MAKE_MOCK3(revoke, bool(const UserId&, const ClientId&, const inbound::RequestContext&),
             override);
};

struct MockManagedClients final : inbound::ManageClients {
  using Registered = std::expected<inbound::RegisteredClient, inbound::ClientRefusal>;
  using Changed = std::expected<Client, inbound::ClientRefusal>;
  using Removed = std::expected<void, inbound::ClientRefusal>;
  MAKE_MOCK3(add, Registered(Client, const std::optional<Secret>&, const inbound::RequestContext&),
             override);
  MAKE_MOCK1(find, std::optional<Client>(const ClientId&), override);
  MAKE_MOCK0(list, std::vector<Client>(), override);
  MAKE_MOCK2(update, Changed(Client, const inbound::RequestContext&), override);
  MAKE_MOCK3(replace_secret,
             Registered(const ClientId&, const std::optional<Secret>&,
                        const inbound::RequestContext&),
             override);
  MAKE_MOCK2(remove, Removed(const ClientId&, const inbound::RequestContext&), override);
};

struct MockClientList final : inbound::ListClients {
  using Page = std::optional<inbound::ClientPage>;
  MAKE_MOCK2(list, Page(const std::optional<std::string>&, std::size_t), override);
};

struct MockOnce final : inbound::AnswerOnce {
  MAKE_MOCK1(begin, IdempotencyOutcome(const inbound::RepeatableRequest&), override);
  MAKE_MOCK2(keep, void(const IdempotencyAttempt&, const std::string&), noexcept override);
  MAKE_MOCK1(forget, void(const IdempotencyAttempt&), noexcept override);
};

inline User ada() {
  return {.id = UserId("u1"),
          .email = "ada@example.org",
          .username = "ada",
          .roles = {"staff"},
          .claims = {{"locale", "de"}},
          .epoch = 7,
          .version = 3,
          .created_at = Instant(Lifetime(1'767'225'599)),
          .updated_at = Instant(Lifetime(1'767'225'600))};
}

inline User admin() {
  auto user = ada();
  user.id = UserId("root");
  user.roles = {"admin"};
  return user;
}

constexpr const char* ada_json =
    R"({"id":"u1","email":"ada@example.org","username":"ada","email_verified":false,)"
    R"("roles":["staff"],"disabled":false,"created_at":"2025-12-31T23:59:59Z",)"
    R"("updated_at":"2026-01-01T00:00:00Z"})";

/// As administrators see her.
inline std::string managed_ada_json() {
  std::string json(ada_json);
  json.pop_back();
  return json + R"(,"claims":{"locale":"de"}})";
}

inline Request json_request(std::string method, std::string body, std::string path = "/") {
  Request request{.method = std::move(method), .path = std::move(path)};
  request.headers.add("Content-Type", "application/json");
  request.body = std::move(body);
  request.request_id = "request-0001";
  return request;
}

/// Status and code of a problem, and its field errors: `422 invalid email:missing roles:unknown`.
inline std::string told(const Reply& reply) {
  const auto body = codec::read_json(reply.body);
  if (!body || reply.content_type != "application/problem+json") return "no problem: " + reply.body;
  auto text =
      std::to_string(*body->find("status")->as_integer()) + ' ' + *body->find("code")->as_string();
  if (const auto* errors = body->find("errors")) {
    for (const auto& error : *errors->as_array()) {
      text += ' ' + *error.find("field")->as_string() + ':' + *error.find("code")->as_string();
    }
  }
  EXPECT_EQ(reply.status, *body->find("status")->as_integer());
  return text;
}

}  // namespace chancery::http::test
