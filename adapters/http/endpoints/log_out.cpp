#include "adapters/http/endpoints/log_out.hpp"

#include <algorithm>

#include "adapters/http/client_request.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

constexpr std::string_view form_name = "logout";

/// What a form of ours says by itself; a request that brings it along says nothing by it.
bool is_ours(const std::string& name) {
  return name == BrowserPages::csrf_field || name == "cancel";
}

bool names_any_twice(const Parameters& parameters) {
  return std::ranges::any_of(parameters, [&](const auto& parameter) {
    return occurrences(parameters, parameter.first) > 1;
  });
}

}  // namespace

Reply LogOutEndpoint::begin(const Request& request) const {
  const auto parameters = request_parameters(request);
  if (!parameters || names_any_twice(*parameters)) {
    return pages_.error(pages::PageError::invalid_request, request);
  }
  return answer(log_out_.begin(*parameters, pages_.browser(request), context_of(request)), request);
}

Reply LogOutEndpoint::ask(const Request& request) const {
  return answer(log_out_.begin({}, pages_.browser(request), context_of(request)), request);
}

Reply LogOutEndpoint::confirm(const Request& request) const {
  const auto form = pages_.own_form(request, form_name);
  if (!form) return form.error();
  auto parameters = form->parameters();
  const auto languages = words(form->get("ui_locales").value_or(""));
  std::erase_if(parameters, [](const auto& parameter) { return is_ours(parameter.first); });
  if (form->get("cancel")) {
    return pages_.pages().signed_out({.stayed = true}, page_context(request, languages));
  }
  return done(log_out_.confirm(parameters, pages_.browser(request), context_of(request)), request);
}

Reply LogOutEndpoint::answer(const inbound::LogoutStep& step, const Request& request) const {
  if (const auto* const asked = std::get_if<inbound::AskLogout>(&step))
    return page(*asked, request);
  return done(std::get<inbound::LoggedOut>(step), request);
}

Reply LogOutEndpoint::page(const inbound::AskLogout& asked, const Request& request) const {
  const auto known = pages_.browser(request).id;
  const auto browser_id = known ? *known : pages_.forms().new_browser_id();
  auto hidden = asked.parameters;
  std::erase_if(hidden, [](const auto& parameter) { return is_ours(parameter.first); });
  std::optional<std::string> leads_to;
  if (asked.client) {
    if (const auto uri = single_value(hidden, "post_logout_redirect_uri")) leads_to = *uri;
  }
  auto reply = pages_.pages().logout(
      {.form = pages_.form(paths::logout, form_name, browser_id, std::move(hidden), leads_to),
       .user = asked.user_name},
      page_context(request, asked.hints.languages));
  if (!known) pages_.set_cookie(reply, BrowserPages::browser_cookie, browser_id);
  return reply;
}

Reply LogOutEndpoint::done(const inbound::LoggedOut& done, const Request& request) const {
  const auto shown = done.client ? std::optional(card(*done.client)) : std::nullopt;
  auto reply = done.return_to ? BrowserPages::see_other(*done.return_to)
                              : pages_.pages().signed_out(
                                    {.client = shown}, page_context(request, done.hints.languages));
  reply.headers.emplace_back("Set-Cookie", pages_.jar().expire(BrowserPages::session_cookie));
  return reply;
}

}  // namespace chancery::http
