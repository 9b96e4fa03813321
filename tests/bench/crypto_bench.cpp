// What signing, verifying and hashing do in a second of CPU time: crypto_bench SECONDS
// To be held against `openssl speed ecdsap256 rsa2048`.

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

#include "adapters/crypto/client_secret_digester.hpp"
#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/key_factory.hpp"
#include "adapters/crypto/key_ring.hpp"
#include "adapters/crypto/password_hasher.hpp"
#include "adapters/crypto/refresh_token_mint.hpp"
#include "adapters/crypto/token_signer.hpp"
#include "domain/codec/base64url.hpp"

namespace {

using namespace chancery;
using namespace std::chrono_literals;

struct Epoch final : outbound::Clock {
  [[nodiscard]] Instant now() const override { return Instant{}; }
};

/// Everything the request path calls, under fresh keys.
struct Crypto {
  Crypto() {
    std::vector<outbound::StoredKey> keys;
    for (const auto use : key_uses) keys.push_back(factory.make(use, KeyState::active));
    ring.replace(keys);
  }

  Epoch clock;
  crypto::Entropy entropy;
  crypto::Sealer sealer{crypto::MasterKeys::parse(crypto::MasterKeys::make(entropy)).value(),
                        entropy};
  crypto::KeyFactory factory{sealer, entropy};
  crypto::KeyRing ring{sealer, clock, {}};
  crypto::TokenSigner signer{ring};
  crypto::RefreshTokenMint mint{ring};
  crypto::ClientSecretDigester digester{ring};
};

/// CPU time of the calling thread, so that what else runs on the machine does not count.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void measure(const char* what, int threads, double seconds, const std::function<void()>& work) {
  std::atomic<double> rate = 0;
  {
    std::vector<std::jthread> running;
    for (int thread = 0; thread < threads; ++thread) {
      running.emplace_back([&] {
        const auto start = cpu_seconds();
        double rounds = 0;
        // Asking for the time is a system call: not after each.
        for (; cpu_seconds() - start < seconds; rounds += 16) {
          for (int i = 0; i < 16; ++i) work();
        }
        rate += rounds / (cpu_seconds() - start);
      });
    }
  }
  std::cout << what << ", " << threads << " thread(s): " << static_cast<long>(rate) << "/s\n";
}

AccessTokenClaims claims() {
  const Instant now{480'000h};
  return {.issuer = Issuer("https://id.example"),
          .subject = "Xk3mC0bQ1y7f5ZpUq2vRrg",
          .audience = {"https://api.example"},
          .client = ClientId("shop"),
          .scopes = {"offline_access", "openid", "orders"},
          .id = TokenId("Xk3mC0bQ1y7f5ZpUq2vRrg"),
          .issued_at = now,
          .expires_at = now + 10min,
          .login = FamilyId("Xk3mC0bQ1y7f5ZpUq2vRrg"),
          .authenticated_at = now};
}

void measure_tokens(Crypto& crypto, double seconds) {
  const auto set = claims();
  for (const auto alg : signature_algorithms) {
    const std::string what(name(alg));
    for (const int threads : {1, 2}) {
      measure((what + " sign").c_str(), threads, seconds,
              [&] { static_cast<void>(crypto.signer.sign(set, alg)); });
    }
    const auto token = crypto.signer.sign(set, alg);
    measure((what + " verify").c_str(), 1, seconds, [&] {
      if (!crypto.signer.verify(token.reveal())) std::abort();
    });
  }
  const std::string junk(1'000'000, 'a');
  measure("a megabyte that is no token", 1, seconds, [&] {
    if (crypto.signer.verify(junk)) std::abort();
  });
  const std::string dots(8192, '.');
  measure("8 KiB of dots", 1, seconds, [&] {
    if (crypto.signer.verify(dots)) std::abort();
  });
}

void measure_secrets(Crypto& crypto, double seconds) {
  const auto token =
      crypto.mint.write(FamilyId("Xk3mC0bQ1y7f5ZpUq2vRrg"), 1, Secret(std::string(32, 's')));
  measure("refresh token read", 1, seconds, [&] {
    if (!crypto.mint.read(token.reveal())) std::abort();
  });
  const Secret secret(codec::base64url(crypto.entropy.bytes(32)));
  const auto digest = crypto.digester.digest(secret);
  measure("client secret match", 1, seconds, [&] {
    if (!crypto.digester.matches(digest, secret)) std::abort();
  });
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 2;
  Crypto crypto;
  measure_tokens(crypto, seconds);
  measure_secrets(crypto, seconds);
  crypto::PasswordHasher hasher({.threads = 2, .queue = 1h}, crypto.entropy);
  for (const int threads : {1, 2}) {
    measure("password hash", threads, seconds,
            [&] { static_cast<void>(hasher.hash(Secret("correct horse"))); });
  }
}
