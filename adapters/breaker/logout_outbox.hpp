#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/logout_outbox.hpp"

namespace chancery::breaker {

/// outbound::LogoutOutbox through a breaker. Both are to outlive it.
class LogoutOutbox final : public outbound::LogoutOutbox {
 public:
  LogoutOutbox(outbound::LogoutOutbox& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  std::vector<LogoutNotice> claim(Instant now, Instant leased_until, std::size_t limit) override {
    return breaker_.write([&] { return store_.claim(now, leased_until, limit); });
  }
  void postpone(const LogoutNotice& claimed, Instant next_attempt_at) override {
    return breaker_.write([&] { return store_.postpone(claimed, next_attempt_at); });
  }
  void put_off(const ClientId& client, Instant until) override {
    return breaker_.write([&] { return store_.put_off(client, until); });
  }
  void remove(const NoticeId& id) override {
    return breaker_.write([&] { return store_.remove(id); });
  }

 private:
  outbound::LogoutOutbox& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
