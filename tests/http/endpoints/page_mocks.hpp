#pragma once

// The inbound ports behind the pages, and requests as browsers make them.

#include <gtest/gtest.h>

#include "adapters/http/page_routes.hpp"
#include "adapters/http/rate_limiter.hpp"
#include "ports/unavailable.hpp"
#include "tests/http/endpoints/api_mocks.hpp"
#include "tests/http/endpoints/factor_mocks.hpp"
#include "tests/http/endpoints/mocks.hpp"

namespace chancery::http::test {

struct MockAuthorize final : inbound::Authorize {
  MAKE_MOCK3(begin,
             inbound::AuthorizationAnswer(const Parameters&, const inbound::Browser&,
                                          const inbound::RequestContext&),
             override);
  MAKE_MOCK3(proceed,
             inbound::AuthorizationAnswer(const std::string&, const inbound::Browser&,
                                          const inbound::RequestContext&),
             override);
};

struct MockSignIn final : inbound::SignIn {
  using Shown = std::expected<inbound::LoginPage, inbound::PageFault>;
  MAKE_MOCK2(show, Shown(const std::string&, const inbound::Browser&), override);
  MAKE_MOCK3(submit,
             inbound::SignInOutcome(const inbound::SignIn::Attempt&, const inbound::Browser&,
                                    const inbound::RequestContext&),
             override);
  MAKE_MOCK3(submit_passkey,
             inbound::SignInOutcome(const inbound::SignIn::PasskeyAttempt&, const inbound::Browser&,
                                    const inbound::RequestContext&),
             override);
  MAKE_MOCK2(cancel, inbound::AuthorizationStep(const std::string&, const inbound::Browser&),
             override);
};

struct MockSecondStep final : inbound::SecondStep {
  MAKE_MOCK3(show,
             inbound::SecondStepOutcome(const std::string&, const std::string&,
                                        const inbound::Browser&),
             override);
  MAKE_MOCK3(submit,
             inbound::SecondStepOutcome(const inbound::SecondStep::Answer&, const inbound::Browser&,
                                        const inbound::RequestContext&),
             override);
};

struct MockConsent final : inbound::GiveConsent {
  MAKE_MOCK3(allow,
             inbound::AuthorizationAnswer(const std::string&, const inbound::Browser&,
                                          const inbound::RequestContext&),
             override);
  MAKE_MOCK2(deny, inbound::AuthorizationStep(const std::string&, const inbound::Browser&),
             override);
};

struct MockLogOut final : inbound::LogOut {
  MAKE_MOCK3(begin,
             inbound::LogoutStep(const Parameters&, const inbound::Browser&,
                                 const inbound::RequestContext&),
             override);
  MAKE_MOCK3(confirm,
             inbound::LoggedOut(const Parameters&, const inbound::Browser&,
                                const inbound::RequestContext&),
             override);
};

struct MockOwnAccount final : inbound::OwnAccount {
  template <class T>
  using Result = inbound::AccountResult<T>;
  using Changed = Result<inbound::AccountChanged>;
  using Renewed = Result<std::optional<inbound::RenewedSession>>;
  using Browser = inbound::Browser;
  using Context = inbound::RequestContext;
  MAKE_MOCK1(show, Result<inbound::AccountOverview>(const Browser&), override);
  MAKE_MOCK1(logins, Result<inbound::AccountLogins>(const Browser&), override);
  MAKE_MOCK1(apps, Result<inbound::AccountApps>(const Browser&), override);
  MAKE_MOCK3(change, Changed(const Browser&, const inbound::AccountChange&, const Context&),
             override);
  MAKE_MOCK3(change_password, Renewed(const Browser&, const Passwords&, const Context&), override);
  MAKE_MOCK3(end_login, Result<bool>(const Browser&, const FamilyId&, const Context&), override);
  MAKE_MOCK2(end_others, Renewed(const Browser&, const Context&), override);
  MAKE_MOCK3(disconnect, Result<bool>(const Browser&, const ClientId&, const Context&), override);
  MAKE_MOCK3(remove, Result<void>(const Browser&, const Secret&, const Context&), override);
  MAKE_MOCK3(step_up,
             std::optional<inbound::RenewedSession>(const Browser&, const std::string&,
                                                    const Context&),
             override);
};

/// A token is the browser's id and the form's name.
struct PlainForms final : inbound::ProtectForms {
  Secret new_browser_id() override { return Secret("new-browser"); }
  std::string token(const Secret& browser_id, std::string_view form) override {
    return browser_id.reveal() + "." + std::string(form);
  }
  bool is_genuine(std::string_view token_, const std::optional<Secret>& browser_id,
                  std::string_view form) override {
    return browser_id && token_ == token(*browser_id, form);
  }
};

/// Everything that people see, asked by its URL.
class PagesTest : public testing::Test {
 protected:
  MockAuthorize authorize;
  MockSignIn sign_in;
  MockSecondStep second_step;
  MockConsent consent;
  MockLogOut log_out;
  PlainForms forms;
  MockAccountMail mails;
  MockTickets tickets;
  MockRegistration registration;
  MockOwnAccount account;
  MockProveAgain prove;
  MockEnrolment enrolment;
  MockFactors factors;
  Issuer issuer{"https://login.example.com"};
  std::shared_ptr<RateLimiter> registration_limit =
      make_rate_limiter("registration", RateLimit{.quota = 30, .window = std::chrono::minutes(5)});
  std::vector<Route> routes = routes_of(true);

  std::vector<Route> routes_of(bool sends_mail) {
    return page_routes(
        {authorize, sign_in, second_step, consent, log_out, forms, mails, tickets, registration,
         account, prove, enrolment, factors},
        pages::Pages::make(issuer).value(),
        {.issuer = issuer, .sends_mail = sends_mail, .registration_limit = registration_limit});
  }

  Reply ask(const Request& request) const {
    for (const auto& route : routes) {
      for (const auto& [method, endpoint] : route.methods) {
        if (route.path == request.path && method == request.method) return endpoint(request);
      }
    }
    return {.status = 404};
  }

  static Request get(std::string path, std::optional<std::string> query = {}) {
    Request request{.method = "GET", .path = std::move(path), .query = std::move(query)};
    request.headers.add("Cookie", "__Host-chancery-browser=B; __Host-chancery-session=S");
    return request;
  }

  /// A form as our own page sends it, but for the CSRF token, which is the body's.
  static Request post(std::string path, std::string body) {
    auto request = get(std::move(path));
    request.method = "POST";
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    request.headers.add("Origin", "null");
    request.headers.add("Sec-Fetch-Site", "same-origin");
    request.body = std::move(body);
    return request;
  }

  static bool has(const Reply& reply, std::string_view text) {
    return reply.body.find(text) != std::string::npos;
  }

  static std::vector<std::string> cookies(const Reply& reply) {
    std::vector<std::string> values;
    for (const auto& [name, value] : reply.headers) {
      if (name == "Set-Cookie") values.push_back(value);
    }
    return values;
  }
};

inline bool is_our_browser(const inbound::Browser& browser) {
  return browser.id && browser.id->reveal() == "B" && browser.session &&
         browser.session->reveal() == "S";
}

}  // namespace chancery::http::test
