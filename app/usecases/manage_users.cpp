#include "app/usecases/manage_users.hpp"

namespace chancery {
namespace {

using inbound::RequestContext;
using inbound::UserRefusal;

const char* asked_by(const RequestContext& context) {
  return context.request_id.empty() ? "command" : "administrator";
}

std::unexpected<UserRefusal> unknown_user() {
  return std::unexpected(UserRefusal{UserRefusal::Reason::unknown, "there is no such user"});
}

}  // namespace

std::expected<User, UserRefusal> ManageUsers::add(User wanted,
                                                  const std::optional<Secret>& password,
                                                  const RequestContext& context) {
  if (auto refusal = Accounts::objection_to_claims(wanted)) {
    return std::unexpected(*std::move(refusal));
  }
  return accounts_.add(std::move(wanted), password, {asked_by(context), context});
}

std::optional<User> ManageUsers::find(const std::string& id_or_login) {
  auto& users = accounts_.users();
  if (auto user = users.find(UserId(id_or_login))) return user;
  const auto login = canonical_login(id_or_login);
  if (!login) return std::nullopt;
  auto found = users.find_by_login(*login);
  if (!found) return std::nullopt;
  return std::move(found->user);
}

std::expected<User, UserRefusal> ManageUsers::update(User wanted, const RequestContext& context) {
  if (auto refusal = Accounts::objection(wanted)) return std::unexpected(*std::move(refusal));
  const auto stored = accounts_.users().find(wanted.id);
  if (!stored) return unknown_user();
  if (wanted.claims != stored->claims) {
    if (auto refusal = Accounts::objection_to_claims(wanted)) {
      return std::unexpected(*std::move(refusal));
    }
  }
  const bool switched_off = wanted.disabled && !stored->disabled;
  wanted.epoch = stored->epoch;
  wanted.created_at = stored->created_at;
  wanted.updated_at = accounts_.now();
  if (switched_off) wanted = disabled(std::move(wanted), accounts_.now());
  return accounts_.replace(std::move(wanted), {switched_off ? "disabled" : "updated", context});
}

std::expected<User, UserRefusal> ManageUsers::set_password(const UserId& id, const Secret& password,
                                                           const RequestContext& context) {
  const auto user = accounts_.users().find(id);
  if (!user) return unknown_user();
  return accounts_.set_password(*user, password, std::nullopt, {"password_changed", context});
}

std::expected<void, UserRefusal> ManageUsers::remove(const UserId& id,
                                                     const RequestContext& context) {
  return accounts_.remove(id, {asked_by(context), context});
}

}  // namespace chancery
