#include "adapters/http/pages/view_words.hpp"

namespace chancery::http::pages {

std::string_view word(LoginProblem problem) {
  switch (problem) {
    case LoginProblem::wrong_credentials: return "wrong_credentials";
    case LoginProblem::locked: return "locked";
    case LoginProblem::expired: return "expired";
    case LoginProblem::unverified: return "unverified";
    case LoginProblem::passkey: return "passkey";
  }
  return {};
}

std::string_view word(FactorProblem problem) {
  return problem == FactorProblem::locked ? "locked" : "wrong";
}

std::string_view word(PageError error) {
  switch (error) {
    case PageError::unknown_client: return "unknown_client";
    case PageError::redirect_uri: return "redirect_uri";
    case PageError::invalid_request: return "invalid_request";
    case PageError::interaction: return "interaction";
    case PageError::forbidden: return "forbidden";
    case PageError::unavailable: return "unavailable";
  }
  return {};
}

std::string_view word(AskEmailReason reason) {
  return reason == AskEmailReason::verify_email ? "verify_email" : "forgot_password";
}

std::string_view word(NewPasswordReason reason) {
  return reason == NewPasswordReason::invite ? "invite" : "reset_password";
}

std::string_view word(NewPasswordProblem problem) {
  switch (problem) {
    case NewPasswordProblem::weak_password: return "weak_password";
    case NewPasswordProblem::invalid_username: return "invalid_username";
    case NewPasswordProblem::username_taken: return "username_taken";
    case NewPasswordProblem::email_taken: return "email_taken";
    case NewPasswordProblem::changed_meanwhile: return "changed_meanwhile";
  }
  return {};
}

std::string_view word(Note note) {
  switch (note) {
    case Note::mail_sent: return "mail_sent";
    case Note::verified: return "verified";
    case Note::password_reset: return "password_reset";
    case Note::account_made: return "account_made";
    case Note::link_invalid: return "link_invalid";
    case Note::address_taken: return "address_taken";
    case Note::no_mail: return "no_mail";
    case Note::registration_off: return "registration_off";
    case Note::account_deleted: return "account_deleted";
  }
  return {};
}

}  // namespace chancery::http::pages
