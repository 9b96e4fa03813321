#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/usecases/access_token_issuer.hpp"
#include "domain/authentication.hpp"
#include "domain/refresh_family.hpp"
#include "domain/user.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "ports/outbound/refresh_token_mint.hpp"

namespace chancery {

/// How long logins last.
struct LoginLifetimes {
  Lifetime idle;
  Lifetime absolute;
};

/// Logins that the operator's own apps get for users who have proved to them who they are. Every
/// login has a family, also one that gets no refresh token, so that each access token of a user can
/// be ended. Thread-safe; may throw Unavailable.
class DirectLogin {
 public:
  struct Ports {
    outbound::RefreshFamilyStore& families;
    outbound::RefreshTokenMint& mint;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  DirectLogin(Ports ports, AccessTokenIssuer& access_tokens, LoginLifetimes lifetimes)
      : ports_(ports), access_tokens_(access_tokens), lifetimes_(lifetimes) {}

  struct Wanted {
    std::optional<Scopes> scopes{};
    std::vector<std::string> resources{};
    /// As in inbound::PasswordRequest.
    bool always_pair = false;
    bool operator==(const Wanted&) const = default;
  };
  struct Grant {
    Scopes scopes;
    std::vector<std::string> audience;
    /// Whether a refresh token comes with it.
    bool refreshable;
  };
  /// What the client would get, before anybody has proved anything.
  [[nodiscard]] std::expected<Grant, OAuthError> permitted(const Client& client,
                                                           const Wanted& wanted) const;

  struct Proof {
    const User& user;
    const std::vector<std::string>& methods;
    Instant authenticated_at;
    /// For the audit trail.
    const char* reason;
  };
  [[nodiscard]] inbound::TokenResponse begin(const Client& client, const Proof& proof, Grant grant,
                                             const inbound::RequestContext& context);

 private:
  Ports ports_;
  AccessTokenIssuer& access_tokens_;
  LoginLifetimes lifetimes_;
};

/// Scopes and resources that are wanted, as terms of a challenge: whoever proves a second factor
/// gets what was asked for with the first.
std::string write_wanted(const DirectLogin::Wanted& wanted);

/// Nothing for text that is of another form.
std::optional<DirectLogin::Wanted> read_wanted(std::string_view text);

}  // namespace chancery
