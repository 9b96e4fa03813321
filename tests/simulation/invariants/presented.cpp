#include "tests/simulation/invariants/presented.hpp"

#include "app/usecases/overloaded.hpp"
#include "tests/simulation/crypto.hpp"

namespace chancery::simulation {

std::optional<Presented> presented(const Request& request, const Truth& truth) {
  if (!request.refresh) return std::nullopt;
  const auto* login = truth.find(request.refresh->family);
  if (login == nullptr) return std::nullopt;
  const auto generation = request.refresh->generation;
  const bool on_line =
      generation < login->line.size() && login->line[generation].digest == request.digest;
  return Presented{login, generation, on_line};
}

const inbound::RefreshTokenRequest* refresh_request(const Request& request) {
  const auto* tokens = std::get_if<GetTokens>(&request.call);
  return tokens ? std::get_if<inbound::RefreshTokenRequest>(&tokens->request) : nullptr;
}

bool accepts(const Request& request, const Answer& answer) {
  if (std::holds_alternative<inbound::TokenResponse>(answer)) return refresh_request(request);
  if (std::holds_alternative<Done>(answer)) {
    return std::holds_alternative<ChangeOwnPassword>(request.call) ||
           std::holds_alternative<DeleteOwnAccount>(request.call) ||
           std::holds_alternative<EndOwnLogin>(request.call);
  }
  return std::holds_alternative<inbound::ActiveToken>(answer) ||
         std::holds_alternative<UserSeen>(answer);
}

bool saw_two_histories(const Request& request, const Truth& truth) {
  return request.began < truth.restored;
}

const inbound::ClientCredentials* credentials(const Request& request) {
  return std::visit(overloaded{
                        [](const GetTokens& c) { return &c.client; },
                        [](const RevokeOne& c) { return &c.client; },
                        [](const Introspect& c) { return &c.client; },
                        [](const auto&) -> const inbound::ClientCredentials* { return nullptr; },
                    },
                    request.call);
}

bool passes(const Client& client, const inbound::ClientCredentials& sent) {
  if (client.disabled || client.auth_method != sent.method) return false;
  ScrambledDigester digester;
  return !client.secret || (sent.secret && *client.secret == digester.digest(*sent.secret));
}

std::optional<Instant> last_reading(const Request& request) {
  if (request.readings.empty()) return std::nullopt;
  return request.readings.back();
}

bool window_closed(const Story& story, const Generation& successor, Instant at) {
  return story.replay_window == Lifetime::zero() || at >= successor.stamp + story.replay_window;
}

}  // namespace chancery::simulation
