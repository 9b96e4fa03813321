#include "adapters/http/endpoints/browser_pages.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/own_page.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

using inbound::PageFault;
using pages::PageError;

PageError page_error(PageFault fault) {
  switch (fault) {
    case PageFault::unknown_client: return PageError::unknown_client;
    case PageFault::redirect_uri_missing:
    case PageFault::redirect_uri_repeated:
    case PageFault::redirect_uri_not_registered: return PageError::redirect_uri;
    case PageFault::interaction_lost: return PageError::interaction;
  }
  std::unreachable();
}

/// For the log: which of them it was.
std::string_view word(PageFault fault) {
  switch (fault) {
    case PageFault::unknown_client: return "unknown_client";
    case PageFault::redirect_uri_missing: return "redirect_uri_missing";
    case PageFault::redirect_uri_repeated: return "redirect_uri_repeated";
    case PageFault::redirect_uri_not_registered: return "redirect_uri_not_registered";
    case PageFault::interaction_lost: return "interaction_lost";
  }
  std::unreachable();
}

/// Below what the server, and proxies before it, take as a URL.
constexpr std::size_t longest_location = 7'000;

std::optional<Secret> secret(std::optional<std::string> text) {
  return text ? std::optional<Secret>(Secret(*std::move(text))) : std::nullopt;
}

/// As a reader wants them: who one is before how to be reached, then the app's own, and last how
/// long all of it holds. `openid` says nothing to people.
std::vector<std::string> in_reading_order(const Scopes& scopes) {
  constexpr std::array first{"profile", "email", "phone", "address"};
  const auto rank = [&](const std::string& scope) {
    const auto place = std::ranges::find(first, scope) - first.begin();
    return std::pair(scope == "offline_access", place);
  };
  auto names = words(scopes.to_string());
  std::erase(names, "openid");
  std::ranges::sort(names, {}, [&](const auto& scope) { return std::pair(rank(scope), scope); });
  return names;
}

/// Answers a step, whichever it is.
struct StepWriter {
  const BrowserPages& pages;
  const Request& request;
  const std::vector<std::string>& languages;

  Reply operator()(const inbound::ShowError& error) const {
    return pages.fault(error.fault, request, languages);
  }

  Reply operator()(const inbound::Respond& respond) const {
    const auto& response = respond.response;
    auto reply = response.mode == ResponseMode::query
                     ? BrowserPages::see_other(location(response))
                     : pages.pages().form_post(
                           {.action = response.redirect_uri, .parameters = response.parameters},
                           page_context(request, languages));
    reply.log.client_id = respond.client.id;
    if (const auto error = single_value(response.parameters, "error")) {
      reply.log.detail = std::string(*error);
    }
    return reply;
  }

  Reply operator()(const inbound::GoToLogin& step) const {
    return on_to(paths::login, step.interaction);
  }

  Reply operator()(const inbound::GoToFactor& step) const {
    return pages.on_to_factor(step.interaction, step.challenge);
  }

  Reply operator()(const inbound::GoToConsent& step) const {
    return on_to(paths::consent, step.interaction);
  }

  Reply operator()(const inbound::ShowConsent& step) const {
    const auto& page = step.page;
    const auto browser = pages.browser(request);
    if (!browser.id) return pages.fault(PageFault::interaction_lost, request, languages);
    return pages.pages().consent(
        {.client = card(page.client),
         .form = pages.form(paths::consent, "consent", *browser.id,
                            {{std::string(BrowserPages::interaction_field), page.interaction},
                             {std::string(BrowserPages::shown_to_field), pages.shown_to(browser)}},
                            page.redirect_uri),
         .user = page.user_name,
         .scopes = in_reading_order(page.scopes),
         .claims = {page.claims.begin(), page.claims.end()}},
        page_context(request, page.hints.languages));
  }

  [[nodiscard]] Reply on_to(const char* path, const std::string& interaction) const {
    return BrowserPages::see_other(
        pages.url(path, {{std::string(BrowserPages::interaction_field), interaction}}));
  }
};

}  // namespace

inbound::Browser BrowserPages::browser(const Request& request) const {
  return {.id = secret(jar_.read(request, browser_cookie)),
          .session = secret(jar_.read(request, session_cookie)),
          .device = secret(jar_.read(request, device_cookie))};
}

std::expected<Form, Reply> BrowserPages::own_form(const Request& request,
                                                  std::string_view form) const {
  if (!may_be_from_own_page(request.headers, issuer_)) {
    return std::unexpected(error(PageError::forbidden, request));
  }
  auto sent = Form::of(request);
  if (!sent) return std::unexpected(error(PageError::invalid_request, request));
  const auto token = sent->get(csrf_field).value_or("");
  if (!forms_.is_genuine(token, browser(request).id, form)) {
    return std::unexpected(error(PageError::forbidden, request));
  }
  return *std::move(sent);
}

pages::PageForm BrowserPages::form(const char* path, std::string_view name,
                                   const Secret& browser_id, Parameters hidden,
                                   std::optional<std::string> leads_to) const {
  hidden.emplace_back(csrf_field, forms_.token(browser_id, name));
  return {.action = url(path), .hidden = std::move(hidden), .leads_to = std::move(leads_to)};
}

std::string BrowserPages::shown_to(const inbound::Browser& browser) const {
  if (!browser.id || !browser.session) return {};
  return forms_.token(*browser.id, "shown to " + browser.session->reveal());
}

bool BrowserPages::was_shown_to(const inbound::Browser& browser, const Form& form) const {
  if (!browser.session) return false;
  return forms_.is_genuine(form.get(shown_to_field).value_or(""), browser.id,
                           "shown to " + browser.session->reveal());
}

Reply BrowserPages::with_form(const Request& request,
                              const std::function<Reply(const Secret&)>& page) const {
  const auto known = browser(request).id;
  const auto id = known ? *known : forms_.new_browser_id();
  auto reply = page(id);
  if (!known) set_cookie(reply, browser_cookie, id);
  return reply;
}

std::optional<Secret> BrowserPages::ticket_of(const Request& request) {
  const auto query = Form::parse(request.query.value_or(""));
  const auto ticket = query ? query->get(ticket_field) : std::nullopt;
  return ticket ? std::optional<Secret>(Secret(std::string(*ticket))) : std::nullopt;
}

Reply BrowserPages::note(const pages::NoteView& view, const Request& request) const {
  return pages_.note(view, page_context(request, {}));
}

Reply BrowserPages::link_invalid(const Request& request, const char* help,
                                 std::string_view detail) const {
  pages::NoteView view{.note = pages::Note::link_invalid};
  if (help != nullptr) view.link = url(help);
  auto reply = note(view, request);
  reply.log.error = "invalid_link";
  reply.log.detail = detail;
  return reply;
}

Reply BrowserPages::step(const inbound::AuthorizationStep& step, const Request& request,
                         const std::vector<std::string>& languages) const {
  return std::visit(StepWriter{*this, request, languages}, step);
}

Reply BrowserPages::answer(const inbound::AuthorizationAnswer& answer, const Request& request,
                           const std::vector<std::string>& languages) const {
  auto reply = step(answer.step, request, languages);
  if (answer.new_browser_id) set_cookie(reply, browser_cookie, *answer.new_browser_id);
  return reply;
}

Reply BrowserPages::error(PageError error, const Request& request,
                          const std::vector<std::string>& languages) const {
  auto reply = pages_.error({error}, page_context(request, languages));
  reply.log.error = error == PageError::forbidden ? "forbidden" : "invalid_request";
  return reply;
}

Reply BrowserPages::fault(PageFault fault, const Request& request,
                          const std::vector<std::string>& languages) const {
  auto reply = error(page_error(fault), request, languages);
  reply.log.error = word(fault);
  return reply;
}

std::optional<Reply> BrowserPages::once_more_by_get(const Request& request, const char* path,
                                                    const Parameters& parameters) const {
  const auto brought = browser(request);
  if (request.method != "POST" || brought.id || brought.session) return std::nullopt;
  auto location = url(path, parameters);
  if (location.size() > longest_location) return std::nullopt;
  return see_other(std::move(location));
}

Reply BrowserPages::on_to_factor(const std::string& interaction,
                                 const std::string& challenge) const {
  Parameters query{{std::string(interaction_field), interaction}};
  if (!challenge.empty()) query.emplace_back(challenge_field, challenge);
  return see_other(url(paths::login_factor, query));
}

Reply BrowserPages::see_other(std::string location) {
  return {.status = 303, .content_type = {}, .headers = {{"Location", std::move(location)}}};
}

std::string BrowserPages::url(const char* path, const Parameters& query) const {
  return with_query(issuer_.value() + path, query);
}

void BrowserPages::set_cookie(Reply& reply, std::string_view name, const Secret& value,
                              std::optional<Lifetime> lifetime) const {
  reply.headers.emplace_back("Set-Cookie", jar_.set(name, value.reveal(), lifetime));
}

pages::PageContext page_context(const Request& request, const std::vector<std::string>& languages) {
  return {.ui_locales = languages,
          .accept_language = request.headers.get("Accept-Language").value_or(""),
          .request_id = request.request_id};
}

pages::ClientCard card(const inbound::ClientProfile& client) {
  return {.name = client.name,
          .client_uri = client.home_uri,
          .logo_uri = client.logo_uri,
          .policy_uri = client.policy_uri,
          .tos_uri = client.terms_uri};
}

}  // namespace chancery::http
