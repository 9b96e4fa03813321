#include "adapters/http/endpoints/sign_in.hpp"

#include "adapters/http/api/passkey_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/endpoints/session_cookies.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

using inbound::LoginPage;
using inbound::PageFault;

constexpr std::string_view form_name = "login";
constexpr std::string_view passkey_field = "passkey";

/// The interaction that a query brings along; empty when it brings none.
std::string interaction_of(const Request& request) {
  const auto query = Form::parse(request.query.value_or(""));
  return query ? std::string(query->get(BrowserPages::interaction_field).value_or("")) : "";
}

}  // namespace

Reply SignInEndpoint::show(const Request& request) const {
  const auto shown = sign_in_.show(interaction_of(request), pages_.browser(request));
  return shown ? page(*shown, request) : pages_.fault(shown.error(), request);
}

Reply SignInEndpoint::submit(const Request& request) const {
  const auto form = pages_.own_form(request, form_name);
  if (!form) return form.error();
  const auto browser = pages_.browser(request);
  const auto interaction = field(*form, BrowserPages::interaction_field);
  if (form->get("cancel")) return pages_.step(sign_in_.cancel(interaction, browser), request);

  const auto outcome =
      form->get(passkey_field) ? submit_passkey(*form, request) : submit_password(*form, request);
  if (const auto* const done = std::get_if<inbound::SignedIn>(&outcome)) {
    return signed_in_reply(pages_, *done, *browser.id);
  }
  if (const auto* const more = std::get_if<inbound::GoToFactor>(&outcome)) {
    return pages_.on_to_factor(more->interaction, more->challenge);
  }
  if (const auto* const again = std::get_if<LoginPage>(&outcome)) return page(*again, request);
  return pages_.fault(std::get<PageFault>(outcome), request);
}

inbound::SignInOutcome SignInEndpoint::submit_password(const Form& form,
                                                       const Request& request) const {
  return sign_in_.submit({.interaction = field(form, BrowserPages::interaction_field),
                          .login_name = field(form, "username"),
                          .password = Secret(field(form, "password"))},
                         pages_.browser(request), context_of(request));
}

inbound::SignInOutcome SignInEndpoint::submit_passkey(const Form& form,
                                                      const Request& request) const {
  const auto json = codec::read_json(form.get(passkey_field).value_or(""));
  return sign_in_.submit_passkey(
      {.interaction = field(form, BrowserPages::interaction_field),
       .challenge = field(form, BrowserPages::challenge_field),
       .proof = json ? read_passkey_proof(*json).value_or(PasskeyProof{}) : PasskeyProof{}},
      pages_.browser(request), context_of(request));
}

Reply SignInEndpoint::page(const LoginPage& page, const Request& request) const {
  const auto browser = pages_.browser(request);
  if (!browser.id) return pages_.fault(PageFault::interaction_lost, request);
  pages::LoginView view{
      .client = card(page.client),
      .form = pages_.form(paths::login, form_name, *browser.id,
                          {{std::string(BrowserPages::interaction_field), page.interaction}},
                          page.redirect_uri),
      .username = page.login_name};
  if (page.refused) view.problem = pages::LoginProblem::wrong_credentials;
  if (page.retry_after) view.problem = pages::LoginProblem::locked;
  if (page.unverified) view.problem = pages::LoginProblem::unverified;
  if (page.passkey_refused) view.problem = pages::LoginProblem::passkey;
  if (page.passkey && page.passkey->passkey) {
    view.passkey = codec::write_json(request_options_json(*page.passkey->passkey));
    view.passkey_challenge = page.passkey->challenge;
  }
  if (sends_mail_) view.forgot_uri = pages_.url(paths::forgot_password);
  if (sends_mail_ && page.unverified) view.verify_uri = pages_.url(paths::verify);
  auto reply = pages_.pages().login(view, page_context(request, page.hints.languages));
  reply.log.client_id = page.client.id;
  if (page.refused) reply.log.error = "invalid_credentials";
  if (page.unverified) reply.log.error = "email_not_verified";
  if (page.passkey_refused) reply.log.error = "wrong_factor";
  note_retry_after(reply, page.retry_after);
  return reply;
}

Lane SignInEndpoint::lane(const Request& request) {
  if (request.method != "POST") return Lane::general;
  const auto form = Form::of(request);
  return form && !form->get("cancel") && !form->get(passkey_field) ? Lane::hashing : Lane::general;
}

}  // namespace chancery::http
