#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "domain/codec/json.hpp"
#include "domain/oauth_error.hpp"
#include "ports/inbound/manage_clients.hpp"
#include "ports/inbound/user_refusal.hpp"

namespace chancery::http {

/// What is wrong with one member of a body, or one parameter of a query.
struct FieldError {
  std::string field;
  /// `missing`, `unknown`, `wrong_type`, `invalid`, `weak`, `wrong` or `taken`.
  std::string_view code;

  bool operator==(const FieldError&) const = default;
};

/// An error of the first-party API (RFC 9457). `type` is `about:blank`, so `title` is the status's
/// phrase; `code` is what programs go by.
struct Problem {
  int status;
  /// With static storage.
  std::string_view code;
  /// For a person; a sentence of ours without the caller's bytes.
  std::string detail;
  std::vector<FieldError> errors{};
  /// For the log, if that may say more than `detail`.
  std::string log{};
  /// 429: how long to wait.
  std::optional<std::chrono::seconds> retry_after{};
  /// `mfa_required`: what is to be answered.
  std::optional<codec::Json> mfa{};

  bool operator==(const Problem&) const = default;
};

/// The one place where problems are written: `application/problem+json` with `type title status
/// detail code request_id` and, where there are any, `errors` and `mfa`; a 401 with
/// `WWW-Authenticate: Bearer`, a 429 with `Retry-After`. `request` is what it answers.
Reply problem_reply(const Problem& problem, const Request& request);

/// 400: what was sent cannot even be read.
Problem unreadable(std::string detail);

/// 422: what was sent is not what it must be.
Problem invalid(std::vector<FieldError> errors);

/// 429: too many attempts, and this one was not looked at.
Problem too_many_attempts_problem(std::chrono::seconds retry_after);

/// 403: who it is was proved, but the account's address has to be confirmed first.
Problem email_not_verified_problem();

/// How something about an account was refused: 400 for a link that does not count, 403, 404, 409,
/// 422, 429, or 501 where no mail is sent. `password_field` is how the request calls the password
/// it wants set.
Problem problem_of(const inbound::UserRefusal& refusal,
                   std::string_view password_field = "password");

/// How a change of a client was refused: 404, 409 or 422.
Problem problem_of(const inbound::ClientRefusal& refusal);

/// How a token, a client or a grant was refused: 401, or 403 for what is genuine but may not.
Problem problem_of(const OAuthError& error);

}  // namespace chancery::http
