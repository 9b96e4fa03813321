#include "adapters/http/pages/pages.hpp"

#include <array>

#include "adapters/http/digest_source.hpp"
#include "adapters/http/pages/account_values.hpp"
#include "adapters/http/pages/built_in.hpp"
#include "adapters/http/pages/page_headers.hpp"
#include "adapters/http/pages/view_values.hpp"
#include "adapters/templates/languages.hpp"
#include "adapters/templates/template.hpp"
#include "domain/uri.hpp"

namespace chancery::http::pages {

using templates::Languages;
using templates::Template;

namespace {

/// A parameter may be called `submit`, which would hide the form's own.
constexpr std::string_view send_on_js =
    "HTMLFormElement.prototype.submit.call(document.getElementById('answer'))";

const Languages& built_in_languages() {
  static const Languages languages{
      {"en", english_texts()}, {"de", german_texts()}, {"fr", french_texts()}};
  return languages;
}

std::string host_of(const Issuer& issuer) {
  const auto uri = Uri::parse(issuer.value());
  if (!uri) return issuer.value();
  return uri->port ? uri->host + ':' + std::to_string(*uri->port) : uri->host;
}

/// A style element ends at the first `</`, whatever the style sheet means by it.
std::optional<TextError> style_error(std::string_view style) {
  if (style.find("</") == std::string_view::npos) return std::nullopt;
  return TextError{1, "a style sheet cannot have </ in it"};
}

int status_of(PageError error) {
  switch (error) {
    case PageError::forbidden: return 403;
    case PageError::unavailable: return 503;
    default: return 400;
  }
}

int status_of(Note note) {
  switch (note) {
    case Note::link_invalid: return 400;
    case Note::registration_off: return 403;
    case Note::address_taken: return 409;
    case Note::no_mail: return 501;
    default: return 200;
  }
}

}  // namespace

std::span<const PageFiles::File> PageFiles::files() {
  static constexpr std::array files{
      File{"layout.html", &PageFiles::layout},
      File{"login.html", &PageFiles::login},
      File{"factor.html", &PageFiles::factor},
      File{"consent.html", &PageFiles::consent},
      File{"logout.html", &PageFiles::logout},
      File{"signed_out.html", &PageFiles::signed_out},
      File{"error.html", &PageFiles::error},
      File{"ask_email.html", &PageFiles::ask_email},
      File{"verify.html", &PageFiles::verify},
      File{"new_password.html", &PageFiles::new_password},
      File{"account.html", &PageFiles::account},
      File{"account_factors.html", &PageFiles::account_factors},
      File{"note.html", &PageFiles::note},
      File{"style.css", &PageFiles::style},
  };
  return files;
}

namespace {

/// A script that pages bring along, and its name in their policy.
struct Script {
  explicit Script(std::string_view script) : text(script), digest(digest_source(script)) {}
  std::string text;
  std::string digest;
};

}  // namespace

struct Pages::Parts {
  std::string host;
  std::string style;
  std::string style_digest;
  Script send_on{send_on_js};
  Script passkey{passkey_js()};
  Template layout;
  Template login;
  Template factor;
  Template consent;
  Template logout;
  Template signed_out;
  Template error;
  Template ask_email;
  Template verify;
  Template new_password;
  Template account;
  Template account_factors;
  Template note;
  Template form_post;

  template <class View, class ValuesOf>
  [[nodiscard]] Reply page(const Template& body, const View& view, const ValuesOf& values_of,
                           PagePolicy policy, const PageContext& context,
                           const Script* script = nullptr) const {
    const auto& [tag, texts] =
        built_in_languages().choose(context.ui_locales, context.accept_language);
    auto values = values_of(view, texts);
    values.text("language", tag)
        .text("direction", texts.at("language.direction"))
        .text("host", host)
        .text("request_id", std::string(context.request_id))
        .fragment("script", script == nullptr ? std::string() : script->text)
        .fragment("style", style);
    values.fragment("page", body.render(values, texts));
    policy.style = style_digest;
    if (script != nullptr) policy.script = script->digest;
    return {.body = layout.render(values, texts),
            .content_type = "text/html; charset=utf-8",
            .headers = page_headers(policy)};
  }
};

std::expected<Pages, PageFileError> Pages::make(const Issuer& issuer, const PageFiles& own) {
  const auto& english = built_in_languages().english();
  std::optional<PageFileError> failed;
  const auto read = [&](const char* file, const std::optional<std::string>& text,
                        std::string_view built_in, const Names& names) {
    auto made = Template::parse(text ? *text : built_in, names, english);
    if (!made && !failed) failed = PageFileError{file, made.error()};
    return made ? *std::move(made) : *Template::parse("", names, english);
  };
  std::string style(own.style ? *own.style : style_css());
  if (auto error = style_error(style)) failed = PageFileError{"style.css", *error};
  auto digest = digest_source(style);
  auto parts = std::make_shared<const Parts>(Parts{
      .host = host_of(issuer),
      .style = std::move(style),
      .style_digest = std::move(digest),
      .layout = read("layout.html", own.layout, layout_html(), layout_names()),
      .login = read("login.html", own.login, login_html(), login_names()),
      .factor = read("factor.html", own.factor, factor_html(), factor_names()),
      .consent = read("consent.html", own.consent, consent_html(), consent_names()),
      .logout = read("logout.html", own.logout, logout_html(), logout_names()),
      .signed_out = read("signed_out.html", own.signed_out, signed_out_html(), signed_out_names()),
      .error = read("error.html", own.error, error_html(), error_names()),
      .ask_email = read("ask_email.html", own.ask_email, ask_email_html(), ask_email_names()),
      .verify = read("verify.html", own.verify, verify_html(), verify_names()),
      .new_password =
          read("new_password.html", own.new_password, new_password_html(), new_password_names()),
      .account = read("account.html", own.account, account_html(), account_names()),
      .account_factors = read("account_factors.html", own.account_factors, account_factors_html(),
                              account_factors_names()),
      .note = read("note.html", own.note, note_html(), note_names()),
      .form_post = read("form_post.html", {}, form_post_html(), form_post_names()),
  });
  if (failed) return std::unexpected(*std::move(failed));
  return Pages(std::move(parts));
}

Reply Pages::login(const LoginView& view, const PageContext& context) const {
  return parts_->page(parts_->login, view, login_values,
                      {.has_form = true, .leads_to = view.form.leads_to}, context,
                      view.passkey ? &parts_->passkey : nullptr);
}

Reply Pages::factor(const FactorView& view, const PageContext& context) const {
  return parts_->page(parts_->factor, view, factor_values,
                      {.has_form = true, .leads_to = view.form.leads_to}, context,
                      view.passkey ? &parts_->passkey : nullptr);
}

Reply Pages::consent(const ConsentView& view, const PageContext& context) const {
  return parts_->page(parts_->consent, view, consent_values,
                      {.has_form = true, .leads_to = view.form.leads_to}, context);
}

Reply Pages::logout(const LogoutView& view, const PageContext& context) const {
  return parts_->page(parts_->logout, view, logout_values,
                      {.has_form = true, .leads_to = view.form.leads_to}, context);
}

Reply Pages::signed_out(const SignedOutView& view, const PageContext& context) const {
  return parts_->page(parts_->signed_out, view, signed_out_values, {.is_end = true}, context);
}

Reply Pages::ask_email(const AskEmailView& view, const PageContext& context) const {
  return parts_->page(parts_->ask_email, view, ask_email_values, {.has_form = true}, context);
}

Reply Pages::verify(const VerifyView& view, const PageContext& context) const {
  return parts_->page(parts_->verify, view, verify_values, {.has_form = true}, context);
}

Reply Pages::new_password(const NewPasswordView& view, const PageContext& context) const {
  return parts_->page(parts_->new_password, view, new_password_values, {.has_form = true}, context);
}

Reply Pages::account(const AccountView& view, const PageContext& context) const {
  const bool asks_browser = !view.factors.passkey.empty();
  const auto values_of = [this](const AccountView& shown, const Catalogue& texts) {
    auto values = account_values(shown, texts);
    if (shown.section != AccountSection::factors) return values;
    auto factors = account_factors_values(shown, texts);
    factors.fragment("script", parts_->passkey.text);
    return std::move(values.fragment("factors", parts_->account_factors.render(factors, texts)));
  };
  return parts_->page(parts_->account, view, values_of, {.has_form = true}, context,
                      asks_browser ? &parts_->passkey : nullptr);
}

Reply Pages::note(const NoteView& view, const PageContext& context) const {
  auto reply = parts_->page(parts_->note, view, note_values, {.is_end = true}, context);
  reply.status = status_of(view.note);
  return reply;
}

Reply Pages::error(const ErrorView& view, const PageContext& context) const {
  auto reply = parts_->page(parts_->error, view, error_values, {.is_end = true}, context);
  reply.status = status_of(view.error);
  return reply;
}

Reply Pages::form_post(const FormPostView& view, const PageContext& context) const {
  return parts_->page(parts_->form_post, view, form_post_values,
                      {.has_form = true, .leads_to = view.action}, context, &parts_->send_on);
}

std::vector<std::string> Pages::languages() { return built_in_languages().tags(); }

}  // namespace chancery::http::pages
