#include "adapters/http/endpoints/own_factors.hpp"

#include "adapters/http/endpoints/factors_visit.hpp"

namespace chancery::http {
namespace {

/// The login that comes first; nothing else keeps anybody from seeing their account.
Reply login_first(const AccountPages& pages, const inbound::AccountFault& fault,
                  const Request& request) {
  const auto* const login = std::get_if<inbound::AuthorizationAnswer>(&fault);
  if (login == nullptr) {
    return pages.browser_pages().error(pages::PageError::unavailable, request);
  }
  return pages.browser_pages().answer(*login, request);
}

}  // namespace

Reply OwnFactorsEndpoint::show(const Request& request) const {
  const auto account = ports_.account.show(pages_.browser_pages().browser(request));
  if (!account) return login_first(pages_, account.error(), request);
  return FactorsVisit({pages_, ports_, offers_passkeys_}, request, {}, *account).overview();
}

Reply OwnFactorsEndpoint::submit(const Request& request) const {
  const auto form = pages_.own_form(request, pages::AccountSection::factors);
  if (!form) return form.error();
  const auto account = ports_.account.show(pages_.browser_pages().browser(request));
  if (!account) return login_first(pages_, account.error(), request);
  return FactorsVisit({pages_, ports_, offers_passkeys_}, request, *form, *account).act();
}

}  // namespace chancery::http
