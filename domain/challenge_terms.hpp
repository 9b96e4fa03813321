#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/scopes.hpp"

namespace chancery {

/// What a first-party app asks for at the authorization challenge endpoint (OAuth 2.0 for
/// First-Party Applications §5.1). Its first request says it, and `auth_session` carries it to the
/// next ones: who has that session gets nothing but this.
struct ChallengeTerms {
  /// `code_challenge`, of the method S256: the code is for who made it.
  std::string code_challenge;
  /// None: all that the client may have.
  std::optional<Scopes> scopes{};
  /// The classes of authentication that are asked for, best first, as sent.
  std::vector<std::string> acr_values{};
  /// RFC 8707 §2.
  std::vector<std::string> resources{};
  /// For the ID token (OpenID Connect Core §2).
  std::optional<std::string> nonce{};

  bool operator==(const ChallengeTerms&) const = default;
};

/// Text that holds the terms, each of them behind its length.
std::string write_terms(const ChallengeTerms& terms);

/// Strict: nothing for any text that `write_terms` cannot have made.
std::optional<ChallengeTerms> read_terms(std::string_view text);

}  // namespace chancery
