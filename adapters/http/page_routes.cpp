#include "adapters/http/page_routes.hpp"

#include <functional>

#include "adapters/http/endpoints/authorize.hpp"
#include "adapters/http/endpoints/consent.hpp"
#include "adapters/http/endpoints/log_out.hpp"
#include "adapters/http/endpoints/sign_in.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

Lane waits(const Request&) { return Lane::general; }

}  // namespace

std::vector<Route> page_routes(const PagePorts& ports, const pages::Pages& pages,
                               const Issuer& issuer) {
  const BrowserPages browser(pages, issuer, ports.protect_forms);
  const AuthorizeEndpoint authorize(browser, ports.authorize);
  const SignInEndpoint sign_in(browser, ports.sign_in);
  const ConsentEndpoint consent(browser, ports.authorize, ports.give_consent);
  const LogOutEndpoint log_out(browser, ports.log_out);
  const auto end = std::bind_front(&LogOutEndpoint::begin, log_out);
  const auto apology = [browser](const Request& request) {
    return browser.error(pages::PageError::unavailable, request);
  };
  const auto page = [&](const char* path, Endpoint get, Endpoint post, auto lane) {
    return Route{
        path, {{"GET", std::move(get)}, {"POST", std::move(post)}}, Cors::none, lane, apology};
  };

  return {
      page(paths::authorize, authorize, authorize, waits),
      page(paths::login, std::bind_front(&SignInEndpoint::show, sign_in),
           std::bind_front(&SignInEndpoint::submit, sign_in), SignInEndpoint::lane),
      page(paths::consent, std::bind_front(&ConsentEndpoint::go_on, consent),
           std::bind_front(&ConsentEndpoint::submit, consent), waits),
      page(paths::oauth_logout, end, end, waits),
      page(paths::logout, std::bind_front(&LogOutEndpoint::ask, log_out),
           std::bind_front(&LogOutEndpoint::confirm, log_out), waits),
  };
}

}  // namespace chancery::http
