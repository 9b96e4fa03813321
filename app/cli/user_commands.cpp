#include "app/cli/command.hpp"
#include "app/cli/show.hpp"
#include "app/cli/user_flags.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::cli {
namespace {

using codec::Json;

std::unexpected<Failure> refused(const inbound::UserRefusal& refusal) {
  return failed({refusal.message});
}

std::unexpected<Failure> unknown(const std::string& user) {
  return failed({"there is no user " + user, "name users by id, e-mail address or username"});
}

Outcome add(const Call& call) {
  if (!call.flags.has("email")) return wrong_usage("--email is needed");
  auto user = with_flags(User{.id = UserId(""), .email = ""}, call.flags);
  if (!user) return std::unexpected(std::move(user.error()));
  std::optional<Secret> password;
  if (call.flags.has("password-stdin")) {
    auto read = read_secret(call.console, "password", true);
    if (!read) return failed(std::move(read.error()));
    password = std::move(*read);
  }
  return with_management(call, [&](Management& management) -> Outcome {
    const auto added = management.users.add(*std::move(user), password, {});
    if (!added) return refused(added.error());
    show(call, to_json(*added));
    return {};
  });
}

Outcome list(const Call& call) {
  return with_management(call, [&](Management& management) -> Outcome {
    constexpr std::size_t page = 200;
    Json::Array array;
    std::optional<UserId> last;
    while (true) {
      const auto users = management.users.list(last, page);
      for (const auto& user : users) array.push_back(to_json(user));
      if (users.size() < page) break;
      last = users.back().id;
    }
    show_list(call, array, {"id", "email", "username", "roles", "disabled"}, "no users");
    return {};
  });
}

/// Runs `task` on the user that the operand names.
template <class Task>
Outcome manage_user(const Call& call, Task task) {
  return with_management(call, [&](Management& management) -> Outcome {
    auto user = management.users.find(call.operand());
    if (!user) return unknown(call.operand());
    return task(management, *std::move(user));
  });
}
template <class Task>
Outcome with_user(const Call& call, Task task) {
  return manage_user(call, [&](Management& management, User user) -> Outcome {
    return task(management.users, std::move(user));
  });
}

Outcome show_one(const Call& call) {
  return with_user(call, [&](inbound::ManageUsers&, const User& user) -> Outcome {
    show(call, to_json(user));
    return {};
  });
}

Outcome store(const Call& call, inbound::ManageUsers& users, User wanted) {
  const auto updated = users.update(std::move(wanted), {});
  if (!updated) return refused(updated.error());
  show(call, to_json(*updated));
  return {};
}

Outcome update(const Call& call) {
  if (call.flags.has("verified") && call.flags.has("no-verified")) {
    return wrong_usage("--verified and --no-verified contradict each other");
  }
  // Before anything is opened: wrong usage touches no database.
  const auto checked = with_flags(User{.id = UserId(""), .email = ""}, call.flags);
  if (!checked) return std::unexpected(checked.error());
  return with_user(call, [&](inbound::ManageUsers& users, User user) -> Outcome {
    auto wanted = with_flags(std::move(user), call.flags);
    if (!wanted) return std::unexpected(std::move(wanted.error()));
    if (call.flags.has("no-verified")) wanted->email_verified = false;
    return store(call, users, *std::move(wanted));
  });
}

template <bool disabled>
Outcome switch_to(const Call& call) {
  return with_user(call, [&](inbound::ManageUsers& users, User user) -> Outcome {
    user.disabled = disabled;
    return store(call, users, std::move(user));
  });
}

Outcome set_password(const Call& call) {
  const auto password = read_secret(call.console, "password", true);
  if (!password) return failed(password.error());
  return with_user(call, [&](inbound::ManageUsers& users, const User& user) -> Outcome {
    const auto changed = users.set_password(user.id, *password, {});
    if (!changed) return refused(changed.error());
    show(call, to_json(*changed));
    return {};
  });
}

Outcome reset_factors(const Call& call) {
  return manage_user(call, [&](Management& management, const User& user) -> Outcome {
    const auto removed = management.factors.remove_all(user.id, {});
    show(call,
         Json::object({{"id", user.id.value()}, {"removed", static_cast<std::int64_t>(removed)}}));
    return {};
  });
}

Outcome remove(const Call& call) {
  return with_user(call, [&](inbound::ManageUsers& users, const User& user) -> Outcome {
    const auto removed = users.remove(user.id, {});
    if (!removed) return refused(removed.error());
    show(call, Json::object({{"id", user.id.value()}, {"removed", true}}));
    return {};
  });
}

Outcome invite(const Call& call) {
  return with_management(call, [&](Management& management) -> Outcome {
    const auto invited = management.invitations.invite(call.operand(), {});
    if (!invited) return refused(invited.error());
    const auto& [email, expires_at, link] = *invited;
    show(call, Json::object({{"email", email},
                             {"expires_at", codec::rfc3339(expires_at)},
                             {"link", link ? Json(link->reveal()) : Json()}}));
    return {};
  });
}

}  // namespace

std::vector<Command> user_commands() {
  const Flag password{"password-stdin", "", "read the password from standard input, one line"};
  auto add_flags = user_flags();
  add_flags.push_back(password);
  auto update_flags = user_flags();
  update_flags.push_back({"no-verified", "", "the e-mail address is not known to be the user's"});
  return {
      {"user add", "", "make an account; --role admin makes an administrator", add_flags, add},
      {"user list", "", "all accounts", {}, list},
      {"user show", "USER", "one account, by id, e-mail address or username", {}, show_one},
      {"user update", "USER", "change an account; lists that are given replace, \"\" clears",
       update_flags, update},
      {"user disable", "USER", "switch an account off: ends its logins", {}, switch_to<true>},
      {"user enable", "USER", "switch an account on again", {}, switch_to<false>},
      {"user set-password",
       "USER",
       "read another password from standard input: ends all logins",
       {password},
       set_password},
      {"user reset-factors",
       "USER",
       "remove every second factor of somebody who has lost them: the password is enough then",
       {},
       reset_factors},
      {"user invite",
       "EMAIL",
       "invite somebody to make an account, by mail; without mail prints the link",
       {},
       invite},
      {"user remove", "USER", "delete an account", {}, remove},
  };
}

}  // namespace chancery::cli
