#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/user.hpp"
#include "ports/inbound/factor_offer.hpp"

namespace chancery::inbound {

/// Why a change to an account's factors was refused; `message` is for a person, says what to do,
/// and holds nothing that was sent.
struct FactorRefusal {
  enum class Reason {
    proof_needed,  ///< the proof is missing, another's, or too old
    wrong_password,
    factor_needed,      ///< the password is right, and `offer` says what is to be proved beside it
    wrong_factor,       ///< `offer` is what may be answered still
    challenge_lost,     ///< what was to be answered is another's, or too old: begin again
    too_many_attempts,  ///< nothing was looked at; `retry_after` says how long to wait
    enrolment_lost,     ///< what was begun is another's, or too old: begin again
    wrong_code,         ///< the app shows another one
    wrong_passkey,      ///< what the browser sent is not what was asked for
    passkey_taken,
    too_many_passkeys,
    no_passkeys_here,  ///< the issuer's host is an address
    invalid_name,
    unknown,  ///< the user has no such factor
  } reason;
  std::string message;
  std::optional<FactorOffer> offer{};
  std::optional<std::chrono::seconds> retry_after{};
};

/// Whose factors are changed, as the request's credentials have just shown.
struct FactorOwner {
  const User& user;
  /// Where: the login, or the browser, by its id. What was begun in one cannot be ended in another.
  std::string_view holder;
  const ClientId& client;
};

}  // namespace chancery::inbound
