#include "adapters/http/endpoints/browser_pages.hpp"

#include "adapters/http/own_page.hpp"
#include "adapters/http/paths.hpp"
#include "ports/unavailable.hpp"

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

std::optional<Secret> secret(std::optional<std::string> text) {
  return text ? std::optional<Secret>(Secret(*std::move(text))) : std::nullopt;
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

  Reply operator()(const inbound::GoToConsent& step) const {
    return on_to(paths::consent, step.interaction);
  }

  Reply operator()(const inbound::ShowConsent& step) const {
    const auto& page = step.page;
    const auto browser = pages.browser(request);
    if (!browser.id) return pages.fault(PageFault::interaction_lost, request, languages);
    auto scopes = words(page.scopes.to_string());
    std::erase(scopes, "openid");
    return pages.pages().consent(
        {.client = card(page.client),
         .form = pages.form(paths::consent, "consent", *browser.id,
                            {{std::string(BrowserPages::interaction_field), page.interaction}},
                            page.redirect_uri),
         .user = page.user_name,
         .scopes = std::move(scopes),
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

Endpoint for_people(const BrowserPages& pages, Endpoint endpoint) {
  return [pages, endpoint = std::move(endpoint)](const Request& request) -> Reply {
    try {
      return endpoint(request);
    } catch (const Unavailable& error) {
      auto reply = pages.error(PageError::unavailable, request);
      set_retry_after(reply, error.retry_after());
      reply.log.error = "temporarily_unavailable";
      reply.log.detail = error.what();
      return reply;
    }
  };
}

}  // namespace chancery::http
