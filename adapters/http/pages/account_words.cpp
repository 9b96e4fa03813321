#include "adapters/http/pages/account_view.hpp"

namespace chancery::http::pages {

std::string_view word(AccountSection section) {
  switch (section) {
    case AccountSection::profile: return "profile";
    case AccountSection::password: return "password";
    case AccountSection::factors: return "factors";
    case AccountSection::sessions: return "sessions";
    case AccountSection::apps: return "apps";
    case AccountSection::deletion: return "deletion";
  }
  return {};
}

std::string_view word(AccountNotice notice) {
  switch (notice) {
    case AccountNotice::saved: return "saved";
    case AccountNotice::mail_sent: return "mail_sent";
    case AccountNotice::password_changed: return "password_changed";
    case AccountNotice::login_ended: return "login_ended";
    case AccountNotice::others_ended: return "others_ended";
    case AccountNotice::disconnected: return "disconnected";
    case AccountNotice::factor_added: return "factor_added";
    case AccountNotice::factor_removed: return "factor_removed";
  }
  return {};
}

std::string_view word(AccountField field) {
  switch (field) {
    case AccountField::username: return "username";
    case AccountField::email: return "email";
    case AccountField::current_password: return "current_password";
    case AccountField::new_password: return "new_password";
    case AccountField::confirm: return "confirm";
    case AccountField::code: return "code";
    case AccountField::name: return "name";
  }
  return {};
}

std::string_view word(AccountTrouble trouble) {
  switch (trouble) {
    case AccountTrouble::wrong_password: return "wrong_password";
    case AccountTrouble::locked: return "locked";
    case AccountTrouble::weak_password: return "weak_password";
    case AccountTrouble::invalid_username: return "invalid_username";
    case AccountTrouble::username_taken: return "username_taken";
    case AccountTrouble::invalid_email: return "invalid_email";
    case AccountTrouble::email_taken: return "email_taken";
    case AccountTrouble::changed_meanwhile: return "changed_meanwhile";
    case AccountTrouble::not_confirmed: return "not_confirmed";
    case AccountTrouble::gone: return "gone";
    case AccountTrouble::wrong_factor: return "wrong_factor";
    case AccountTrouble::wrong_code: return "wrong_code";
    case AccountTrouble::wrong_passkey: return "wrong_passkey";
    case AccountTrouble::passkey_taken: return "passkey_taken";
    case AccountTrouble::too_many_passkeys: return "too_many_passkeys";
    case AccountTrouble::invalid_name: return "invalid_name";
    case AccountTrouble::proof_lost: return "proof_lost";
    case AccountTrouble::factor_gone: return "factor_gone";
  }
  return {};
}

std::string_view word(FactorsStep step) {
  switch (step) {
    case FactorsStep::overview: return "overview";
    case FactorsStep::second_factor: return "second_factor";
    case FactorsStep::change: return "change";
    case FactorsStep::factor: return "factor";
    case FactorsStep::totp: return "totp";
    case FactorsStep::passkey: return "passkey";
    case FactorsStep::recovery_codes: return "recovery_codes";
  }
  return {};
}

std::optional<AccountNotice> notice_called(std::string_view text) {
  using enum AccountNotice;
  for (const auto notice :
       {saved, mail_sent, password_changed, login_ended, others_ended, disconnected}) {
    if (word(notice) == text) return notice;
  }
  return std::nullopt;
}

}  // namespace chancery::http::pages
