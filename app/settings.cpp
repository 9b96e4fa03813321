#include "app/settings.hpp"

#include <algorithm>
#include <thread>

#include "app/settings/parse.hpp"
#include "app/settings/sources.hpp"
#include "app/settings/table.hpp"
#include "domain/codec/utf8.hpp"
#include "domain/uri.hpp"

namespace chancery {
namespace {

using settings::Draft;
using settings::Given;
using settings::Row;
using Check = std::optional<Complaint>;

/// A key is in the JWKS so long before it signs, beyond what the JWKS may be cached.
constexpr Lifetime publication_margin{30};

Check check_text(const Row& row, const Given& given, const std::string& text) {
  if (text.empty() && !row.may_be_empty) {
    return Complaint{"is empty", row.secret ? "" : "leave it away for the default"};
  }
  if (!codec::is_utf8(text) || codec::has_control(text)) {
    return Complaint{"has a control character or is not UTF-8"};
  }
  const bool in_the_open = given.by_flag && !given.in_file;
  if (in_the_open && row.name == "DATABASE_URL" && settings::has_password(text)) {
    return Complaint{"holds a password, and arguments are visible to every user of the machine",
                     "use CHANCERY_DATABASE_URL or --database-url-file"};
  }
  return std::nullopt;
}

Check check_place(const Row& row, const Given& given) {
  if (!row.file_only || given.in_file) return std::nullopt;
  return Complaint{given.origin + ": is read from a file only",
                   "write it into a file and name that with CHANCERY_" + std::string(row.name) +
                       "_FILE or --" + settings::flag_name(row) + "-file"};
}

Check apply(const Row& row, const Given& given, Draft& draft) {
  if (auto misplaced = check_place(row, given)) return misplaced;
  const auto text = settings::resolve(given);
  if (!text) return text.error();
  auto complaint = check_text(row, given, *text);
  if (!complaint) complaint = row.read(*text, draft);
  if (complaint) complaint->message = given.origin + ": " + complaint->message;
  return complaint;
}

Check settle_tls(Draft& draft) {
  if (draft.tls_certificate.has_value() != draft.tls_key.has_value()) {
    const bool lacks_key = !draft.tls_key;
    return Complaint{lacks_key ? "TLS_CERTIFICATE is given without TLS_KEY"
                               : "TLS_KEY is given without TLS_CERTIFICATE",
                     "TLS needs both"};
  }
  if (draft.tls_client_ca && !draft.tls_key) {
    return Complaint{"TLS_CLIENT_CA is given without TLS",
                     "give TLS_CERTIFICATE and TLS_KEY too, or leave it away"};
  }
  if (draft.tls_key) {
    draft.settings.tls = TlsFiles{*draft.tls_certificate, *draft.tls_key, draft.tls_client_ca};
  }
  return std::nullopt;
}

Check settle_listeners(Draft& draft) {
  const auto& [listen, metrics] = std::tie(draft.settings.listen, draft.settings.metrics_listen);
  if (metrics != listen || listen.port == 0) return std::nullopt;
  return Complaint{"METRICS_LISTEN is the address of LISTEN",
                   "leave it away to serve /metrics there, or choose another port"};
}

Check settle_issuer(Draft& draft) {
  auto& settings = draft.settings;
  if (!draft.issuer) {
    const auto scheme = settings.tls ? "https://" : "http://";
    auto own = settings::parse_issuer(scheme + settings.listen.to_string());
    if (!own || settings.listen.port == 0) {
      return Complaint{"ISSUER is needed when LISTEN is " + settings.listen.to_string(),
                       "set it to the URL that clients use: https://login.example.com"};
    }
    draft.issuer = std::move(*own);
  }
  settings.issuer = *draft.issuer;
  return std::nullopt;
}

/// OWASP's password storage figures, from 47104 KiB in one pass to 7168 KiB in five: all of them
/// come to about this.
constexpr std::size_t least_hash_work = 35'840;

Check settle_hashing(Draft& draft) {
  const auto& settings = draft.settings;
  if (settings.hash_memory * settings.hash_passes >= least_hash_work) return std::nullopt;
  return Complaint{"HASH_MEMORY times HASH_PASSES is less than " + std::to_string(least_hash_work) +
                       ": such hashes are guessed too fast",
                   "19456 and 2 suit most machines; with little memory 7168 and 5"};
}

Check settle_keys(Draft& draft) {
  const auto& settings = draft.settings;
  if (settings.signing_key_lifetime <= settings.jwks_max_age + publication_margin) {
    return Complaint{"SIGNING_KEY_LIFETIME is not longer than JWKS_MAX_AGE and 30 s",
                     "the next key is published that long before it signs"};
  }
  if (std::holds_alternative<PostgresqlDatabase>(settings.database) && !settings.master_key) {
    return Complaint{"MASTER_KEY is needed with PostgreSQL",
                     "make one with `openssl rand -base64 32` and give it to every node as "
                     "CHANCERY_MASTER_KEY or CHANCERY_MASTER_KEY_FILE"};
  }
  return std::nullopt;
}

Check settle_mail(Draft& draft) {
  const auto& [url, from, password] =
      std::tie(draft.mail_url, draft.mail_from, draft.mail_password);
  if (!url) {
    if (!from && !password) return std::nullopt;
    return Complaint{
        std::string(from ? "MAIL_FROM" : "MAIL_PASSWORD") + " is given without MAIL_URL",
        "mail is sent when MAIL_URL says how: smtp://mail.example.com:587"};
  }
  const auto* const server = std::get_if<MailServer>(&*url);
  if (server && !from) {
    return Complaint{"MAIL_FROM is needed to send mail",
                     "write an address that the mail server may send from: "
                     "Example <no-reply@example.com>"};
  }
  const bool has_user = server && !server->user.empty();
  if (has_user != password.has_value()) {
    return Complaint{has_user ? "MAIL_PASSWORD is needed for the user in MAIL_URL"
                              : "MAIL_PASSWORD is given, but MAIL_URL has no user",
                     "write smtp://user@mail.example.com:587, and give both or none"};
  }
  draft.settings.mail = {.url = *url,
                         .from = from.value_or(MailSender{.address = "chancery@localhost"}),
                         .password = password};
  return std::nullopt;
}

}  // namespace

std::string ListenAddress::to_string() const {
  const bool v6 = host.find(':') != std::string::npos;
  return (v6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

std::expected<Settings, Complaint> load_settings(const SettingSources& sources) {
  const auto given = settings::collect(sources);
  if (!given) return std::unexpected(given.error());
  Draft draft;
  draft.settings.hash_threads = std::clamp(std::thread::hardware_concurrency(), 1U, 256U);
  for (const auto& row : settings::table()) {
    const auto found = given->find(row.name);
    const auto fallback = Given{.origin = std::string(row.name), .text = std::string(row.fallback)};
    if (found == given->end() && row.fallback.empty()) continue;
    const auto complaint = apply(row, found == given->end() ? fallback : found->second, draft);
    if (complaint) return std::unexpected(*complaint);
  }
  for (const auto settle :
       {settle_tls, settle_listeners, settle_issuer, settle_hashing, settle_keys, settle_mail}) {
    if (const auto complaint = settle(draft)) return std::unexpected(*complaint);
  }
  return std::move(draft.settings);
}

}  // namespace chancery
