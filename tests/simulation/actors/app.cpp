#include "tests/simulation/actors/app.hpp"

#include "tests/simulation/actors/people.hpp"
#include "tests/simulation/registrations.hpp"

namespace chancery::simulation {
namespace {

using namespace std::chrono_literals;

constexpr int max_asks = 6;
constexpr int max_tries = 8;

}  // namespace

App::App(World& world, int number)
    : world_(world),
      client_(number % 2 == 1 ? confidential_app : public_app),
      user_(number == 3 ? "bob" : "ada"),
      asker_{"app" + std::to_string(number), !world.story.careless} {}

void App::use(int tab) {
  while (world_.troubled()) {
    rest();
    act();
  }
  if (tab == 0 && !world_.over()) prove();
}

void App::act() {
  if (!refresh_token_) return log_in();
  const auto draw = world_.random.below(1000);
  if (draw < 600) return refresh(std::nullopt);
  if (draw < 680) return refresh(Scopes{"orders"});
  if (draw < 900) return look();
  if (draw < 960) return log_out();
  if (draw < 980) return change_password();
  if (draw < 995) return end_a_login();
  delete_account();
}

std::optional<Answer> App::ask_now(const Call& call) {
  return ask(world_, asker_, call, Duration(world_.random.between(1500, 12000)));
}

void App::log_in() {
  inbound::PasswordRequest request{.username = user_,
                                   .password = Secret(password_of(world_, user_))};
  if (world_.random.chance(300)) request.scopes = Scopes{"orders", "offline_access"};
  if (world_.random.chance(100)) request.scopes = Scopes{"openid"};
  if (world_.random.chance(200)) request.always_pair = true;
  const auto answer = ask_now(GetTokens{credentials(), request});
  if (answer && std::holds_alternative<inbound::TokenResponse>(*answer) && !refresh_token_) {
    keep(std::get<inbound::TokenResponse>(*answer));
  }
}

void App::refresh(const std::optional<Scopes>& scopes) {
  settle();
  if (!refresh_token_) return;
  const auto token = refresh_token_->reveal();
  for (int asked = 0; asked < max_asks && holds(token); ++asked) {
    if (take(ask_now(refresh_call(token, scopes)), token)) return;
    // Mostly it tries again at once; at times it is out of reach for a while.
    const auto most = world_.random.chance(750) ? 6000 : 60000;
    world_.scheduler.sleep(Duration(world_.random.between(200, most)));
  }
}

GetTokens App::refresh_call(const std::string& token, const std::optional<Scopes>& scopes) {
  // "orders" may not have been granted; a careful owner asks for nothing it may not have.
  const auto body = world_.mint.read(token);
  const auto* login = body ? world_.truth.find(body->family) : nullptr;
  const bool granted = scopes && login && login->birth.scopes.covers(*scopes);
  return {credentials(), inbound::RefreshTokenRequest{.refresh_token = Secret(token),
                                                      .scopes = granted ? scopes : std::nullopt}};
}

bool App::take(const std::optional<Answer>& answer, const std::string& presented) {
  if (!answer) return false;
  if (const auto* tokens = std::get_if<inbound::TokenResponse>(&*answer)) {
    if (holds(presented) || !asker_.honest) keep(*tokens);
    return true;
  }
  const auto* refused = std::get_if<Refused>(&*answer);
  if (!refused || refused->code == OAuthErrorCode::invalid_client) return false;
  if (holds(presented)) refresh_token_.reset();
  return true;
}

void App::keep(const inbound::TokenResponse& tokens) {
  access_token_ = tokens.access_token;
  world_.loot.push_back({tokens.access_token, client_});
  if (!tokens.refresh_token) return;
  refresh_token_ = tokens.refresh_token->token;
  world_.loot.push_back({*refresh_token_, client_});
  settled_at_ = world_.scheduler.now() + request_deadline + doubling_delay + 1s;
}

void App::look() {
  if (!access_token_) return;
  const auto token = *access_token_;
  switch (world_.random.below(3)) {
    case 0: ask_now(AskUserinfo{token}); return;
    case 1: ask_now(Introspect{credentials(), refresh_token_.value_or(token)}); return;
    default: {
      const ClientId server(resource_server);
      ask_now(Introspect{credentials_of(server, secret_of(world_, server)), token});
    }
  }
}

void App::log_out() {
  const auto token = world_.random.chance(800) || !access_token_ ? *refresh_token_ : *access_token_;
  ask_now(RevokeOne{credentials(), token});
  if (world_.random.chance(500)) refresh_token_.reset();
}

void App::change_password() {
  if (!access_token_) return;
  const Secret current(password_of(world_, user_));
  const Secret wanted(new_password(world_, user_));
  ask_now(ChangeOwnPassword{*access_token_, current, wanted});
}

void App::end_a_login() {
  const auto& logins = world_.truth.logins;
  if (!access_token_ || logins.empty()) return;
  // Perhaps its own, perhaps another app's, perhaps of somebody else.
  const auto one =
      std::next(logins.begin(), static_cast<std::ptrdiff_t>(world_.random.below(logins.size())));
  ask_now(EndOwnLogin{*access_token_, one->first});
}

void App::delete_account() {
  if (!access_token_ || !world_.random.chance(300)) return;
  const Secret password(password_of(world_, user_));
  ask_now(DeleteOwnAccount{*access_token_, password});
}

void App::prove() {
  int worked = 0;
  int asked = 0;
  for (settle(); asked < max_tries && worked < 2 && refresh_token_; settle()) {
    const auto token = refresh_token_->reveal();
    ++asked;
    const auto answer = ask(world_, asker_, refresh_call(token, std::nullopt), 30s);
    // Why a refusal is right is for the invariants to say.
    if (answer && std::holds_alternative<Refused>(*answer)) return;
    if (answer && take(answer, token)) ++worked;
  }
  if (!refresh_token_ || !asker_.honest || world_.over()) return;
  world_.history.add({.at = world_.scheduler.now(),
                      .node = -1,
                      .request = 0,
                      .actor = asker_.name,
                      .call = "in the end",
                      .outcome = worked == 2 ? "its token works" : "it has no token that works",
                      .number = static_cast<std::uint64_t>(asked)});
  world_.happened(nullptr, Tried{asker_.name, worked == 2, asked});
}

inbound::ClientCredentials App::credentials() {
  return credentials_of(client_, secret_of(world_, client_));
}

void App::rest() {
  const auto window = std::chrono::milliseconds(world_.story.replay_window).count();
  const auto draw = world_.random.below(10);
  const auto pause = draw < 4   ? world_.random.between(100, 5000)
                     : draw < 7 ? world_.random.between(5000, 60000)
                     : draw < 9 ? world_.random.between(window, window + 3000)
                                : world_.random.between(60000, 300000);
  const auto now = world_.scheduler.now();
  // Tabs often do things at once: when the device wakes up, say.
  const bool together = next_act_ > now && world_.random.chance(400);
  if (!together) next_act_ = now + Duration(pause);
  world_.scheduler.sleep(next_act_ - now);
}

void App::settle() {
  if (asker_.honest && world_.scheduler.now() < settled_at_) {
    world_.scheduler.sleep(settled_at_ - world_.scheduler.now());
  }
}

}  // namespace chancery::simulation
