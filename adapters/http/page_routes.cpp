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
  const SignInEndpoint sign_in(browser, ports.sign_in);
  const ConsentEndpoint consent(browser, ports.authorize, ports.give_consent);
  const LogOutEndpoint log_out(browser, ports.log_out);
  const auto page = [&](const auto& endpoint, auto method) {
    return for_people(browser, std::bind_front(method, endpoint));
  };
  const auto authorize = for_people(browser, AuthorizeEndpoint(browser, ports.authorize));
  const auto end = page(log_out, &LogOutEndpoint::begin);
  constexpr auto cors = Cors::none;

  return {
      {paths::authorize, {{"GET", authorize}, {"POST", authorize}}, cors, waits},
      {paths::login,
       {{"GET", page(sign_in, &SignInEndpoint::show)},
        {"POST", page(sign_in, &SignInEndpoint::submit)}},
       cors,
       SignInEndpoint::lane},
      {paths::consent,
       {{"GET", page(consent, &ConsentEndpoint::go_on)},
        {"POST", page(consent, &ConsentEndpoint::submit)}},
       cors,
       waits},
      {paths::oauth_logout, {{"GET", end}, {"POST", end}}, cors, waits},
      {paths::logout,
       {{"GET", page(log_out, &LogOutEndpoint::ask)},
        {"POST", page(log_out, &LogOutEndpoint::confirm)}},
       cors,
       waits},
  };
}

}  // namespace chancery::http
