#include "domain/standard_claims.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

#include "domain/codec/decimal.hpp"

namespace chancery {
namespace {

using codec::Json;
using Type = StandardClaim::Type;

constexpr std::array<StandardClaim, 19> claims{{
    {"name", "profile"},
    {"family_name", "profile"},
    {"given_name", "profile"},
    {"middle_name", "profile"},
    {"nickname", "profile"},
    {"preferred_username", "profile"},
    {"profile", "profile"},
    {"picture", "profile"},
    {"website", "profile"},
    {"gender", "profile"},
    {"birthdate", "profile", Type::date},
    {"zoneinfo", "profile"},
    {"locale", "profile"},
    {"updated_at", "profile", Type::instant},
    {"email", "email"},
    {"email_verified", "email", Type::flag},
    {"address", "address", Type::address},
    {"phone_number", "phone"},
    {"phone_number_verified", "phone", Type::flag},
}};

constexpr std::array address_members{"formatted", "street_address", "locality",
                                     "region",    "postal_code",    "country"};

/// The address as JSON; null if it is none.
Json address(std::string_view text) {
  auto json = codec::read_json(text, {.bytes = 4096, .depth = 2, .values = 16});
  if (!json || json->as_object() == nullptr || json->as_object()->empty()) return {};
  const bool fine = std::ranges::all_of(*json->as_object(), [](const auto& member) {
    return std::ranges::find(address_members, member.first) != address_members.end() &&
           member.second.as_string() != nullptr && !member.second.as_string()->empty();
  });
  return fine ? *std::move(json) : Json();
}

bool is_date(std::string_view text) {
  const auto year = codec::from_decimal<std::uint16_t>(text.substr(0, 4));
  if (!year || (text.size() != 4 && text.size() != 10)) return false;
  if (text.size() == 4) return *year > 0;
  const auto month = codec::from_decimal<std::uint8_t>(text.substr(5, 2));
  const auto day = codec::from_decimal<std::uint8_t>(text.substr(8, 2));
  if (text[4] != '-' || text[7] != '-' || !month || !day) return false;
  // The year 0000 stands for an unknown one, and is a leap year.
  return (std::chrono::year(*year) / *month / *day).ok();
}

/// The value of a claim that is kept as text; null if the text is no value of it.
Json typed(const StandardClaim& claim, std::string_view text) {
  switch (claim.type) {
    case Type::flag: return text == "true" || text == "false" ? Json(text == "true") : Json();
    case Type::date: return is_date(text) ? Json(text) : Json();
    case Type::address: return address(text);
    case Type::text: return text.empty() ? Json() : Json(text);
    case Type::instant: return {};
  }
  std::unreachable();
}

Json value_of(const StandardClaim& claim, const User& user) {
  if (claim.name == "email") return user.email;
  if (claim.name == "email_verified") return user.email_verified;
  if (claim.name == "updated_at") {
    return std::int64_t{user.updated_at.time_since_epoch().count()};
  }
  if (claim.name == "preferred_username" && user.username) return *user.username;
  const auto found = user.claims.find(std::string(claim.name));
  return found == user.claims.end() ? Json() : typed(claim, found->second);
}

}  // namespace

std::span<const StandardClaim> standard_claims() { return claims; }

const StandardClaim* find_standard_claim(std::string_view name) {
  const auto* const found = std::ranges::find(claims, name, &StandardClaim::name);
  return found == claims.end() ? nullptr : found;
}

bool is_claim_value(const StandardClaim& claim, std::string_view text) {
  return !typed(claim, text).is_null();
}

Json::Object claims_of(const User& user, const Scopes& scopes, const std::set<std::string>& named) {
  Json::Object out;
  for (const auto& claim : claims) {
    if (!scopes.contains(claim.scope) && !named.contains(std::string(claim.name))) continue;
    if (auto value = value_of(claim, user); !value.is_null()) {
      out.emplace_back(claim.name, std::move(value));
    }
  }
  return out;
}

}  // namespace chancery
