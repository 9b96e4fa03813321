#include "adapters/http/endpoints/sign_in.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

using inbound::LoginPage;
using inbound::PageFault;

constexpr std::string_view form_name = "login";

/// Browsers keep no cookie for longer.
constexpr Lifetime device_lifetime = std::chrono::days(400);

/// The interaction that a query brings along; empty when it brings none.
std::string interaction_of(const Request& request) {
  const auto query = Form::parse(request.query.value_or(""));
  return query ? std::string(query->get(BrowserPages::interaction_field).value_or("")) : "";
}

std::string text(const Form& form, std::string_view name) {
  return std::string(form.get(name).value_or(""));
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
  const auto interaction = text(*form, BrowserPages::interaction_field);
  if (form->get("cancel")) return pages_.step(sign_in_.cancel(interaction, browser), request);

  const auto outcome = sign_in_.submit({.interaction = interaction,
                                        .login_name = text(*form, "username"),
                                        .password = Secret(text(*form, "password"))},
                                       browser, context_of(request));
  if (const auto* const done = std::get_if<inbound::SignedIn>(&outcome)) {
    return signed_in(*done, *browser.id);
  }
  if (const auto* const more = std::get_if<inbound::GoToFactor>(&outcome)) {
    return pages_.on_to_factor(more->interaction, more->challenge);
  }
  if (const auto* const again = std::get_if<LoginPage>(&outcome)) return page(*again, request);
  return pages_.fault(std::get<PageFault>(outcome), request);
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
  if (sends_mail_) view.forgot_uri = pages_.url(paths::forgot_password);
  if (sends_mail_ && page.unverified) view.verify_uri = pages_.url(paths::verify);
  auto reply = pages_.pages().login(view, page_context(request, page.hints.languages));
  reply.log.client_id = page.client.id;
  if (page.refused) reply.log.error = "invalid_credentials";
  if (page.unverified) reply.log.error = "email_not_verified";
  if (page.retry_after) {
    reply.status = 429;
    set_retry_after(reply, *page.retry_after);
    reply.log.error = "too_many_attempts";
  }
  return reply;
}

Reply SignInEndpoint::signed_in(const inbound::SignedIn& done, const Secret& browser_id) const {
  auto reply = BrowserPages::see_other(pages_.url(
      paths::consent, {{std::string(BrowserPages::interaction_field), done.interaction}}));
  pages_.set_cookie(reply, BrowserPages::browser_cookie, browser_id, done.lifetime);
  pages_.set_cookie(reply, BrowserPages::session_cookie, done.session, done.lifetime);
  if (done.new_device) {
    pages_.set_cookie(reply, BrowserPages::device_cookie, *done.new_device, device_lifetime);
  }
  return reply;
}

Lane SignInEndpoint::lane(const Request& request) {
  if (request.method != "POST") return Lane::general;
  const auto form = Form::of(request);
  return form && !form->get("cancel") ? Lane::hashing : Lane::general;
}

}  // namespace chancery::http
