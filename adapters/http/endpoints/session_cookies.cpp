#include "adapters/http/endpoints/session_cookies.hpp"

#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

/// Browsers keep no cookie for longer.
constexpr Lifetime device_lifetime = std::chrono::days(400);

}  // namespace

Reply signed_in_reply(const BrowserPages& pages, const inbound::SignedIn& done,
                      const Secret& browser_id) {
  const Parameters query{{std::string(BrowserPages::interaction_field), done.interaction}};
  auto reply = BrowserPages::see_other(done.to_own_account ? pages.url(paths::account)
                                                           : pages.url(paths::consent, query));
  pages.set_cookie(reply, BrowserPages::browser_cookie, browser_id, done.lifetime);
  pages.set_cookie(reply, BrowserPages::session_cookie, done.session, done.lifetime);
  if (done.new_device) {
    pages.set_cookie(reply, BrowserPages::device_cookie, *done.new_device, device_lifetime);
  }
  return reply;
}

void note_retry_after(Reply& page, const std::optional<Lifetime>& retry_after) {
  if (!retry_after) return;
  page.status = 429;
  set_retry_after(page, *retry_after);
  page.log.error = "too_many_attempts";
}

std::string field(const Form& form, std::string_view name) {
  return std::string(form.get(name).value_or(""));
}

}  // namespace chancery::http
