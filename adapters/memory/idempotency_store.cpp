#include "adapters/memory/idempotency_store.hpp"

namespace chancery::memory {
namespace {

bool is_free(const IdempotentRequest& request, const std::string& body, Instant now) {
  if (now >= request.expires_at) return true;
  return !request.answer && request.body == body && now >= request.runs_until;
}

/// The record of a run that is not finished; null once it is, or was overtaken.
IdempotentRequest* find_running(Tables& tables, const IdempotencyAttempt& attempt) {
  const auto found = tables.idempotent_requests.find(attempt.id);
  if (found == tables.idempotent_requests.end()) return nullptr;
  auto& request = found->second;
  return request.attempt == attempt.name && !request.answer ? &request : nullptr;
}

}  // namespace

IdempotencyOutcome IdempotencyStore::begin(const Begin& begin) {
  return database_.with([&](Tables& tables) -> IdempotencyOutcome {
    auto& requests = tables.idempotent_requests;
    const auto found = requests.find(begin.attempt.id);
    if (found == requests.end() || is_free(found->second, begin.body, begin.now)) {
      requests[begin.attempt.id] = {.body = begin.body,
                                    .attempt = begin.attempt.name,
                                    .answer = std::nullopt,
                                    .runs_until = begin.runs_until,
                                    .expires_at = begin.expires_at};
      return FirstTime{begin.attempt};
    }
    if (found->second.body != begin.body) return OtherBody{};
    if (!found->second.answer) return StillRunning{};
    return AnsweredBefore{*found->second.answer};
  });
}

void IdempotencyStore::finish(const IdempotencyAttempt& attempt, const std::string& answer) {
  database_.with([&](Tables& tables) {
    if (auto* running = find_running(tables, attempt)) running->answer = answer;
  });
}

void IdempotencyStore::abandon(const IdempotencyAttempt& attempt) {
  database_.with([&](Tables& tables) {
    if (find_running(tables, attempt) != nullptr) tables.idempotent_requests.erase(attempt.id);
  });
}

}  // namespace chancery::memory
