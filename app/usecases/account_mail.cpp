#include "app/usecases/account_mail.hpp"

#include <exception>

#include "app/usecases/random_id.hpp"

namespace chancery {
namespace {

std::string claim(const User& user, const char* name) {
  const auto found = user.claims.find(name);
  return found == user.claims.end() ? std::string() : found->second;
}

std::string greeted_as(const User& user) {
  for (const char* const name : {"name", "given_name"}) {
    if (auto value = claim(user, name); !value.empty()) return value;
  }
  return user.username.value_or("");
}

std::string read_by(const User* user, const std::string& languages) {
  auto own = user == nullptr ? std::string() : claim(*user, "locale");
  if (own.empty() || languages.empty()) return own + languages;
  return own + ',' + languages;
}

}  // namespace

void AccountMail::send(const Letter& letter) {
  if (!is_enabled()) return;
  const auto now = ports_.clock.now();
  Mail mail{.id = MailId(random_id(ports_.entropy)),
            .kind = letter.kind,
            .to = letter.to,
            .locale = read_by(letter.user, letter.languages),
            .created_at = now,
            .next_attempt_at = now};
  if (!letter.link.empty()) mail.values.emplace("link", letter.link);
  if (!letter.change.empty()) mail.values.emplace("change", letter.change);
  if (letter.user != nullptr) {
    if (auto name = greeted_as(*letter.user); !name.empty()) mail.values.emplace("name", name);
  }
  ports_.outbox->add(mail);
}

void AccountMail::tell(const Letter& letter) noexcept {
  try {
    send(letter);
  } catch (const std::exception&) {
    return;  // what it tells of is done, and an error would say that it is not
  }
}

void AccountMail::tell_of_factor(const User& user, std::string change,
                                 const std::string& languages) noexcept {
  tell({.kind = MailKind::factor_changed,
        .to = user.email,
        .user = &user,
        .languages = languages,
        .link = page("/account"),
        .change = std::move(change)});
}

std::string AccountMail::page(std::string_view path) const {
  return issuer_.value() + std::string(path);
}

}  // namespace chancery
