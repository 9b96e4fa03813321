#include "tests/simulation/node.hpp"

namespace chancery::simulation {
namespace {

Refused refused(const OAuthError& error) { return {error.code, error.detail}; }
Refused refused(const inbound::UserRefusal& refusal) { return {std::nullopt, refusal.message}; }
Refused refused(const inbound::ClientRefusal& refusal) {
  return {std::nullopt, "refusal " + std::to_string(static_cast<int>(refusal.reason))};
}
Refused unknown() { return {std::nullopt, "there is no such record"}; }

/// Something that only one request does at a time.
class Busy {
 public:
  explicit Busy(bool& flag) : flag_(flag) { flag_ = true; }
  Busy(const Busy&) = delete;
  Busy& operator=(const Busy&) = delete;
  ~Busy() { flag_ = false; }

 private:
  bool& flag_;
};

template <class T, class Error>
Answer done_or_refused(const std::expected<T, Error>& outcome) {
  if (!outcome) return refused(outcome.error());
  return Done{};
}

}  // namespace

Node::Node(World& world, int number, const Duration& clock_ahead)
    : world_(world), life_{number}, clock_(gate_, clock_ahead) {}

Answer Node::serve(Request& request, const std::function<bool()>& abandoned) {
  const Context context{.request_id = "request-" + std::to_string(request.number),
                        .origin = {request.asker.name, "agent"},
                        .abandoned = abandoned};
  try {
    return std::visit([&](const auto& call) { return answer(call, request, context); },
                      request.call);
  } catch (const Unavailable& broken) {
    return Failed{broken.what()};
  }
}

Answer Node::answer(const GetTokens& call, Request& request, const Context& context) {
  const auto client = authenticate_client_.authenticate(call.client);
  if (!client) return refused(client.error());
  request.authenticated = true;
  auto tokens = issue_tokens_.issue(*client, call.request, context);
  if (!tokens) return refused(tokens.error());
  return *std::move(tokens);
}

Answer Node::answer(const RevokeOne& call, Request& request, const Context& context) {
  const auto client = authenticate_client_.authenticate(call.client);
  if (!client) return refused(client.error());
  request.authenticated = true;
  return done_or_refused(revoke_token_.revoke(*client, call.token, context));
}

Answer Node::answer(const Introspect& call, Request& request, const Context&) {
  const auto client = authenticate_client_.authenticate(call.client);
  if (!client) return refused(client.error());
  request.authenticated = true;
  auto token = introspect_token_.introspect(*client, call.token);
  if (!token) return refused(token.error());
  if (!*token) return Inactive{};
  return **std::move(token);
}

Answer Node::answer(const AskUserinfo& call, Request&, const Context&) {
  const auto info = read_userinfo_.read(call.access_token);
  if (!info) return refused(info.error());
  return UserSeen{info->user, info->client};
}

Answer Node::answer(const ChangeOwnPassword& call, Request&, const Context& context) {
  const auto caller = authenticate_bearer_.authenticate(call.access_token);
  if (!caller) return refused(caller.error());
  return done_or_refused(manage_account_.change_password(
      caller->user,
      {.proof = {.current_password = call.current}, .wanted = call.wanted, .login = caller->login},
      context));
}

Answer Node::answer(const DeleteOwnAccount& call, Request&, const Context& context) {
  const auto caller = authenticate_bearer_.authenticate(call.access_token);
  if (!caller) return refused(caller.error());
  return done_or_refused(
      manage_account_.remove(caller->user, {.current_password = call.password}, context));
}

Answer Node::answer(const EndOwnLogin& call, Request&, const Context& context) {
  const auto caller = authenticate_bearer_.authenticate(call.access_token);
  if (!caller) return refused(caller.error());
  if (!manage_sessions_.end(call.login, caller->user.id, context)) return unknown();
  return Done{};
}

Answer Node::answer(const EndLogins& call, Request& request, const Context& context) {
  SessionFilter whose{.client = call.client};
  if (call.username) {
    const auto user = manage_users_.find(*call.username);
    if (!user) return unknown();
    whose.user = user->id;
  }
  request.to_end = whose;
  manage_sessions_.end_all(whose, context);
  return Done{};
}

Answer Node::answer(const Sweep& call, Request&, const Context&) {
  // The program has one thread for it.
  if (sweeping_) return unknown();
  const Busy busy(sweeping_);
  keep_house_.sweep(call.limit);
  return Done{};
}

Answer Node::answer(const Administer& call, Request&, const Context& context) {
  using enum Administer::What;
  switch (call.what) {
    case add_user:
    case disable_user:
    case enable_user:
    case set_password:
    case verify_email:
    case remove_user: return administer_user(call, context);
    case add_client:
    case disable_client:
    case enable_client:
    case narrow_client:
    case widen_client:
    case replace_secret:
    case remove_client: return administer_client(call);
  }
  std::unreachable();
}

Answer Node::administer_user(const Administer& call, const Context& context) {
  if (call.what == Administer::What::add_user) {
    User wanted{.id = UserId(""), .email = call.whom + "@example.org"};
    wanted.username = call.whom;
    return done_or_refused(manage_users_.add(wanted, Secret(call.secret), context));
  }
  const auto user = manage_users_.find(call.whom);
  if (!user) return unknown();
  return change_user(*user, call, context);
}

Answer Node::change_user(const User& user, const Administer& call, const Context& context) {
  using enum Administer::What;
  if (call.what == remove_user) return done_or_refused(manage_users_.remove(user.id, context));
  if (call.what == set_password) {
    return done_or_refused(manage_users_.set_password(user.id, Secret(call.secret), context));
  }
  auto wanted = user;
  if (call.what == verify_email) {
    wanted.email_verified = !wanted.email_verified;
  } else {
    wanted.disabled = call.what == disable_user;
  }
  return done_or_refused(manage_users_.update(wanted, context));
}

Answer Node::administer_client(const Administer& call) {
  using enum Administer::What;
  const ClientId id(call.whom);
  if (call.what == add_client) {
    const auto wanted = registration(id);
    return done_or_refused(manage_clients_.add(
        wanted, wanted.is_public() ? std::nullopt : std::optional(Secret(call.secret)), {}));
  }
  if (call.what == remove_client) return done_or_refused(manage_clients_.remove(id, {}));
  if (call.what == replace_secret) {
    return done_or_refused(manage_clients_.replace_secret(id, Secret(call.secret), {}));
  }
  auto client = manage_clients_.find(id);
  if (!client) return unknown();
  return change_client(*std::move(client), call);
}

Answer Node::change_client(Client client, const Administer& call) {
  using enum Administer::What;
  if (call.what == disable_client || call.what == enable_client) {
    client.disabled = call.what == disable_client;
  } else {
    client.scopes = registered_scopes(call.what == narrow_client);
  }
  return done_or_refused(manage_clients_.update(std::move(client), {}));
}

Machine::Machine(World& world, int number) : world_(world), number_(number) { start(); }

void Machine::start() { node_ = std::make_shared<Node>(world_, number_, clock_ahead_); }

}  // namespace chancery::simulation
