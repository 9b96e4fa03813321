#include "adapters/crypto/mail_outbox.hpp"

#include "domain/codec/json.hpp"

namespace chancery::crypto {
namespace {

using codec::Json;
using outbound::SealedMail;

SealedPlace place_of(const MailId& id) {
  return {.table = "mails", .row = id.value(), .column = "sealed"};
}

Secret content_of(const Mail& mail) {
  Json::Object values;
  for (const auto& [key, value] : mail.values) values.emplace_back(key, value);
  return Secret(codec::write_json(Json::object({{"kind", name(mail.kind)},
                                                {"to", mail.to},
                                                {"locale", mail.locale},
                                                {"values", std::move(values)}})));
}

/// Null when there is none: another release may have written the mail.
const std::string* text_of(const Json& json, std::string_view key) {
  const auto* const member = json.find(key);
  return member == nullptr ? nullptr : member->as_string();
}

std::optional<std::map<std::string, std::string>> values_from(const Json* json) {
  if (json == nullptr || json->as_object() == nullptr) return std::nullopt;
  std::map<std::string, std::string> values;
  for (const auto& [key, value] : *json->as_object()) {
    if (value.as_string() == nullptr) return std::nullopt;
    values.emplace(key, *value.as_string());
  }
  return values;
}

std::optional<Mail> mail_from(const SealedMail& row, const Secret& content) {
  const auto json = codec::read_json(content.reveal());
  if (!json) return std::nullopt;
  const auto* const kind_text = text_of(*json, "kind");
  const auto kind = kind_text == nullptr ? std::nullopt : parse_mail_kind(*kind_text);
  const auto* const to = text_of(*json, "to");
  const auto* const locale = text_of(*json, "locale");
  auto values = values_from(json->find("values"));
  if (!kind || to == nullptr || locale == nullptr || !values) return std::nullopt;
  return Mail{.id = row.id,
              .kind = *kind,
              .to = *to,
              .locale = *locale,
              .values = *std::move(values),
              .created_at = row.created_at,
              .next_attempt_at = row.next_attempt_at,
              .attempts = row.attempts};
}

}  // namespace

void MailOutbox::add(const Mail& mail) {
  store_.add({.id = mail.id,
              .sealed = sealer_.seal(content_of(mail), place_of(mail.id)),
              .created_at = mail.created_at,
              .next_attempt_at = mail.next_attempt_at,
              .attempts = mail.attempts});
}

MailOutbox::Claim MailOutbox::claim(Instant now, Instant leased_until, std::size_t limit) {
  Claim claim;
  for (const auto& row : store_.claim(now, leased_until, limit)) {
    const auto content = sealer_.open(row.sealed, place_of(row.id));
    auto mail = content ? mail_from(row, *content) : std::nullopt;
    if (mail) {
      claim.mails.push_back(*std::move(mail));
    } else {
      ++claim.unreadable;
    }
  }
  return claim;
}

void MailOutbox::postpone(const Mail& claimed, Instant next_attempt_at) {
  store_.postpone(claimed.id, claimed.attempts, next_attempt_at);
}

void MailOutbox::remove(const MailId& id) { store_.remove(id); }

}  // namespace chancery::crypto
