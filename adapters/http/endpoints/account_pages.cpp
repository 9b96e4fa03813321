#include "adapters/http/endpoints/account_pages.hpp"

#include <array>

#include "adapters/http/paths.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::http {
namespace {

using pages::AccountSection;

struct SectionPath {
  AccountSection section;
  const char* path;
};

/// All of the page's parts, in their order: a part more is a line more.
constexpr std::array section_paths{
    SectionPath{AccountSection::profile, paths::account},
    SectionPath{AccountSection::password, paths::account_password},
    SectionPath{AccountSection::factors, paths::account_factors},
    SectionPath{AccountSection::sessions, paths::account_sessions},
    SectionPath{AccountSection::apps, paths::account_apps},
    SectionPath{AccountSection::deletion, paths::account_delete},
};

const char* path_of(AccountSection section) {
  for (const auto& known : section_paths) {
    if (known.section == section) return known.path;
  }
  std::unreachable();
}

std::string form_name(AccountSection section) {
  return "account " + std::string(pages::word(section));
}

}  // namespace

std::expected<Form, Reply> AccountPages::own_form(const Request& request,
                                                  AccountSection section) const {
  auto form = pages_.own_form(request, form_name(section));
  // Another user's form, of before a logout, is nobody's any more: not an error of who is here now.
  if (form && !pages_.was_shown_to(pages_.browser(request), *form)) {
    return std::unexpected(BrowserPages::see_other(pages_.url(path_of(section))));
  }
  return form;
}

pages::AccountView AccountPages::view(AccountSection section,
                                      const inbound::AccountOverview& account) const {
  pages::AccountView view{.section = section,
                          .email = account.user.email,
                          .username = account.user.username.value_or(""),
                          .changes_email = sends_mail_,
                          .signed_in_at = shown(account.signed_in_at),
                          .logout_uri = pages_.url(paths::logout)};
  for (const auto& [known, path] : section_paths) {
    view.sections.push_back({known, pages_.url(path)});
  }
  return view;
}

Reply AccountPages::page(const Request& request, pages::AccountView view,
                         const inbound::Browser& browser, Parameters hidden) const {
  return pages_.with_form(request, [&](const Secret& browser_id) {
    const inbound::Browser known{.id = browser_id, .session = browser.session};
    hidden.emplace_back(BrowserPages::shown_to_field, pages_.shown_to(known));
    view.form = pages_.form(path_of(view.section), form_name(view.section), browser_id,
                            std::move(hidden), {});
    return pages_.pages().account(view, page_context(request, {}));
  });
}

Reply AccountPages::done(AccountSection section, pages::AccountNotice notice) const {
  return BrowserPages::see_other(
      pages_.url(path_of(section), {{"done", std::string(pages::word(notice))}}));
}

void AccountPages::renew(Reply& reply, const inbound::Browser& browser,
                         const inbound::RenewedSession& session) const {
  pages_.set_cookie(reply, BrowserPages::browser_cookie, *browser.id, session.lifetime);
  pages_.set_cookie(reply, BrowserPages::session_cookie, session.session, session.lifetime);
}

std::string shown(const std::optional<Instant>& at) {
  if (!at) return {};
  const auto text = codec::rfc3339(*at);
  return text.substr(0, 10) + ' ' + text.substr(11, 5) + " UTC";
}

}  // namespace chancery::http
