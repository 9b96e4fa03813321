#pragma once

#include "ports/inbound/answer_once.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/idempotency_store.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery {

/// Keeps keyed digests of requests, never the requests: a body may hold a password, and a plain
/// digest of one could be guessed at by whoever has a copy of the database.
class AnswerOnce final : public inbound::AnswerOnce {
 public:
  struct Ports {
    outbound::IdempotencyStore& store;
    outbound::MessageMac& macs;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  explicit AnswerOnce(Ports ports) : ports_(ports) {}

  IdempotencyOutcome begin(const inbound::RepeatableRequest& request) override;
  void keep(const IdempotencyAttempt& attempt, const std::string& answer) noexcept override;
  void forget(const IdempotencyAttempt& attempt) noexcept override;

 private:
  Ports ports_;
};

}  // namespace chancery
