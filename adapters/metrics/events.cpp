#include "adapters/metrics/events.hpp"

#include <algorithm>

#include "adapters/metrics/catalogue.hpp"

namespace chancery::metrics {

Events::Events(Registry& registry)
    : login_succeeded_(registry.counter(logins, {{"outcome", "succeeded"}})),
      login_failed_(registry.counter(logins, {{"outcome", "failed"}})),
      token_revoked_(registry.counter(access_tokens_revoked)),
      replayed_elsewhere_(registry.counter(refresh_replays_elsewhere)) {
  std::ranges::transform(reasons, login_ended_.begin(), [&](const char* reason) {
    return registry.counter(logins_ended, {{"reason", reason}});
  });
}

void Events::count(const AuditEvent& event) const noexcept {
  switch (event.type) {
    case AuditType::login_succeeded: return login_succeeded_.add();
    case AuditType::login_failed: return login_failed_.add();
    case AuditType::login_ended: {
      const auto last = reasons.end() - 1;
      const auto found = std::find(reasons.begin(), last, event.reason);
      return login_ended_[static_cast<std::size_t>(found - reasons.begin())].add();
    }
    case AuditType::access_token_revoked: return token_revoked_.add();
    case AuditType::refresh_replayed_elsewhere: return replayed_elsewhere_.add();
    default: return;
  }
}

}  // namespace chancery::metrics
