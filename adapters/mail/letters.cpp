#include "adapters/mail/letters.hpp"

#include <algorithm>
#include <array>

#include "adapters/mail/built_in.hpp"
#include "adapters/templates/languages.hpp"
#include "adapters/templates/template.hpp"
#include "domain/codec/utf8.hpp"
#include "domain/uri.hpp"
#include "domain/user.hpp"

namespace chancery::mail {
namespace {

using templates::Catalogue;
using templates::Form;
using templates::Languages;
using templates::Names;
using templates::Template;
using templates::Values;

constexpr std::size_t max_name_length = 60;  ///< characters

const Languages& built_in_languages() {
  static const Languages languages{
      {"en", english_texts()}, {"de", german_texts()}, {"fr", french_texts()}};
  return languages;
}

const Names& letter_names() {
  static const Names names{.texts = {"language", "direction", "host", "subject", "greeting", "name",
                                     "lead", "change", "button", "link", "note", "footer"}};
  return names;
}

std::string own_file(MailKind kind, std::string_view extension) {
  return "mail_" + std::string(name(kind)) + std::string(extension);
}

std::string host_of(const Issuer& issuer) {
  const auto uri = Uri::parse(issuer.value());
  if (!uri) return issuer.value();
  return uri->port ? uri->host + ':' + std::to_string(*uri->port) : uri->host;
}

bool needs_link(MailKind kind) {
  using enum MailKind;
  return kind == verify_email || kind == reset_password || kind == change_email || kind == invite;
}

std::string value_of(const Mail& mail, const std::string& key) {
  const auto found = mail.values.find(key);
  return found == mail.values.end() ? std::string() : found->second;
}

/// A format character that turns the direction of what follows.
bool turns_text(char32_t c) { return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }

/// What addresses are made of, and names are not.
bool leads_somewhere(char32_t c) {
  constexpr std::u32string_view marks = U"/\\:@<>()[]{}|#?=%&";
  return marks.find(c) != std::u32string_view::npos;
}

struct Templates {
  Template text;
  Template html;
};

}  // namespace

struct Letters::Parts {
  std::string issuer;
  std::string host;
  std::map<MailKind, Templates> templates;

  [[nodiscard]] bool may_be_sent(const Mail& mail) const {
    const auto link = value_of(mail, "link");
    if (!canonical_email(mail.to)) return false;
    return link.empty() ? !needs_link(mail.kind) : link.starts_with(issuer + '/');
  }

  [[nodiscard]] Values values(const Mail& mail, const Languages::Language& language) const {
    const auto& [tag, texts] = language;
    const std::map<std::string, std::string, std::less<>> known{
        {"host", host}, {"name", greeted_name(value_of(mail, "name"))}};
    const auto said = [&](const std::string& key) {
      return templates::filled(texts.at(key),
                               [&](auto name) { return known.at(std::string(name)); });
    };
    const std::string kind(name(mail.kind));
    const auto* const change = texts.find("change." + value_of(mail, "change"));
    Values values;
    values.text("language", tag).text("direction", texts.at("language.direction"));
    values.text("host", host).text("name", known.at("name"));
    values.text("greeting", said(known.at("name").empty() ? "greeting.plain" : "greeting.name"));
    values.text("subject", said(kind + ".subject")).text("lead", said(kind + ".lead"));
    values.text("button", said(kind + ".button")).text("note", said(kind + ".note"));
    values.text("footer", said("footer")).text("link", value_of(mail, "link"));
    values.text("change", change == nullptr ? std::string() : *change);
    return values;
  }
};

std::vector<std::string> Letters::files() {
  std::vector<std::string> files;
  for (const auto* extension : {".txt", ".html"}) {
    files.push_back("mail" + std::string(extension));
    for (const auto kind : mail_kinds) files.push_back(own_file(kind, extension));
  }
  return files;
}

std::expected<Letters, LetterFileError> Letters::make(
    const Issuer& issuer, const std::map<std::string, std::string>& own) {
  std::optional<LetterFileError> failed;
  const auto& english = built_in_languages().english();
  const auto read = [&](MailKind kind, const std::string& extension, std::string_view built_in) {
    auto file = own_file(kind, extension);
    if (!own.contains(file)) file = "mail" + extension;
    const auto found = own.find(file);
    auto made =
        Template::parse(found == own.end() ? built_in : found->second, letter_names(), english);
    if (!made && !failed) failed = LetterFileError{file, made.error()};
    return made ? *std::move(made) : *Template::parse("", letter_names(), english);
  };
  auto parts = std::make_shared<Parts>(
      Parts{.issuer = issuer.value(), .host = host_of(issuer), .templates = {}});
  for (const auto kind : mail_kinds) {
    parts->templates.emplace(
        kind, Templates{read(kind, ".txt", mail_txt()), read(kind, ".html", mail_html())});
  }
  if (failed) return std::unexpected(*std::move(failed));
  return Letters(std::move(parts));
}

std::optional<outbound::Message> Letters::write(const Mail& mail) {
  if (!parts_->may_be_sent(mail)) return std::nullopt;
  const auto& language = built_in_languages().choose({}, mail.locale);
  const auto values = parts_->values(mail, language);
  const auto& [text, html] = parts_->templates.at(mail.kind);
  return outbound::Message{.id = mail.id,
                           .created_at = mail.created_at,
                           .to = mail.to,
                           .subject = *values.find_text("subject"),
                           .text = text.render(values, language.texts, Form::text),
                           .html = html.render(values, language.texts)};
}

std::string greeted_name(const std::string& name) {
  std::size_t length = 0;
  bool after_dot = false;
  if (!codec::is_utf8(name) || codec::has_control(name)) return {};
  for (std::string_view rest = name; !rest.empty(); ++length) {
    const auto c = codec::take_code_point(rest).value_or(U'/');
    const bool is_host = after_dot && c != U' ' && c != U'.';
    if (is_host || leads_somewhere(c) || turns_text(c)) return {};
    after_dot = c == U'.';
  }
  return length > max_name_length ? std::string() : name;
}

}  // namespace chancery::mail
