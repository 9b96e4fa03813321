#pragma once

#include <compare>
#include <string>
#include <utility>

namespace chancery {

/// A T that only compares with, and is only passed as, its own kind.
template <class Tag, class T = std::string>
class Strong {
 public:
  explicit Strong(T value) : value_(std::move(value)) {}

  [[nodiscard]] const T& value() const { return value_; }
  auto operator<=>(const Strong&) const = default;

 private:
  T value_;
};

/// `client_id` of RFC 6749 §2.2.
using ClientId = Strong<struct ClientIdTag>;
/// `sub` of the user's tokens; random, never reused.
using UserId = Strong<struct UserIdTag>;
/// One login of one user at one client: the family of its refresh tokens and the `sid` of its
/// access tokens.
using FamilyId = Strong<struct FamilyIdTag>;
/// `jti` of RFC 7519 §4.1.7.
using TokenId = Strong<struct TokenIdTag>;
/// `kid` of RFC 7515 §4.1.4; also names keys that are not published.
using KeyId = Strong<struct KeyIdTag>;
/// The issuer identifier of RFC 8414 §2, without a trailing slash.
using Issuer = Strong<struct IssuerTag>;
/// What a store keeps instead of a refresh token's secret: SHA-256, base64url.
using TokenDigest = Strong<struct TokenDigestTag>;
/// What a store keeps instead of an authorization code: SHA-256, base64url.
using CodeDigest = Strong<struct CodeDigestTag>;
/// What a store keeps instead of a browser session's cookie: SHA-256, base64url.
using BrowserSessionId = Strong<struct BrowserSessionIdTag>;
/// One logout token that is to be delivered.
using NoticeId = Strong<struct NoticeIdTag>;
/// One mail that is to be sent; random.
using MailId = Strong<struct MailIdTag>;
/// What a store keeps instead of a ticket's secret: SHA-256, base64url.
using TicketDigest = Strong<struct TicketDigestTag>;
/// Something that was asked for an address, and is looked at later.
using AccountRequestId = Strong<struct AccountRequestIdTag>;
/// A password hash in PHC string format (`$argon2id$…`).
using PasswordHash = Strong<struct PasswordHashTag>;

}  // namespace chancery
