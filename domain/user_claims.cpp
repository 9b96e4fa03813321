#include "domain/user_claims.hpp"

#include <algorithm>

#include "domain/standard_claims.hpp"

namespace chancery {
namespace {

using codec::Json;

constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_value = 4096;
constexpr std::string_view roles_claim = "roles";

constexpr std::array<std::string_view, 26> reserved{"acr",
                                                    "act",
                                                    "amr",
                                                    "at_hash",
                                                    "aud",
                                                    "auth_time",
                                                    "azp",
                                                    "c_hash",
                                                    "cnf",
                                                    "email",
                                                    "exp",
                                                    "groups",
                                                    "iat",
                                                    "iss",
                                                    "jti",
                                                    "may_act",
                                                    "nbf",
                                                    "nonce",
                                                    "roles",
                                                    "scope",
                                                    "sid",
                                                    "sub",
                                                    "client_id",
                                                    "email_verified",
                                                    "preferred_username",
                                                    "updated_at"};

bool is_name(std::string_view text) {
  const auto allowed = [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '\\'; };
  return !text.empty() && text.size() <= longest_name && std::ranges::all_of(text, allowed);
}

std::string form_of(const StandardClaim& claim) {
  switch (claim.type) {
    case StandardClaim::Type::flag: return "write true or false";
    case StandardClaim::Type::date:
      return "write YYYY-MM-DD, or YYYY, or 0000-MM-DD, for example 1815-12-10";
    case StandardClaim::Type::address:
      return "write a JSON object of texts, with one or more of formatted, street_address, "
             "locality, region, postal_code and country";
    case StandardClaim::Type::text: return "leave the claim away instead: it has no empty value";
    case StandardClaim::Type::instant: break;  // stated by the authority itself
  }
  std::unreachable();
}

Json roles_of(const User& user) {
  Json::Array roles;
  for (const auto& role : user.roles) roles.emplace_back(role);
  return roles;
}

}  // namespace

bool is_reserved_claim(std::string_view name) {
  return std::ranges::find(reserved, name) != reserved.end();
}

std::optional<ClaimFault> fault_of_claim(const std::string& name, std::string_view value) {
  if (!is_name(name)) {
    return ClaimFault{
        "a claim's name is 1 to 64 printable ASCII characters without space, quote and backslash",
        {}};
  }
  if (is_reserved_claim(name)) return ClaimFault{name + " is stated by the authority itself", {}};
  if (value.size() > longest_value) {
    return ClaimFault{"the value of " + name + " is longer than 4096 bytes", {}};
  }
  // A standard claim that is not of its form would never be stated.
  const auto* const claim = find_standard_claim(name);
  if (claim == nullptr || is_claim_value(*claim, value)) return std::nullopt;
  return ClaimFault{"the value of " + name + " is not of its form", form_of(*claim)};
}

bool is_releasable_claim(std::string_view name) {
  if (name == roles_claim || find_standard_claim(name) != nullptr) return true;
  return is_name(name) && !is_reserved_claim(name);
}

bool releases_to(const ReleasedClaims& rules, ClaimTarget target) {
  return std::ranges::any_of(rules, [&](const auto& rule) { return rule.second.contains(target); });
}

Json::Object released_claims(const User& user, const ReleasedClaims& rules, ClaimTarget target) {
  std::set<std::string> standard;
  Json::Object out;
  for (const auto& [name, targets] : rules) {
    if (!targets.contains(target)) continue;
    if (find_standard_claim(name) != nullptr) {
      standard.insert(name);
    } else if (name == roles_claim) {
      out.emplace_back(name, roles_of(user));
    } else if (const auto found = user.claims.find(name); found != user.claims.end()) {
      out.emplace_back(name, found->second);
    }
  }
  for (auto& claim : claims_of(user, {}, standard)) out.push_back(std::move(claim));
  return out;
}

}  // namespace chancery
