#include "adapters/http/pages/view_values.hpp"

#include "adapters/http/pages/view_words.hpp"
#include "domain/codec/utf8.hpp"
#include "domain/inline_image.hpp"
#include "domain/uri.hpp"

namespace chancery::http::pages {
namespace {

using templates::filled;

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

Names login_names() {
  auto names = with_client(form_names(
      {"username", "problem", "forgot_uri", "verify_uri", "passkey", "passkey_challenge"}));
  names.fragments = {"script"};
  return names;
}

Names factor_names() {
  auto names = form_names({"user", "problem", "passkey", "restart_uri"});
  names.flags.insert({"totp", "recovery_code"});
  names.fragments = {"script"};
  return names;
}

Names consent_names() {
  auto names = with_client(form_names({"user", "target_host"}));
  names.lists.emplace("scopes", Names::Set{"name", "label"});
  names.lists.emplace("claims", Names::Set{"name", "label"});
  return names;
}

Names logout_names() { return form_names({"user"}); }

Names signed_out_names() { return with_client(names_with({"lead"})); }

Names error_names() { return names_with({"error", "error_title", "error_text"}); }

Names ask_email_names() { return form_names({"lead", "submit", "email", "problem"}); }

Names verify_names() { return form_names({"email"}); }

Names new_password_names() {
  auto names = form_names({"submit", "email", "username", "problem"});
  names.flags.insert("asks_username");
  return names;
}

Names note_names() { return names_with({"lead", "link", "link_text"}); }

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
  values.text("username", view.username)
      .text("forgot_uri", view.forgot_uri.value_or(""))
      .text("verify_uri", view.verify_uri.value_or(""))
      .text("passkey", view.passkey.value_or(""))
      .text("passkey_challenge", view.passkey_challenge)
      .text("title", texts.at("login.title"));
  if (view.problem) {
    values.text("problem", texts.at("login.problem." + std::string(word(*view.problem))));
  }
  return values;
}

Values factor_values(const FactorView& view, const Catalogue& texts) {
  Values values;
  add_form(values, view.form);
  values.text("user", view.user)
      .flag("totp", view.totp)
      .flag("recovery_code", view.recovery_code)
      .text("passkey", view.passkey.value_or(""))
      .text("restart_uri", view.restart_uri)
      .text("title", texts.at("factor.title"));
  if (view.problem) {
    values.text("problem", texts.at("factor.problem." + std::string(word(*view.problem))));
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

Values ask_email_values(const AskEmailView& view, const Catalogue& texts) {
  const auto key = "ask_email." + std::string(word(view.reason));
  Values values;
  add_form(values, view.form);
  values.text("title", texts.at(key + ".title"))
      .text("lead", texts.at(key + ".lead"))
      .text("submit", texts.at(key + ".submit"))
      .text("email", view.refused.value_or(""));
  if (view.refused) values.text("problem", texts.at("ask_email.problem"));
  return values;
}

Values verify_values(const VerifyView& view, const Catalogue& texts) {
  Values values;
  add_form(values, view.form);
  values.text("email", view.email).text("title", texts.at("verify.title"));
  return values;
}

Values new_password_values(const NewPasswordView& view, const Catalogue& texts) {
  const auto key = "new_password." + std::string(word(view.reason));
  Values values;
  add_form(values, view.form);
  values.text("title", texts.at(key + ".title"))
      .text("submit", texts.at(key + ".submit"))
      .text("email", view.email)
      .text("username", view.username)
      .flag("asks_username", view.reason == NewPasswordReason::invite);
  if (view.problem) {
    values.text("problem", texts.at("new_password.problem." + std::string(word(*view.problem))));
  }
  return values;
}

Values note_values(const NoteView& view, const Catalogue& texts) {
  const auto key = "note." + std::string(word(view.note));
  Values values;
  values.text("title", texts.at(key + ".title"))
      .text("lead", texts.at(key + ".lead"))
      .text("link", view.link.value_or(""));
  if (view.link) values.text("link_text", texts.at("note.link_invalid.link"));
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
