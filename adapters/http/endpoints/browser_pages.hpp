#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/cookies.hpp"
#include "adapters/http/form.hpp"
#include "adapters/http/message.hpp"
#include "adapters/http/pages/pages.hpp"
#include "domain/strong.hpp"
#include "ports/inbound/authorization_pages.hpp"
#include "ports/inbound/browser.hpp"
#include "ports/inbound/protect_forms.hpp"
#include "ports/inbound/sign_in.hpp"

namespace chancery::http {

/// What the endpoints that people see have in common: a browser's cookies, forms that only our own
/// pages can send, and how each step of an authorization looks. Cheap to copy; thread-safe.
class BrowserPages {
 public:
  /// The cookies' names, as the contract has them.
  static constexpr std::string_view browser_cookie = "chancery-browser";
  static constexpr std::string_view session_cookie = "chancery-session";
  static constexpr std::string_view device_cookie = "chancery-device";
  /// The form's hidden fields.
  static constexpr std::string_view csrf_field = "csrf";
  static constexpr std::string_view interaction_field = "interaction";
  static constexpr std::string_view challenge_field = "challenge";
  static constexpr std::string_view shown_to_field = "shown_to";
  /// Of the links in mails, and of the forms that they lead to.
  static constexpr std::string_view ticket_field = "token";

  /// `forms` must outlive this.
  BrowserPages(pages::Pages pages, Issuer issuer, inbound::ProtectForms& forms)
      : pages_(std::move(pages)), issuer_(std::move(issuer)), jar_(issuer_), forms_(forms) {}

  [[nodiscard]] const pages::Pages& pages() const { return pages_; }
  [[nodiscard]] const CookieJar& jar() const { return jar_; }
  [[nodiscard]] inbound::ProtectForms& forms() const { return forms_; }

  [[nodiscard]] inbound::Browser browser(const Request& request) const;

  /// The form that one of our pages sent, by this browser (attack B76). The error is the finished
  /// answer: 400 for what is no form, 403 for what another page sent.
  [[nodiscard]] std::expected<Form, Reply> own_form(const Request& request,
                                                    std::string_view form) const;

  /// A form of ours: with the CSRF token for it, and where it leads.
  [[nodiscard]] pages::PageForm form(const char* path, std::string_view name,
                                     const Secret& browser_id, Parameters hidden,
                                     std::optional<std::string> leads_to) const;

  /// What a page that asks a user something says of the session it was shown to; and whether a form
  /// says it of the session that the browser has now. A yes of one user is not another's.
  [[nodiscard]] std::string shown_to(const inbound::Browser& browser) const;
  [[nodiscard]] bool was_shown_to(const inbound::Browser& browser, const Form& form) const;

  /// A page with a form of ours, for a browser that may be here for the first time: it gets its
  /// pre-session then. `page` makes it for the browser of that id.
  [[nodiscard]] Reply with_form(const Request& request,
                                const std::function<Reply(const Secret&)>& page) const;

  /// What a link of a mail brings along.
  [[nodiscard]] static std::optional<Secret> ticket_of(const Request& request);
  /// A page that says what came of something.
  [[nodiscard]] Reply note(const pages::NoteView& view, const Request& request) const;
  /// The note for a link that does not count; `help` is the path of the page to ask for another on,
  /// null if there is none. `detail` is for the log.
  [[nodiscard]] Reply link_invalid(const Request& request, const char* help,
                                   std::string_view detail = {}) const;

  /// What to answer to a step. `languages` is `ui_locales`, where nothing else says it.
  [[nodiscard]] Reply step(const inbound::AuthorizationStep& step, const Request& request,
                           const std::vector<std::string>& languages = {}) const;
  /// The same, with the cookie that comes with it.
  [[nodiscard]] Reply answer(const inbound::AuthorizationAnswer& answer, const Request& request,
                             const std::vector<std::string>& languages = {}) const;

  [[nodiscard]] Reply error(pages::PageError error, const Request& request,
                            const std::vector<std::string>& languages = {}) const;
  [[nodiscard]] Reply fault(inbound::PageFault fault, const Request& request,
                            const std::vector<std::string>& languages = {}) const;

  /// A form that another site's page sent comes without our cookies (they are `SameSite=Lax`), so
  /// that nobody is known to be signed in: the browser is sent here once more, by GET, which brings
  /// them. Nothing if the request is none such, or its parameters are too long for a URL.
  [[nodiscard]] std::optional<Reply> once_more_by_get(const Request& request, const char* path,
                                                      const Parameters& parameters) const;
  /// 303 to the page that asks for a second factor.
  [[nodiscard]] Reply on_to_factor(const std::string& interaction,
                                   const std::string& challenge) const;
  /// 303, so that a browser comes by GET, whatever it came by (attack B15).
  [[nodiscard]] static Reply see_other(std::string location);
  /// The URL of one of our pages.
  [[nodiscard]] std::string url(const char* path, const Parameters& query = {}) const;
  void set_cookie(Reply& reply, std::string_view name, const Secret& value,
                  std::optional<Lifetime> lifetime = {}) const;

 private:
  pages::Pages pages_;
  Issuer issuer_;
  CookieJar jar_;
  inbound::ProtectForms& forms_;
};

/// What of a request a page depends on.
[[nodiscard]] pages::PageContext page_context(const Request& request,
                                              const std::vector<std::string>& languages);

/// How a client looks on a page.
[[nodiscard]] pages::ClientCard card(const inbound::ClientProfile& client);

}  // namespace chancery::http
