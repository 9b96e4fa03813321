#include "app/cli/user_flags.hpp"

#include <algorithm>
#include <array>

#include "app/cli/lists.hpp"
#include "domain/standard_claims.hpp"

namespace chancery::cli {
namespace {

constexpr std::size_t longest_name = 64;

/// Claims that the authority states itself (RFC 7519 §4.1, RFC 9068 §2.2, OpenID Connect Core §2
/// and §5.1): an account's own must not stand in for them.
constexpr std::array reserved_claims{"acr",    "amr",       "at_hash",
                                     "aud",    "auth_time", "azp",
                                     "c_hash", "cnf",       "client_id",
                                     "act",    "email",     "email_verified",
                                     "exp",    "groups",    "iat",
                                     "iss",    "jti",       "may_act",
                                     "nbf",    "nonce",     "preferred_username",
                                     "roles",  "scope",     "sid",
                                     "sub",    "updated_at"};

bool is_name(std::string_view text) {
  const auto allowed = [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '\\'; };
  return !text.empty() && text.size() <= longest_name && std::ranges::all_of(text, allowed);
}

std::expected<std::set<std::string>, Failure> read_roles(const Flags& flags) {
  std::set<std::string> roles;
  for (const auto& role : listed(flags.values("role"))) {
    if (!is_role(role)) {
      return wrong_usage("--role: a role is 1 to 64 printable ASCII characters without spaces");
    }
    roles.insert(role);
  }
  return roles;
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

/// A standard claim that is not of its form would never be stated.
std::expected<void, Failure> check_form(const std::string& name, const std::string& value) {
  const auto* const claim = find_standard_claim(name);
  if (claim == nullptr || is_claim_value(*claim, value)) return {};
  return wrong_usage("--claim: \"" + value + "\" is no " + name, form_of(*claim));
}

std::expected<std::map<std::string, std::string>, Failure> read_claims(const Flags& flags) {
  std::map<std::string, std::string> claims;
  for (const auto& claim : listed(flags.values("claim"))) {
    const auto equals = claim.find('=');
    const auto name = claim.substr(0, equals);
    if (equals == std::string::npos || !is_name(name)) {
      return wrong_usage("--claim: this is no name=value", "for example --claim locale=de");
    }
    if (std::ranges::find(reserved_claims, name) != reserved_claims.end()) {
      return wrong_usage("--claim: " + name + " is stated by the authority itself");
    }
    const auto [added, is_new] = claims.emplace(name, claim.substr(equals + 1));
    if (!is_new) return wrong_usage("--claim: " + name + " is given twice");
    if (auto fine = check_form(name, added->second); !fine) return std::unexpected(fine.error());
  }
  return claims;
}

void apply_names(User& user, const Flags& flags) {
  if (const auto email = flags.value("email"); email && *email != user.email) {
    user.email = *email;
    user.email_verified = false;
  }
  if (const auto username = flags.value("username")) {
    user.username = username->empty() ? std::nullopt : username;
  }
  if (flags.has("verified")) user.email_verified = true;
}

}  // namespace

std::vector<Flag> user_flags() {
  return {
      {"email", "ADDRESS", "e-mail address"},
      {"username", "NAME", "a name to log in with, beside the e-mail address"},
      {"verified", "", "the e-mail address is known to be the user's"},
      {"role", "ROLE", "a role; admin may manage users", true},
      {"claim", "NAME=VALUE", "a further claim about the user; address is JSON text", true},
  };
}

std::expected<User, Failure> with_flags(User user, const Flags& flags) {
  apply_names(user, flags);
  if (flags.has("role")) {
    auto roles = read_roles(flags);
    if (!roles) return std::unexpected(std::move(roles.error()));
    user.roles = std::move(*roles);
  }
  if (flags.has("claim")) {
    auto claims = read_claims(flags);
    if (!claims) return std::unexpected(std::move(claims.error()));
    user.claims = std::move(*claims);
  }
  return user;
}

}  // namespace chancery::cli
