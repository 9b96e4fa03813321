// MAIL_URL and MAIL_FROM. Complaints never repeat a URL: somebody may have put a password into it.

#include <array>
#include <optional>

#include "app/settings/parse.hpp"
#include "domain/uri.hpp"
#include "domain/user.hpp"

namespace chancery::settings {
namespace {

using Security = MailServer::Security;

struct Scheme {
  std::string_view name;
  std::uint16_t port;
  Security security;
};
constexpr std::array schemes{Scheme{"smtp", 587, Security::starttls},
                             Scheme{"smtps", 465, Security::tls},
                             Scheme{"smtp+plain", 25, Security::none}};

constexpr std::string_view file_scheme = "file:";
constexpr auto example =
    "write smtp://user@mail.example.com:587, smtps://mail.example.com, file:FOLDER or console:";

std::unexpected<Complaint> refuse(const char* message, const char* hint = example) {
  return std::unexpected(Complaint{message, hint});
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<Scheme> scheme_of(const Uri& uri) {
  for (const auto& scheme : schemes) {
    if (uri.scheme == scheme.name) return scheme;
  }
  return std::nullopt;
}

/// What stands between `//` and `@`, as it is written.
std::string_view user_info_of(std::string_view text) {
  const auto begin = text.find("//") + 2;
  return text.substr(begin, text.find('@') - begin);
}

Parsed<MailUrl> parse_server(std::string_view text) {
  const auto uri = Uri::parse(text);
  const auto scheme = uri ? scheme_of(*uri) : std::nullopt;
  if (!scheme || uri->host.empty() || uri->port == 0) return refuse("is no mail URL");
  if (uri->has_fragment || text.find('?') != std::string_view::npos ||
      (!uri->path.empty() && uri->path != "/")) {
    return refuse("has something behind the mail server's host and port");
  }
  const bool is_here = is_loopback_host(uri->host);
  const bool begins_open = is_here && scheme->security == Security::starttls;
  MailServer server{.host = uri->host,
                    .port = uri->port.value_or(scheme->port),
                    .security = begins_open ? Security::none : scheme->security};
  if (!uri->has_user_info) return server;
  const auto user = user_info_of(text);
  if (user.find(':') != std::string_view::npos) {
    return refuse("holds a password", "give it as MAIL_PASSWORD, in a file");
  }
  server.user = percent_decoded(user);
  if (server.security == Security::none && !is_here) {
    return refuse("has a user name without TLS, and a password would go in the open",
                  "use smtp:// or smtps://");
  }
  return server;
}

}  // namespace

Parsed<MailUrl> parse_mail_url(std::string_view text) {
  if (text == "console:") return MailConsole{};
  if (!text.starts_with(file_scheme)) return parse_server(text);
  const auto folder = text.substr(file_scheme.size());
  if (folder.empty() || folder.starts_with("//")) {
    return refuse("names no folder", "a path follows file: directly: file:/var/tmp/mail");
  }
  return MailFolder{folder};
}

Parsed<MailSender> parse_mail_sender(std::string_view text) {
  MailSender sender{.address = std::string(text)};
  if (text.ends_with('>') && text.find('<') != std::string_view::npos) {
    const auto open = text.rfind('<');
    auto name = trimmed(text.substr(0, open));
    if (name.size() > 1 && name.starts_with('"') && name.ends_with('"')) {
      name = name.substr(1, name.size() - 2);
    }
    sender = {.name = std::string(name),
              .address = std::string(text.substr(open + 1, text.size() - open - 2))};
  }
  if (canonical_email(sender.address)) return sender;
  return std::unexpected(
      Complaint{'"' + std::string(text) + "\" is no sender",
                "write no-reply@example.com, or Example <no-reply@example.com>"});
}

}  // namespace chancery::settings
