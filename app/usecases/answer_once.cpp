#include "app/usecases/answer_once.hpp"

#include <exception>

#include "app/usecases/random_id.hpp"
#include "domain/codec/json.hpp"

namespace chancery {
namespace {

using codec::Json;

constexpr auto use = KeyUse::digest_idempotent_requests;

// JSON, so that no two have one text.
std::string id_text(const inbound::RepeatableRequest& request) {
  return codec::write_json(Json::Array{"id", request.caller, request.route, request.key});
}

}  // namespace

IdempotencyOutcome AnswerOnce::begin(const inbound::RepeatableRequest& request) {
  const auto now = ports_.clock.now();
  return ports_.store.begin({.attempt = {.id = ports_.macs.compute(use, id_text(request)),
                                         .name = random_id(ports_.entropy)},
                             .body = ports_.macs.compute(use, "body " + std::string(request.body)),
                             .now = now,
                             .runs_until = now + idempotency_lease,
                             .expires_at = now + idempotency_lifetime});
}

void AnswerOnce::keep(const IdempotencyAttempt& attempt, const std::string& answer) noexcept {
  try {
    ports_.store.finish(attempt, answer);
  } catch (const std::exception&) {
    return;  // a retry meets what was done, and is told so
  }
}

void AnswerOnce::forget(const IdempotencyAttempt& attempt) noexcept {
  try {
    ports_.store.abandon(attempt);
  } catch (const std::exception&) {
    return;  // the lease frees it
  }
}

}  // namespace chancery
