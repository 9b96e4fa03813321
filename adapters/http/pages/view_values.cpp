#include "adapters/http/pages/view_values.hpp"

#include "domain/codec/utf8.hpp"
#include "domain/inline_image.hpp"
#include "domain/uri.hpp"

namespace chancery::http::pages {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

const Names::Set client_texts{"client_name", "client_initial", "client_logo",
                              "client_uri",  "policy_uri",     "tos_uri"};
const Names::Set pair_names{"name", "value"};

/// Those of every page and these.
Names names_with(Names::Set texts) {
  auto names = common_names();
  names.texts.merge(texts);
  return names;
}

Names form_names(Names::Set texts) {
  auto names = names_with(std::move(texts));
  names.texts.insert("action");
  names.lists.emplace("hidden", pair_names);
  return names;
}

Names with_client(Names names) {
  names.texts.insert(client_texts.begin(), client_texts.end());
  names.flags.insert("has_links");
  return names;
}

Values::List pair_values(const Pairs& pairs) {
  Values::List items;
  for (const auto& [name, value] : pairs) {
    items.push_back(Values().text("name", name).text("value", value));
  }
  return items;
}

void add_form(Values& values, const PageForm& form) {
  values.text("action", form.action).list("hidden", pair_values(form.hidden));
}

void add_client(Values& values, const ClientCard& client) {
  const auto policy = shown_link(client.policy_uri);
  const auto terms = shown_link(client.tos_uri);
  values.text("client_name", client.name)
      .text("client_initial", initial(client.name))
      .text("client_logo", shown_logo(client.logo_uri))
      .text("client_uri", shown_link(client.client_uri))
      .text("policy_uri", policy)
      .text("tos_uri", terms)
      .flag("has_links", !policy.empty() || !terms.empty());
}

/// What the catalogue calls each of `names`, by the key `kind.name`, or else `kind.other`.
Values::List labelled(const std::string& kind, const std::vector<std::string>& names,
                      const Catalogue& texts) {
  Values::List items;
  const auto prefix = kind + '.';
  for (const auto& name : names) {
    const auto* const known =
        name == "other" ? nullptr : texts.find(std::string(prefix).append(name));
    const auto& text = known != nullptr ? *known : texts.at(kind + ".other");
    items.push_back(
        Values().text("name", name).text("label", filled(text, [&](auto) { return name; })));
  }
  return items;
}

std::string_view word(LoginProblem problem) {
  switch (problem) {
    case LoginProblem::wrong_credentials: return "wrong_credentials";
    case LoginProblem::locked: return "locked";
    case LoginProblem::expired: return "expired";
  }
  return {};
}

std::string_view word(PageError error) {
  switch (error) {
    case PageError::unknown_client: return "unknown_client";
    case PageError::redirect_uri: return "redirect_uri";
    case PageError::invalid_request: return "invalid_request";
    case PageError::interaction: return "interaction";
    case PageError::forbidden: return "forbidden";
    case PageError::unavailable: return "unavailable";
  }
  return {};
}

/// The host that people know an app by; an app without one (a scheme of its own) has no name here.
std::string host_of(const std::optional<std::string>& uri) {
  const auto parsed = uri ? Uri::parse(*uri) : std::nullopt;
  return parsed && !is_loopback_host(parsed->host) ? parsed->host : std::string();
}

}  // namespace

std::string shown_link(const std::optional<std::string>& uri) {
  const auto parsed = uri ? Uri::parse(*uri) : std::nullopt;
  const bool is_web = parsed && (parsed->scheme == "https" || parsed->scheme == "http");
  return is_web && !parsed->host.empty() ? *uri : std::string();
}

std::string shown_logo(const std::optional<std::string>& uri) {
  return uri && is_inline_image(*uri) ? *uri : std::string();
}

std::string initial(std::string_view name) {
  const auto code_point = codec::take_code_point(name);
  if (!code_point) return "?";
  std::string out;
  const bool is_small = *code_point >= U'a' && *code_point <= U'z';
  codec::append_utf8(out, is_small ? *code_point - U'a' + U'A' : *code_point);
  return out;
}

Names common_names() { return {.texts = {"language", "direction", "host", "title", "request_id"}}; }

Names layout_names() {
  auto names = with_client(common_names());
  names.fragments = {"page", "style"};
  return names;
}

Names login_names() { return with_client(form_names({"username", "problem"})); }

Names consent_names() {
  auto names = with_client(form_names({"user", "target_host"}));
  names.lists.emplace("scopes", Names::Set{"name", "label"});
  names.lists.emplace("claims", Names::Set{"name", "label"});
  return names;
}

Names logout_names() { return form_names({"user"}); }

Names signed_out_names() { return with_client(names_with({"lead"})); }

Names error_names() { return names_with({"error", "error_title", "error_text"}); }

Names form_post_names() {
  auto names = names_with({"action"});
  names.lists.emplace("parameters", pair_names);
  names.fragments = {"script"};
  return names;
}

Values login_values(const LoginView& view, const Catalogue& texts) {
  Values values;
  add_client(values, view.client);
  add_form(values, view.form);
  values.text("username", view.username).text("title", texts.at("login.title"));
  if (view.problem) {
    values.text("problem", texts.at("login.problem." + std::string(word(*view.problem))));
  }
  return values;
}

Values consent_values(const ConsentView& view, const Catalogue& texts) {
  Values values;
  add_client(values, view.client);
  add_form(values, view.form);
  values.text("user", view.user)
      .text("target_host", host_of(view.form.leads_to))
      .list("scopes", labelled("scope", view.scopes, texts))
      .list("claims", labelled("claim", view.claims, texts))
      .text("title", texts.at("consent.title"));
  return values;
}

Values logout_values(const LogoutView& view, const Catalogue& texts) {
  Values values;
  add_form(values, view.form);
  values.text("user", view.user).text("title", texts.at("logout.title"));
  return values;
}

Values signed_out_values(const SignedOutView& view, const Catalogue& texts) {
  Values values;
  if (view.client) add_client(values, *view.client);
  const std::string key = view.stayed ? "stayed" : "signed_out";
  values.text("title", texts.at(key + ".title")).text("lead", texts.at(key + ".lead"));
  return values;
}

Values error_values(const ErrorView& view, const Catalogue& texts) {
  const auto key = "error." + std::string(word(view.error));
  Values values;
  values.text("error", std::string(word(view.error)))
      .text("title", texts.at(key + ".title"))
      .text("error_title", texts.at(key + ".title"))
      .text("error_text", texts.at(key + ".text"));
  return values;
}

Values form_post_values(const FormPostView& view, const Catalogue& texts) {
  Values values;
  values.text("action", view.action)
      .list("parameters", pair_values(view.parameters))
      .text("title", texts.at("form_post.title"));
  return values;
}

}  // namespace chancery::http::pages
