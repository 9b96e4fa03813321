#include "app/usecases/password_rules.hpp"

#include "domain/password_policy.hpp"

namespace chancery {
namespace {

inbound::UserRefusal weak(std::string_view message) {
  return {inbound::UserRefusal::Reason::weak_password, std::string(message)};
}

}  // namespace

std::optional<inbound::UserRefusal> PasswordRules::objection(const Secret& password,
                                                             const User& owner) const {
  if (const auto fault = fault_of(password, owner, issuer_)) return weak(message(*fault));
  if (blocklist_.contains(*normal_form(password))) {
    return weak(
        "this password is on lists of common or stolen ones: it is among the first that are tried");
  }
  return std::nullopt;
}

}  // namespace chancery
