#include "domain/browser_session.hpp"

#include <algorithm>

namespace chancery {

Instant session_ends_at(const BrowserSession& session, Lifetime idle_lifetime) {
  return std::min(session.expires_at, session.last_used_at + idle_lifetime);
}

bool is_live(const BrowserSession& session, Lifetime idle_lifetime, Instant now) {
  return now < session_ends_at(session, idle_lifetime);
}

bool should_touch(const BrowserSession& session, Instant now) {
  return now >= session.last_used_at + session_touch_interval;
}

}  // namespace chancery
