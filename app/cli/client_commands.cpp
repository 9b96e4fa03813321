#include <algorithm>
#include <array>
#include <ostream>

#include "app/cli/client_flags.hpp"
#include "app/cli/command.hpp"
#include "app/cli/show.hpp"

namespace chancery::cli {
namespace {

using codec::Json;
using inbound::ClientRefusal;

/// The flag behind a member of the registration.
std::string flag_of(const std::string& field) {
  constexpr auto flags = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"client_id", "--id"},
      {"client_name", "--name"},
      {"client_secret", "client secret"},
      {"token_endpoint_auth_method", "--auth-method"},
      {"grant_types", "--grant"},
      {"redirect_uris", "--redirect-uri"},
      {"audiences", "--audience"},
      {"introspects", "--introspect"},
      {"scope", "--scope"},
      {"post_logout_redirect_uris", "--post-logout-redirect-uri"},
      {"require_pkce", "--no-pkce"},
      {"sector_identifier", "--sector-identifier"},
      {"backchannel_logout_uri", "--backchannel-logout-uri"},
      {"client_uri", "--client-uri"},
      {"logo_uri", "--logo-uri"},
      {"policy_uri", "--policy-uri"},
      {"tos_uri", "--tos-uri"},
  });
  const auto found = std::ranges::find(flags, field, [](const auto& flag) { return flag.first; });
  return found == flags.end() ? field : std::string(found->second);
}

std::string in_words(const std::vector<ClientProblem>& problems) {
  std::string out;
  for (const auto& [field, message] : problems) {
    out += (out.empty() ? "" : "; ") + flag_of(field) + ": " + message;
  }
  return out;
}

std::unexpected<Failure> refused(const ClientRefusal& refusal, const std::string& id) {
  using enum ClientRefusal::Reason;
  switch (refusal.reason) {
    case unknown: return failed({"there is no client " + id, "chancery client list names them"});
    case already_exists:
      return failed({"there is a client " + id + " already",
                     "chancery client update changes it, chancery client remove ends it"});
    case changed_meanwhile:
      return failed({"the client " + id + " was changed meanwhile", "try again"});
    case invalid: return failed({in_words(refusal.problems)});
  }
  std::unreachable();
}

std::expected<std::optional<Secret>, Failure> given_secret(const Call& call) {
  if (!call.flags.has("secret-stdin")) return std::nullopt;
  auto secret = read_secret(call.console, "client secret", false);
  if (!secret) return failed(std::move(secret.error()));
  return std::move(*secret);
}

/// Shows a client and, this once, the secret that was made for it.
void show_once(const Call& call, Json object, const std::optional<Secret>& generated) {
  if (generated) object.set("client_secret", generated->reveal());
  show(call, object);
  if (generated && !call.json()) {
    call.console.out << "\nKeep the client_secret now: it is not shown again.\n";
  }
}

Outcome add(const Call& call) {
  const auto& flags = call.flags;
  auto client =
      with_flags(Client{.id = ClientId(flags.value("id").value_or("")), .name = ""}, flags);
  if (!client) return std::unexpected(client.error());
  if (flags.has("public")) {
    if (flags.has("auth-method") && !client->is_public()) {
      return wrong_usage("--public and --auth-method contradict each other",
                         "a public client's method is none");
    }
    client->auth_method = ClientAuthMethod::none;
  }
  if (client->is_public() && flags.has("secret-stdin")) {
    return wrong_usage("a public client has no secret", "leave --secret-stdin away");
  }
  const auto secret = given_secret(call);
  if (!secret) return std::unexpected(secret.error());
  return with_management(call, [&](Management& management) -> Outcome {
    const auto added = management.clients.add(*client, *secret, {});
    if (!added) return refused(added.error(), client->id.value());
    show_once(call, to_json(added->client), added->generated_secret);
    return {};
  });
}

Outcome list(const Call& call) {
  return with_management(call, [&](Management& management) -> Outcome {
    Json::Array array;
    for (const auto& client : management.clients.list()) array.push_back(to_json(client));
    show_list(call, array,
              {"client_id", "client_name", "token_endpoint_auth_method", "grant_types", "disabled"},
              "no clients");
    return {};
  });
}

/// Runs `task` on the client that the operand names.
template <class Task>
Outcome with_client(const Call& call, Task task) {
  return with_management(call, [&](Management& management) -> Outcome {
    auto client = management.clients.find(ClientId(call.operand()));
    if (!client) return refused({ClientRefusal::Reason::unknown}, call.operand());
    return task(management, *std::move(client));
  });
}

Outcome show_one(const Call& call) {
  return with_client(call, [&](Management&, const Client& client) -> Outcome {
    show(call, to_json(client));
    return {};
  });
}

Outcome update(const Call& call) {
  const auto& flags = call.flags;
  for (const auto& [on, off] :
       {std::pair{"disable", "enable"},
        {"first-party", "no-first-party"},
        {"pkce", "no-pkce"},
        {"backchannel-logout-session-required", "no-backchannel-logout-session-required"}}) {
    if (flags.has(on) && flags.has(off)) {
      return wrong_usage(std::string("--") + on + " and --" + off + " contradict each other");
    }
  }
  // Before anything is opened: wrong usage touches no database.
  const auto checked = with_flags(Client{.id = ClientId(""), .name = ""}, flags);
  if (!checked) return std::unexpected(checked.error());
  return with_client(call, [&](Management& management, const Client& client) -> Outcome {
    auto wanted = with_flags(client, flags);
    if (!wanted) return std::unexpected(wanted.error());
    if (flags.has("no-first-party")) wanted->first_party = false;
    if (flags.has("pkce")) wanted->require_pkce = true;
    if (flags.has("no-backchannel-logout-session-required")) {
      wanted->backchannel_logout_session_required = false;
    }
    if (flags.has("disable")) wanted->disabled = true;
    if (flags.has("enable")) wanted->disabled = false;
    const auto updated = management.clients.update(*std::move(wanted), {});
    if (!updated) return refused(updated.error(), call.operand());
    show(call, to_json(*updated));
    return {};
  });
}

Outcome remove(const Call& call) {
  return with_management(call, [&](Management& management) -> Outcome {
    const auto removed = management.clients.remove(ClientId(call.operand()), {});
    if (!removed) return refused(removed.error(), call.operand());
    show(call, Json::object({{"client_id", call.operand()}, {"removed", true}}));
    return {};
  });
}

Outcome replace_secret(const Call& call) {
  const auto secret = given_secret(call);
  if (!secret) return std::unexpected(secret.error());
  return with_management(call, [&](Management& management) -> Outcome {
    const auto changed = management.clients.replace_secret(ClientId(call.operand()), *secret, {});
    if (!changed) return refused(changed.error(), call.operand());
    show_once(call, Json::object({{"client_id", changed->client.id.value()}}),
              changed->generated_secret);
    return {};
  });
}

std::vector<Flag> with(std::vector<Flag> flags, const std::vector<Flag>& more) {
  flags.insert(flags.end(), more.begin(), more.end());
  return flags;
}

}  // namespace

std::vector<Command> client_commands() {
  const Flag secret{"secret-stdin", "", "read the secret from standard input, one line"};
  return {
      {"client add", "", "register a client; prints the secret made for it, once",
       with({{"id", "ID", "its client_id; a random one without"},
             secret,
             {"public", "", "it can keep no secret: a browser or native app"}},
            client_flags()),
       add},
      {"client list", "", "all clients", {}, list},
      {"client show", "ID", "one client", {}, show_one},
      {"client update", "ID", "change a client; lists that are given replace, \"\" clears",
       with(client_flags(), {{"no-first-party", "", "not one of the operator's own apps"},
                             {"pkce", "", "it must bring a code_challenge"},
                             {"no-backchannel-logout-session-required", "",
                              "logout tokens need not name the session"},
                             {"disable", "", "switch it off: ends its logins"},
                             {"enable", "", "switch it on again"}}),
       update},
      {"client remove", "ID", "end a client and its logins", {}, remove},
      {"client rotate-secret",
       "ID",
       "another secret; the old one stops to work at once",
       {secret},
       replace_secret},
  };
}

}  // namespace chancery::cli
