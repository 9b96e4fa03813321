#include "tests/crash/login.hpp"

#include <cstdlib>
#include <iostream>

namespace chancery::crash {
namespace {

std::string token_request(const std::string& form) {
  return test::post_form("/oauth2/token", form + "&client_id=" + client_id);
}

}  // namespace

std::string password() {
  const char* const password = std::getenv("CRASH_PASSWORD");
  return password ? password : "";
}

std::string password_request(const std::string& username) {
  return token_request("grant_type=password&username=" + username + "&password=" + password());
}

std::string refresh_request(const std::string& token) {
  return token_request("grant_type=refresh_token&refresh_token=" + token);
}

Login::Login(PatientClient& client, Tally& tally) : client_(client), tally_(tally) {
  const auto answer = client_.ask(password_request(user_name));
  token_ = answer.text("refresh_token");
  if (token_.empty()) throw std::runtime_error("no login: " + answer.body);
}

void Login::refresh(bool twice) {
  if (token_.empty()) return;
  auto next = successor();
  if (twice && !next.empty()) {
    const auto again = successor();
    ++tally_.asked_twice;
    if (!again.empty() && again != next) ++tally_.logins_forked;
    next = again;
  }
  token_ = std::move(next);
}

void Login::settle() {
  refresh(true);
  refresh(false);
}

std::string Login::successor() {
  const auto answer = client_.ask(refresh_request(token_));
  auto token = answer.text("refresh_token");
  if (answer.status == 200 && !token.empty()) {
    ++tally_.refreshes;
  } else {
    ++tally_.logins_lost;
    std::cerr << "a login was lost: " << answer.status << ' ' << answer.body << '\n';
  }
  return token;
}

}  // namespace chancery::crash
