#include "adapters/http/pages/account_view.hpp"

namespace chancery::http::pages {

std::string_view word(AccountSection section) {
  switch (section) {
    case AccountSection::profile: return "profile";
    case AccountSection::password: return "password";
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
