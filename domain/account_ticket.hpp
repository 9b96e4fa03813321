#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/strong.hpp"
#include "domain/time.hpp"
#include "domain/user.hpp"

namespace chancery {

/// What a ticket is good for.
enum class TicketPurpose : std::uint8_t {
  verify_email,    ///< proves that the account's address is its user's
  reset_password,  ///< sets a password without the old one
  change_email,    ///< proves another address, which then takes the place of the account's
  invite,          ///< makes an account
};

inline constexpr std::array ticket_purposes{TicketPurpose::verify_email,
                                            TicketPurpose::reset_password,
                                            TicketPurpose::change_email, TicketPurpose::invite};

constexpr std::string_view name(TicketPurpose purpose) {
  using enum TicketPurpose;
  switch (purpose) {
    case verify_email: return "verify_email";
    case reset_password: return "reset_password";
    case change_email: return "change_email";
    case invite: return "invite";
  }
  std::unreachable();
}

constexpr std::optional<TicketPurpose> parse_ticket_purpose(std::string_view text) {
  for (const auto purpose : ticket_purposes) {
    if (name(purpose) == text) return purpose;
  }
  return std::nullopt;
}

/// How long a ticket counts: an hour where it opens an account, as nobody expects a mail of
/// yesterday to (ASVS 6.4.3).
constexpr Lifetime ticket_lifetime(TicketPurpose purpose) {
  using enum TicketPurpose;
  switch (purpose) {
    case verify_email: return std::chrono::hours(24);
    case reset_password:
    case change_email: return std::chrono::hours(1);
    case invite: return std::chrono::hours(24 * 7);
  }
  std::unreachable();
}

/// Where the link of a ticket leads, below the issuer: the page that takes it.
constexpr std::string_view ticket_path(TicketPurpose purpose) {
  using enum TicketPurpose;
  switch (purpose) {
    case verify_email:
    case change_email: return "/verify";
    case reset_password: return "/reset-password";
    case invite: return "/invite";
  }
  std::unreachable();
}

/// Where somebody goes whose account may be in wrong hands.
inline constexpr std::string_view ticket_help_path = "/forgot-password";

/// Who asks for the same again sooner gets no further mail, and the last one's link stays good:
/// nobody can fill another person's mailbox, nor keep killing their links.
inline constexpr Lifetime ticket_pause = std::chrono::minutes(1);

/// What was sent to an e-mail address to prove who reads there. Whoever brings its 256 random bits
/// back may do one thing once.
struct AccountTicket {
  TicketDigest id;
  TicketPurpose purpose;
  /// None exactly for an invitation.
  std::optional<UserId> user{};
  /// The address that it was sent to, as it was written.
  std::string email;
  /// The user's when it was issued. Another password has ended what was on its way.
  std::int64_t user_epoch = 0;
  Instant issued_at{};
  Instant expires_at{};

  bool operator==(const AccountTicket&) const = default;
};

/// Of whom there is one ticket of a purpose at a time: the user, or the address invited in its
/// canonical form. A newer one takes the place of the older (attack B83).
std::string subject_of(const AccountTicket& ticket);

/// Why a genuine ticket is good for nothing any more.
enum class TicketFault : std::uint8_t {
  expired,
  user_gone,        ///< or switched off
  user_changed,     ///< the password was changed, or every login ended, since
  address_changed,  ///< the account has another address than it was sent to
};

/// The word for the log.
std::string_view name(TicketFault fault);

/// Nothing if the ticket counts. `user` is its user as the store has them, null if there is none.
std::optional<TicketFault> fault_of(const AccountTicket& ticket, const User* user, Instant now);

/// Whether the account's second factors end with it: `user`, as they were before, had set them up
/// without ever showing that the address is theirs. It may have been somebody who waited for the
/// owner of the address to come.
bool ends_factors(const AccountTicket& ticket, const User& user);

/// The account after its ticket was redeemed. Whoever has read a mail to the address has proved it;
/// a reset ends every login, and the new password is the caller's to add.
User redeemed(const AccountTicket& ticket, User user, Instant now);

}  // namespace chancery
