#include "tests/simulation/network.hpp"

#include <memory>

#include "app/usecases/overloaded.hpp"
#include "tests/simulation/node.hpp"

namespace chancery::simulation {
namespace {

/// Where the answer to one call is waited for.
struct Mailbox {
  Scheduler::Task owner;
  std::optional<Answer> answer{};
  bool gave_up = false;
};

std::string_view name_of(const inbound::TokenRequest& request) {
  return std::visit(
      overloaded{
          [](const inbound::AuthorizationCodeRequest&) { return "asks: redeem code"; },
          [](const inbound::ClientCredentialsRequest&) { return "asks: client token"; },
          [](const inbound::PasswordRequest&) { return "asks: log in"; },
          [](const inbound::FactorRequest&) { return "asks: second factor"; },
          [](const inbound::RefreshTokenRequest&) { return "asks: refresh"; },
      },
      request);
}

std::string_view name_of(Administer::What what) {
  using enum Administer::What;
  switch (what) {
    case add_user: return "asks: add user";
    case disable_user: return "asks: disable user";
    case enable_user: return "asks: enable user";
    case set_password: return "asks: set password";
    case verify_email: return "asks: verify email";
    case remove_user: return "asks: remove user";
    case add_client: return "asks: add client";
    case disable_client: return "asks: disable client";
    case enable_client: return "asks: enable client";
    case narrow_client: return "asks: narrow client";
    case widen_client: return "asks: widen client";
    case replace_secret: return "asks: replace secret";
    case remove_client: return "asks: remove client";
  }
  std::unreachable();
}

std::string_view name_of(const Call& call) {
  return std::visit(
      overloaded{
          [](const GetTokens& c) { return name_of(c.request); },
          [](const RevokeOne&) { return std::string_view("asks: revoke"); },
          [](const Introspect&) { return std::string_view("asks: introspect"); },
          [](const AskUserinfo&) { return std::string_view("asks: userinfo"); },
          [](const ChangeOwnPassword&) { return std::string_view("asks: change password"); },
          [](const DeleteOwnAccount&) { return std::string_view("asks: delete account"); },
          [](const EndOwnLogin&) { return std::string_view("asks: end own login"); },
          [](const EndLogins&) { return std::string_view("asks: end logins"); },
          [](const Sweep&) { return std::string_view("asks: sweep"); },
          [](const Administer& c) { return name_of(c.what); },
      },
      call);
}

std::string_view name_of(const Answer& answer) {
  return std::visit(
      overloaded{
          [](const inbound::TokenResponse&) { return std::string_view("tokens"); },
          [](const inbound::ActiveToken&) { return std::string_view("active"); },
          [](const UserSeen&) { return std::string_view("user"); },
          [](const Done&) { return std::string_view("done"); },
          [](const Inactive&) { return std::string_view("inactive"); },
          [](const Refused& r) { return r.code ? name(*r.code) : std::string_view("refused"); },
          [](const Failed&) { return std::string_view("503"); },
      },
      answer);
}

/// What the call presents, if anything: a refresh or an access token.
const Secret* presented(const Call& call) {
  return std::visit(overloaded{
                        [](const GetTokens& c) -> const Secret* {
                          const auto* refresh =
                              std::get_if<inbound::RefreshTokenRequest>(&c.request);
                          return refresh ? &refresh->refresh_token : nullptr;
                        },
                        [](const RevokeOne& c) { return &c.token; },
                        [](const Introspect& c) { return &c.token; },
                        [](const EndLogins&) -> const Secret* { return nullptr; },
                        [](const Sweep&) -> const Secret* { return nullptr; },
                        [](const Administer&) -> const Secret* { return nullptr; },
                        [](const auto& c) { return &c.access_token; },
                    },
                    call);
}

void note(World& world, const Request& request, std::string_view what, std::string_view outcome,
          std::uint64_t number = 0) {
  world.history.add({.at = world.scheduler.now(),
                     .node = request.node,
                     .request = request.number,
                     .actor = request.asker.name,
                     .call = what,
                     .outcome = outcome,
                     .number = number});
}

void begin(World& world, Request& request, int node) {
  request.node = node;
  request.began_at = world.scheduler.now();
  request.began = world.next_step();
  if (const auto* token = presented(request.call)) {
    request.refresh = world.mint.read(token->reveal());
    request.access = world.signer.verify(token->reveal());
  }
  if (request.refresh) {
    request.digest = world.mint.digest(request.refresh->secret);
    const auto login = world.truth.logins.find(request.refresh->family);
    if (login != world.truth.logins.end() && !request.asker.honest) {
      login->second.stranger_came = true;
    }
  }
  const auto family = request.refresh                           ? request.refresh->family.value()
                      : request.access && request.access->login ? request.access->login->value()
                                                                : "";
  note(world, request, name_of(request.call), family,
       request.refresh ? request.refresh->generation : 0);
}

void serve(World& world, Mailbox& mailbox, Request& request) {
  if (world.over()) return;
  auto& machine = *world.machines[world.chance.below(world.machines.size())];
  // Kept alive until its last request has unwound.
  const auto node = machine.node();
  if (!node->alive()) return;
  begin(world, request, machine.number());
  auto answer = node->serve(request, [&] {
    return mailbox.gave_up || world.scheduler.now() >= request.began_at + request_deadline;
  });
  // Nobody hears what a dead node says.
  if (!node->alive() || world.over()) return;
  world.happened(&request, Answered{answer});
  if (world.troubled() && world.chance.chance(world.story.rates.loses_answer)) {
    return note(world, request, "answer lost", name_of(answer));
  }
  note(world, request, "answer", name_of(answer));
  if (const auto* refused = std::get_if<Refused>(&answer)) world.history.remark(refused->why);
  if (mailbox.answer || mailbox.gave_up) return;
  mailbox.answer = std::move(answer);
  world.scheduler.wake(mailbox.owner);
}

void deliver(World& world, const std::shared_ptr<Mailbox>& mailbox, const Asker& asker,
             const Call& call, Duration delay) {
  const auto request = std::make_shared<Request>(Request{.number = ++world.requests,
                                                         .asker = asker,
                                                         .node = -1,
                                                         .call = call,
                                                         .began_at = {},
                                                         .began = 0});
  world.scheduler.spawn(
      [&world, mailbox, request, delay] {
        if (delay > Duration::zero()) world.scheduler.sleep(delay);
        try {
          serve(world, *mailbox, *request);
        } catch (const std::exception& error) {
          world.violated("only_unavailable_is_thrown", error.what());
        }
      },
      request.get());
}

}  // namespace

std::optional<Answer> ask(World& world, const Asker& asker, const Call& call, Duration patience) {
  const auto mailbox = std::make_shared<Mailbox>(Mailbox{world.scheduler.current()});
  deliver(world, mailbox, asker, call, {});
  if (world.troubled() && world.chance.chance(world.story.rates.doubles_request)) {
    const auto most = world.chance.chance(500) ? Duration(20) : doubling_delay;
    deliver(world, mailbox, asker, call, Duration(world.chance.between(0, most.count())));
  }
  world.scheduler.wait(patience);
  if (!mailbox->answer) mailbox->gave_up = true;
  return std::move(mailbox->answer);
}

inbound::ClientCredentials credentials_of(const ClientId& client,
                                          const std::optional<std::string>& secret) {
  inbound::ClientCredentials credentials{.client = client,
                                         .method = registration(client).auth_method};
  if (secret) credentials.secret = Secret(*secret);
  return credentials;
}

}  // namespace chancery::simulation
