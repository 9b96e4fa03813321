#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/key_ring.hpp"
#include "adapters/crypto/master_keys.hpp"
#include "adapters/crypto/sealed_keys.hpp"
#include "adapters/crypto/sealer.hpp"
#include "domain/codec/base64url.hpp"
#include "tests/adapters/crypto/test_keys.hpp"

namespace chancery::crypto {

using namespace std::chrono_literals;

inline const Instant noon{std::chrono::hours(500'000)};

struct FixedClock final : outbound::Clock {
  Instant at = noon;
  [[nodiscard]] Instant now() const override { return at; }
};

inline const KeyPolicy key_policy{.signing_lifetime = 90 * 24h,
                                  .publication_lead = 330s,
                                  .publication_tail = 1h,
                                  .login_lifetime = 24h};

inline Secret bytes_of_key(std::string_view base64) {
  return Secret(codec::from_base64(base64).value());
}

inline Secret symmetric_key(char fill) { return Secret(std::string(32, fill)); }

inline MasterKeys fresh_master_keys(outbound::Entropy& entropy) {
  return MasterKeys::parse(MasterKeys::make(entropy)).value();
}

/// A ring with an active key of every use: those of the RFCs' examples, so that no test waits for
/// an RSA key to be made.
class RingFixture : public testing::Test {
 protected:
  RingFixture() { ring.replace(stored); }

  outbound::StoredKey store(const char* id, KeyUse use, KeyState state, const Secret& bytes) {
    const KeyRecord record{.id = KeyId(id), .use = use, .state = state, .created_at = noon - 24h};
    return {.record = record, .public_jwk = "", .sealed = seal_key(sealer, record, bytes)};
  }

  Entropy entropy;
  Sealer sealer{fresh_master_keys(entropy), entropy};
  FixedClock clock;
  KeyRing ring{sealer, clock, key_policy};
  std::vector<outbound::StoredKey> stored{
      store("es-1", KeyUse::sign_es256, KeyState::active, bytes_of_key(test_keys::rfc7515_a3)),
      store("rs-1", KeyUse::sign_rs256, KeyState::active, bytes_of_key(test_keys::rfc7515_a2)),
      store("tag1", KeyUse::tag_refresh_tokens, KeyState::active, symmetric_key('t')),
      store("sec1", KeyUse::digest_client_secrets, KeyState::active, symmetric_key('s')),
      store("cur1", KeyUse::authenticate_cursors, KeyState::active, symmetric_key('c')),
      store("ide1", KeyUse::digest_idempotent_requests, KeyState::active, symmetric_key('i')),
      store("ps-1", KeyUse::sign_ps256, KeyState::active, bytes_of_key(test_keys::rfc7515_a2)),
      store("ed-1", KeyUse::sign_eddsa, KeyState::active, bytes_of_key(test_keys::rfc8037_a1)),
      store("sub1", KeyUse::derive_subjects, KeyState::active, symmetric_key('u')),
      store("int1", KeyUse::authenticate_interactions, KeyState::active, symmetric_key('a')),
      store("att1", KeyUse::digest_attempts, KeyState::active, symmetric_key('z')),
      store("rec1", KeyUse::digest_recovery_codes, KeyState::active, symmetric_key('r')),
  };
};

}  // namespace chancery::crypto
