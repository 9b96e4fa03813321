#include "app/cli/command.hpp"
#include "app/cli/show.hpp"

namespace chancery::cli {
namespace {

using codec::Json;

std::expected<SessionFilter, Failure> read_filter(const Flags& flags, Management& management) {
  SessionFilter filter;
  if (const auto text = flags.value("user")) {
    const auto user = management.users.find(*text);
    if (!user) {
      return failed({"there is no user " + *text, "name users by id, e-mail address or username"});
    }
    filter.user = user->id;
  }
  if (const auto text = flags.value("client")) {
    if (!management.clients.find(ClientId(*text))) {
      return failed({"there is no client " + *text, "chancery client list tells them"});
    }
    filter.client = ClientId(*text);
  }
  return filter;
}

Outcome list(const Call& call) {
  return with_management(call, [&](Management& management) -> Outcome {
    const auto filter = read_filter(call.flags, management);
    if (!filter) return std::unexpected(filter.error());
    constexpr std::size_t page_size = 1000;
    Json::Array array;
    std::optional<std::string> cursor;
    do {
      const auto page = management.sessions.list(*filter, cursor, page_size);
      if (!page) return failed({"the list cannot be read on", "try again"});
      for (const auto& session : page->sessions) array.push_back(to_json(session));
      cursor = page->next_cursor;
    } while (cursor);
    show_list(call, array,
              {"id", "user_id", "client_id", "address", "created_at", "last_used_at", "expires_at"},
              "no sessions");
    return {};
  });
}

Outcome show_ended(const Call& call, const inbound::EndedSessions& ended) {
  show(call,
       Json::object({{"revoked", static_cast<std::int64_t>(ended.count)}, {"more", ended.more}}));
  return {};
}

Outcome revoke_one(const Call& call) {
  return with_management(call, [&](Management& management) -> Outcome {
    if (!management.sessions.end(FamilyId(call.operand()), std::nullopt, {})) {
      return failed({"there is no session " + call.operand(), "chancery session list tells them"});
    }
    return show_ended(call, {.count = 1});
  });
}

Outcome revoke_all(const Call& call) {
  return with_management(call, [&](Management& management) -> Outcome {
    const auto filter = read_filter(call.flags, management);
    if (!filter) return std::unexpected(filter.error());
    return show_ended(call, management.sessions.end_all(*filter, {}));
  });
}

Outcome revoke(const Call& call) {
  const bool by_filter = call.flags.has("user") || call.flags.has("client");
  if (call.has_operand() == by_filter) {
    return wrong_usage("session revoke takes one session's ID, or --user, --client or both",
                       "chancery session list tells them");
  }
  return by_filter ? revoke_all(call) : revoke_one(call);
}

std::vector<Flag> filter_flags() {
  return {{"user", "USER", "of one user, by id, e-mail address or username"},
          {"client", "ID", "at one client"}};
}

}  // namespace

std::vector<Command> session_commands() {
  return {
      {"session list", "", "live logins across apps", filter_flags(), list},
      {"session revoke", "[ID]", "end one login, or every one of a user or at a client",
       filter_flags(), revoke},
  };
}

}  // namespace chancery::cli
