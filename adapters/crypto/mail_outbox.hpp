#pragma once

#include "adapters/crypto/sealer.hpp"
#include "ports/outbound/mail_outbox.hpp"
#include "ports/outbound/mail_store.hpp"

namespace chancery::crypto {

/// outbound::MailOutbox over a store of sealed mails. A mail is sealed as a whole and for its row:
/// nobody gives it another address or another mail's text. Thread-safe.
class MailOutbox final : public outbound::MailOutbox {
 public:
  MailOutbox(Sealer& sealer, outbound::MailStore& store) : sealer_(sealer), store_(store) {}

  void add(const Mail& mail) override;
  Claim claim(Instant now, Instant leased_until, std::size_t limit) override;
  void postpone(const Mail& claimed, Instant next_attempt_at) override;
  void remove(const MailId& id) override;

 private:
  Sealer& sealer_;
  outbound::MailStore& store_;
};

}  // namespace chancery::crypto
