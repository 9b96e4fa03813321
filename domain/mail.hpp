#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// What a mail is about: which texts it has.
enum class MailKind : std::uint8_t {
  /// The address is to be confirmed.
  verify_email,
  /// A new password can be chosen.
  reset_password,
  /// The new address is to be confirmed; goes to the new one.
  change_email,
  /// Another address took the place of the one that this goes to.
  email_changed,
  password_changed,
  /// An account can be made.
  invite,
  /// A second factor came, changed, or went.
  factor_changed,
};

inline constexpr std::array mail_kinds{MailKind::verify_email,     MailKind::reset_password,
                                       MailKind::change_email,     MailKind::email_changed,
                                       MailKind::password_changed, MailKind::invite,
                                       MailKind::factor_changed};

constexpr std::string_view name(MailKind kind) {
  using enum MailKind;
  switch (kind) {
    case verify_email: return "verify_email";
    case reset_password: return "reset_password";
    case change_email: return "change_email";
    case email_changed: return "email_changed";
    case password_changed: return "password_changed";
    case invite: return "invite";
    case factor_changed: return "factor_changed";
  }
  std::unreachable();
}

constexpr std::optional<MailKind> parse_mail_kind(std::string_view text) {
  for (const auto kind : mail_kinds) {
    if (name(kind) == text) return kind;
  }
  return std::nullopt;
}

/// One mail that is to be sent. Its address, its values and whatever is made of them never stand in
/// a log.
struct Mail {
  /// Random: names the mail in logs, and is its `Message-ID`.
  MailId id;
  MailKind kind;
  std::string to;
  /// The languages that its reader wants, as `Accept-Language` has them (RFC 9110 §12.5.4):
  /// `de-CH`, `fr, de;q=0.5`. Empty: English.
  std::string locale{};
  /// What its texts have in them, by name:
  /// - `link`: where to go on, with the ticket. Begins with the issuer, `/` after it: a mail whose
  ///   link does not is never sent (attack B82). verify_email, reset_password, change_email and
  ///   invite need one; the others may have one, to a page where their reader can act.
  /// - `name`: how to greet the reader. What cannot be a name is left out: whoever registers with
  ///   another person's address does not write to them.
  /// - `change`, of factor_changed: `totp_added`, `totp_removed`, `passkey_added`,
  ///   `passkey_removed`, `recovery_codes_made` or `recovery_code_used`.
  std::map<std::string, std::string> values{};
  Instant created_at{};
  Instant next_attempt_at{};
  /// How often its sending was begun.
  std::int64_t attempts = 0;

  bool operator==(const Mail&) const = default;
};

/// For how long a mail is tried: a day, but no longer than its link lives.
constexpr Lifetime mail_lifetime(MailKind kind) {
  const bool is_urgent = kind == MailKind::reset_password || kind == MailKind::change_email;
  return is_urgent ? std::chrono::hours(1) : std::chrono::hours(24);
}

/// The longest of those: who is older is over.
inline constexpr Lifetime longest_mail_lifetime = std::chrono::hours(24);
/// How long one attempt may take: who has claimed a mail has it so long.
inline constexpr Lifetime mail_lease = std::chrono::minutes(2);

/// When to try again after the attempt that was just made failed: 1 s later after the first, then
/// twice as long each time, up to an hour. Nothing once that is past the mail's lifetime: it is
/// given up.
std::optional<Instant> next_attempt_at(const Mail& mail, Instant now);

}  // namespace chancery
