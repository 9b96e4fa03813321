#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/mail_store.hpp"

namespace chancery::breaker {

/// outbound::MailStore through a breaker. Both are to outlive it.
class MailStore final : public outbound::MailStore {
 public:
  MailStore(outbound::MailStore& store, Breaker& breaker) : store_(store), breaker_(breaker) {}

  void add(const outbound::SealedMail& mail) override {
    return breaker_.write([&] { return store_.add(mail); });
  }
  std::vector<outbound::SealedMail> claim(Instant now, Instant leased_until,
                                          std::size_t limit) override {
    return breaker_.write([&] { return store_.claim(now, leased_until, limit); });
  }
  void postpone(const MailId& id, std::int64_t attempts, Instant next_attempt_at) override {
    return breaker_.write([&] { return store_.postpone(id, attempts, next_attempt_at); });
  }
  void remove(const MailId& id) override {
    return breaker_.write([&] { return store_.remove(id); });
  }

 private:
  outbound::MailStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
