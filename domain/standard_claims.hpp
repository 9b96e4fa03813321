#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "domain/codec/json.hpp"
#include "domain/scopes.hpp"
#include "domain/user.hpp"

namespace chancery {

/// One claim of OpenID Connect Core §5.1 besides `sub`.
struct StandardClaim {
  enum class Type { text, flag, instant, date, address };

  std::string_view name;
  /// The scope that asks for it (OpenID Connect Core §5.4).
  std::string_view scope;
  Type type = Type::text;
};

/// All of them, those of a scope together.
std::span<const StandardClaim> standard_claims();

/// Null if there is no standard claim of that name.
const StandardClaim* find_standard_claim(std::string_view name);

/// Whether `text`, as an account keeps it, is a value of the claim: a non-empty text; `true` or
/// `false`; YYYY-MM-DD, 0000-MM-DD or YYYY; an object of texts with the members of §5.1.1.
bool is_claim_value(const StandardClaim& claim, std::string_view text);

/// What the account has of the claims that the scopes ask for, or that are named, each of its type:
/// in their order. What the account has not, or not in the right form, is not there.
codec::Json::Object claims_of(const User& user, const Scopes& scopes,
                              const std::set<std::string>& named);

}  // namespace chancery
