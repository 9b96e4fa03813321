#include "ports/outbound/refresh_token_mint.hpp"
#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

Judgement advances_by_one(const TokenReplaced& replaced, const Known& known) {
  const auto* login = known.truth.find(replaced.family);
  const auto& change = replaced.change;
  if (login == nullptr || login->ended) return "a login that is not there was advanced";
  if (login->line.back().digest != change.from) {
    return "a token was replaced that was not the newest";
  }
  if (change.generation != login->line.size()) return "the generation did not advance by one";
  if (known.chronicle.digests.contains(change.to)) return "the successor is a token that was there";
  if (known.chronicle.seeds.contains(change.seed)) return "a seed was used before";
  return std::nullopt;
}

/// Who presents a token is given what the line has as its successor.
Judgement answer_is_the_successor(const Request& request, const inbound::TokenResponse& tokens,
                                  const Known& known) {
  const auto shown = presented(request, known.truth);
  if (!shown || !shown->on_line) return std::nullopt;
  if (!tokens.refresh_token) return "a refresh was answered without a refresh token";
  const auto body = known.mint.read(tokens.refresh_token->token.reveal());
  const auto* successor = shown->successor();
  if (!body || successor == nullptr || known.mint.digest(body->secret) != successor->digest) {
    return "the answer holds another successor than the store";
  }
  if (body->generation != shown->generation + 1) return "the successor is of a wrong generation";
  return std::nullopt;
}

}  // namespace

Judgement one_live_successor(const Step& step, const Known& known) {
  if (const auto* replaced = step.as<TokenReplaced>()) return advances_by_one(*replaced, known);
  const auto* answered = step.as<Answered>();
  if (!answered || !refresh_request(*step.request)) return std::nullopt;
  const auto* tokens = std::get_if<inbound::TokenResponse>(&answered->answer);
  if (!tokens || saw_two_histories(*step.request, known.truth)) return std::nullopt;
  return answer_is_the_successor(*step.request, *tokens, known);
}

}  // namespace chancery::simulation
