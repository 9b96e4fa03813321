#pragma once

#include "domain/codec/json.hpp"
#include "domain/import/member_reader.hpp"
#include "domain/import/row_readers.hpp"

/// One reader per system. Each is given an object, and blames what is no such account; what any
/// account must be is checked behind it.
namespace chancery::import_detail {

UserRow read_chancery(MemberReader& members, const codec::Json::Object& object);
UserRow read_keycloak(MemberReader& members);
UserRow read_auth0(MemberReader& members);
UserRow read_firebase(MemberReader& members, const std::optional<FirebaseHashConfig>& config);
std::optional<UserRow> read_django(MemberReader& members);

/// Base64, of either alphabet, with padding or without, as bytes.
std::optional<std::string> from_any_base64(std::string_view text);

/// As `pbkdf2` texts and PHC strings want it: standard alphabet without padding.
std::string unpadded_base64(std::string_view bytes);

/// Puts a claim in unless it is empty.
void set_claim(UserRow& row, const char* name, std::optional<std::string> value);

std::optional<Instant> instant_of(std::optional<std::int64_t> seconds);

}  // namespace chancery::import_detail
