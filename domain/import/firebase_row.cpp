#include "domain/codec/base64url.hpp"
#include "domain/codec/decimal.hpp"
#include "domain/import/row_readers_detail.hpp"

namespace chancery::import_detail {
namespace {

std::string hash_text(const FirebaseHashConfig& config, std::string_view salt,
                      std::string_view hash) {
  return "$firebase-scrypt$ln=" + std::to_string(config.memory_cost) +
         ",r=" + std::to_string(config.rounds) + ",sep=" + unpadded_base64(config.salt_separator) +
         ",key=" + unpadded_base64(config.signer_key.reveal()) + '$' + unpadded_base64(salt) + '$' +
         unpadded_base64(hash);
}

std::optional<PasswordHash> hash_of(MemberReader& members,
                                    const std::optional<FirebaseHashConfig>& config) {
  const auto text = members.text("passwordHash");
  if (!text || text->empty()) return std::nullopt;
  const auto hash = from_any_base64(*text);
  const auto salt = from_any_base64(members.text("salt").value_or(""));
  if (!config) {
    members.blame("passwordHash", "it needs --firebase-hash-config");
  } else if (!hash || !salt) {
    members.blame("passwordHash", "it or its salt is no base64");
  } else {
    return PasswordHash(hash_text(*config, *salt, *hash));
  }
  return std::nullopt;
}

/// Milliseconds since the epoch, as a text.
std::optional<Instant> created_at(MemberReader& members) {
  const auto text = members.text("createdAt");
  if (!text) return std::nullopt;
  const auto milliseconds = codec::from_decimal<std::uint64_t>(*text);
  constexpr std::uint64_t year_10000 = 253'402'300'800'000;
  if (!milliseconds || *milliseconds >= year_10000) {
    members.blame("createdAt", "these are no milliseconds");
    return std::nullopt;
  }
  return instant_of(static_cast<std::int64_t>(*milliseconds / 1000));
}

}  // namespace

UserRow read_firebase(MemberReader& members, const std::optional<FirebaseHashConfig>& config) {
  UserRow row;
  if (auto id = members.text("localId")) row.id = UserId(*std::move(id));
  row.email = members.text("email").value_or("");
  row.email_verified = members.flag("emailVerified");
  set_claim(row, "name", members.text("displayName"));
  set_claim(row, "picture", members.text("photoUrl"));
  set_claim(row, "phone_number", members.text("phoneNumber"));
  row.disabled = members.flag("disabled");
  row.created_at = created_at(members);
  row.password = hash_of(members, config);
  return row;
}

}  // namespace chancery::import_detail
