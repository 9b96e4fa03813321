// What libsodium's argon2id does by itself: bare_hash THREADS SECONDS fresh|kept
// The parameters are the server's: 19456 KiB, two passes. Each hash has memory that libsodium maps
// for it, or each thread has some that is kept, as the server's have. Prints one line: result
// HASHES/S

#include <sodium.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/crypto/hash_memory.hpp"

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t memory = std::size_t{19456} * 1024;
constexpr unsigned long long passes = 2;

void hash_once() {
  unsigned char out[32];
  constexpr char password[] = "correct horse battery staple";
  const unsigned char salt[crypto_pwhash_SALTBYTES] = {};
  if (crypto_pwhash(out, sizeof out, password, sizeof password - 1, salt, passes, memory,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    std::abort();
  }
}

}  // namespace

int main(int argc, char** argv) {
  using namespace std::string_view_literals;
  if (argc != 4 || (argv[3] != "fresh"sv && argv[3] != "kept"sv) || sodium_init() < 0) {
    std::cerr << "usage: bare_hash THREADS SECONDS fresh|kept\n";
    return 2;
  }
  const bool is_kept = argv[3] == "kept"sv;
  const std::chrono::seconds duration(std::atoi(argv[2]));
  std::atomic<long> hashes = 0;
  const auto start = Steady::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < std::atoi(argv[1]); ++i) {
      threads.emplace_back([&] {
        chancery::crypto::HashMemory memory;
        std::optional<chancery::crypto::HashMemory::Use> use;
        if (is_kept) use.emplace(memory);
        for (; Steady::now() - start < duration; ++hashes) hash_once();
      });
    }
  }
  const std::chrono::duration<double> took = Steady::now() - start;
  std::cout << "result " << static_cast<double>(hashes) / took.count() << '\n';
}
