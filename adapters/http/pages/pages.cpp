#include "adapters/http/pages/pages.hpp"

#include <array>
#include <stdexcept>

#include "adapters/http/digest_source.hpp"
#include "adapters/http/pages/built_in.hpp"
#include "adapters/http/pages/language.hpp"
#include "adapters/http/pages/page_headers.hpp"
#include "adapters/http/pages/template.hpp"
#include "adapters/http/pages/view_values.hpp"
#include "domain/uri.hpp"

namespace chancery::http::pages {
namespace {

/// A parameter may be called `submit`, which would hide the form's own.
constexpr std::string_view send_on =
    "HTMLFormElement.prototype.submit.call(document.getElementById('answer'))";

struct Language {
  std::string tag;
  Catalogue texts;
};

Catalogue built_in_texts(std::string_view text) {
  auto catalogue = Catalogue::parse(text);
  if (!catalogue) throw std::logic_error("a catalogue: " + catalogue.error().message);
  return *std::move(catalogue);
}

std::array<Language, 3> built_in_languages() {
  return {Language{"en", built_in_texts(english_texts())},
          Language{"de", built_in_texts(german_texts())},
          Language{"fr", built_in_texts(french_texts())}};
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

}  // namespace

std::span<const PageFiles::File> PageFiles::files() {
  static constexpr std::array files{
      File{"layout.html", &PageFiles::layout},
      File{"login.html", &PageFiles::login},
      File{"consent.html", &PageFiles::consent},
      File{"logout.html", &PageFiles::logout},
      File{"signed_out.html", &PageFiles::signed_out},
      File{"error.html", &PageFiles::error},
      File{"style.css", &PageFiles::style},
  };
  return files;
}

struct Pages::Parts {
  std::string host;
  std::array<Language, 3> languages;
  std::string style;
  std::string style_digest;
  std::string script_digest = digest_source(send_on);
  Template layout;
  Template login;
  Template consent;
  Template logout;
  Template signed_out;
  Template error;
  Template form_post;

  [[nodiscard]] const Language& language(const PageContext& context) const {
    const auto tag =
        choose_language(context.ui_locales, context.accept_language, Pages::languages());
    for (const auto& one : languages) {
      if (one.tag == tag) return one;
    }
    return languages.front();
  }

  template <class View>
  [[nodiscard]] Reply page(const Template& body, const View& view,
                           Values (*values_of)(const View&, const Catalogue&), PagePolicy policy,
                           const PageContext& context) const {
    const auto& [tag, texts] = language(context);
    auto values = values_of(view, texts);
    values.text("language", tag)
        .text("direction", texts.at("language.direction"))
        .text("host", host)
        .text("request_id", std::string(context.request_id))
        .fragment("script", std::string(send_on))
        .fragment("style", style);
    values.fragment("page", body.render(values, texts));
    policy.style = style_digest;
    return {.body = layout.render(values, texts),
            .content_type = "text/html; charset=utf-8",
            .headers = page_headers(policy)};
  }
};

std::expected<Pages, PageFileError> Pages::make(const Issuer& issuer, const PageFiles& own) {
  const auto languages = built_in_languages();
  const auto& english = languages.front().texts;
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
      .languages = languages,
      .style = std::move(style),
      .style_digest = std::move(digest),
      .layout = read("layout.html", own.layout, layout_html(), layout_names()),
      .login = read("login.html", own.login, login_html(), login_names()),
      .consent = read("consent.html", own.consent, consent_html(), consent_names()),
      .logout = read("logout.html", own.logout, logout_html(), logout_names()),
      .signed_out = read("signed_out.html", own.signed_out, signed_out_html(), signed_out_names()),
      .error = read("error.html", own.error, error_html(), error_names()),
      .form_post = read("form_post.html", {}, form_post_html(), form_post_names()),
  });
  if (failed) return std::unexpected(*std::move(failed));
  return Pages(std::move(parts));
}

Reply Pages::login(const LoginView& view, const PageContext& context) const {
  return parts_->page(parts_->login, view, login_values,
                      {.has_form = true, .leads_to = view.form.leads_to}, context);
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

Reply Pages::error(const ErrorView& view, const PageContext& context) const {
  auto reply = parts_->page(parts_->error, view, error_values, {.is_end = true}, context);
  reply.status = status_of(view.error);
  return reply;
}

Reply Pages::form_post(const FormPostView& view, const PageContext& context) const {
  return parts_->page(parts_->form_post, view, form_post_values,
                      {.script = parts_->script_digest, .has_form = true, .leads_to = view.action},
                      context);
}

std::vector<std::string> Pages::languages() { return {"en", "de", "fr"}; }

}  // namespace chancery::http::pages
