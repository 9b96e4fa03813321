#include "adapters/http/page_routes.hpp"

#include <functional>

#include "adapters/http/endpoints/ask_email.hpp"
#include "adapters/http/endpoints/authorize.hpp"
#include "adapters/http/endpoints/consent.hpp"
#include "adapters/http/endpoints/log_out.hpp"
#include "adapters/http/endpoints/new_password.hpp"
#include "adapters/http/endpoints/own_account.hpp"
#include "adapters/http/endpoints/own_factors.hpp"
#include "adapters/http/endpoints/second_step.hpp"
#include "adapters/http/endpoints/sign_in.hpp"
#include "adapters/http/endpoints/verify.hpp"
#include "adapters/http/paths.hpp"
#include "domain/webauthn/relying_party.hpp"

namespace chancery::http {
namespace {

Lane waits(const Request&) { return Lane::general; }

}  // namespace

std::vector<Route> page_routes(const PagePorts& ports, const pages::Pages& pages,
                               const PageOptions& options) {
  const BrowserPages browser(pages, options.issuer, ports.protect_forms);
  const AuthorizeEndpoint authorize(browser, ports.authorize);
  const SignInEndpoint sign_in(browser, ports.sign_in, options.sends_mail);
  const SecondStepEndpoint second_step(browser, ports.second_step);
  const ConsentEndpoint consent(browser, ports.authorize, ports.give_consent);
  const LogOutEndpoint log_out(browser, ports.log_out);
  const AskEmailEndpoint forgotten(browser, ports.request_account_mail,
                                   pages::AskEmailReason::forgot_password);
  const VerifyEndpoint verify(browser, ports.redeem_ticket, ports.request_account_mail);
  using NewPassword = NewPasswordEndpoint;
  const NewPassword::Ports of_links{ports.redeem_ticket, ports.register_user};
  const NewPassword reset(browser, of_links, pages::NewPasswordReason::reset_password);
  const NewPassword invite(browser, of_links, pages::NewPasswordReason::invite);
  const auto end = std::bind_front(&LogOutEndpoint::begin, log_out);
  const auto apology = [browser](const Request& request) {
    return browser.error(pages::PageError::unavailable, request);
  };
  const auto page = [&](const char* path, Endpoint get, Endpoint post, auto lane,
                        std::shared_ptr<RateLimiter> limit = {}) {
    return Route{path,
                 {{"GET", std::move(get)}, {"POST", std::move(post)}},
                 Cors::none,
                 lane,
                 std::move(limit),
                 apology};
  };
  const AccountPages account_pages(browser, options.sends_mail);
  const OwnFactorsEndpoint factors(
      account_pages,
      {ports.own_account, ports.prove_again, ports.enrol_factors, ports.manage_factors},
      relying_party(options.issuer).has_value());
  const auto account = [&](const char* path, pages::AccountSection section) {
    const OwnAccountEndpoint part(account_pages, ports.own_account, section);
    return page(path, std::bind_front(&OwnAccountEndpoint::show, part),
                std::bind_front(&OwnAccountEndpoint::submit, part), OwnAccountEndpoint::lane);
  };
  using pages::AccountSection;

  return {
      account(paths::account, AccountSection::profile),
      account(paths::account_password, AccountSection::password),
      account(paths::account_sessions, AccountSection::sessions),
      account(paths::account_apps, AccountSection::apps),
      account(paths::account_delete, AccountSection::deletion),
      page(paths::account_factors, std::bind_front(&OwnFactorsEndpoint::show, factors),
           std::bind_front(&OwnFactorsEndpoint::submit, factors), OwnAccountEndpoint::lane),
      page(paths::authorize, authorize, authorize, waits),
      page(paths::login, std::bind_front(&SignInEndpoint::show, sign_in),
           std::bind_front(&SignInEndpoint::submit, sign_in), SignInEndpoint::lane),
      page(paths::login_factor, std::bind_front(&SecondStepEndpoint::show, second_step),
           std::bind_front(&SecondStepEndpoint::submit, second_step), waits),
      page(paths::consent, std::bind_front(&ConsentEndpoint::go_on, consent),
           std::bind_front(&ConsentEndpoint::submit, consent), waits),
      page(paths::oauth_logout, end, end, waits),
      page(paths::logout, std::bind_front(&LogOutEndpoint::ask, log_out),
           std::bind_front(&LogOutEndpoint::confirm, log_out), waits),
      page(paths::forgot_password, std::bind_front(&AskEmailEndpoint::show, forgotten),
           std::bind_front(&AskEmailEndpoint::submit, forgotten), waits,
           options.registration_limit),
      page(paths::verify, std::bind_front(&VerifyEndpoint::show, verify),
           std::bind_front(&VerifyEndpoint::submit, verify), waits, options.registration_limit),
      page(paths::reset_password, std::bind_front(&NewPassword::show, reset),
           std::bind_front(&NewPassword::submit, reset), NewPassword::lane),
      page(paths::invite, std::bind_front(&NewPassword::show, invite),
           std::bind_front(&NewPassword::submit, invite), NewPassword::lane),
  };
}

}  // namespace chancery::http
