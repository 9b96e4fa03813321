#pragma once

#include <string>
#include <string_view>

#include "adapters/crypto/claims.hpp"
#include "adapters/crypto/token_signer.hpp"
#include "tests/adapters/crypto/ring_fixture.hpp"

namespace chancery::crypto {

inline const AccessTokenClaims claims{.issuer = Issuer("https://id.example"),
                                      .subject = "u1",
                                      .audience = {"https://api.example"},
                                      .client = ClientId("shop"),
                                      .scopes = {"orders"},
                                      .id = TokenId("j1"),
                                      .issued_at = noon,
                                      .expires_at = noon + 10min,
                                      .login = FamilyId("f1"),
                                      .authenticated_at = noon};

/// Forged tokens are made with the real keys wherever the forger could have something signed, so
/// that only the rule under test can refuse them.
class TokenFixture : public RingFixture {
 protected:
  /// A token that our own ES256 key signed, whatever it says.
  [[nodiscard]] std::string forge(std::string_view header, std::string_view payload) const {
    const auto input = codec::base64url(header) + "." + codec::base64url(payload);
    return input + "." + codec::base64url(ring.keys().find("es-1")->signing()->sign(input));
  }
  [[nodiscard]] std::string forge(std::string_view header) const {
    return forge(header, write_claims(claims));
  }
  [[nodiscard]] bool accepts(const std::string& token) { return signer.verify(token).has_value(); }

  TokenSigner signer{ring};
};

}  // namespace chancery::crypto
