#include "app/cli/user_flags.hpp"

#include "app/cli/lists.hpp"
#include "domain/user_claims.hpp"

namespace chancery::cli {
namespace {

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

std::expected<std::map<std::string, std::string>, Failure> read_claims(const Flags& flags) {
  std::map<std::string, std::string> claims;
  for (const auto& claim : listed(flags.values("claim"))) {
    const auto equals = claim.find('=');
    if (equals == std::string::npos) {
      return wrong_usage("--claim: this is no name=value", "for example --claim locale=de");
    }
    const auto [added, is_new] = claims.emplace(claim.substr(0, equals), claim.substr(equals + 1));
    const auto& [name, value] = *added;
    if (const auto fault = fault_of_claim(name, value)) {
      return wrong_usage("--claim: " + fault->message, fault->hint);
    }
    if (!is_new) return wrong_usage("--claim: " + name + " is given twice");
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
