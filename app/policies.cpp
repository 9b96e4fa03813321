#include "app/policies.hpp"

namespace chancery {

KeyPolicy key_policy(const Settings& settings) {
  constexpr Lifetime slack{30};  // for clocks that differ and nodes that follow within a second
  return {.signing_lifetime = settings.signing_key_lifetime,
          .publication_lead = settings.jwks_max_age + slack,
          .publication_tail = settings.access_token_lifetime + slack,
          .login_lifetime = settings.refresh_token_absolute_lifetime};
}

crypto::PasswordHasher::Limits hash_limits(const Settings& settings) {
  return {.threads = settings.hash_threads,
          .queue = settings.hash_queue,
          .cost = {.memory = static_cast<std::uint32_t>(settings.hash_memory),
                   .passes = static_cast<std::uint32_t>(settings.hash_passes),
                   .lanes = 1}};
}

breaker::Breaker::Options breaker_options(sql::Engine engine) {
  breaker::Breaker::Options options;
  if (engine == sql::Engine::sqlite) options.circuit.failures = 0;
  return options;
}

}  // namespace chancery
