#include "adapters/memory/browser_session_store.hpp"

#include <algorithm>

#include "ports/unavailable.hpp"

namespace chancery::memory {
namespace {

bool names_all(const outbound::BrowserSessionStore::Ending& ending,
               const std::set<Participant>& participants) {
  std::set<Participant> named;
  for (const auto& login : ending.logins) named.insert(login.participant);
  return named == participants;
}

}  // namespace

void BrowserSessionStore::begin(const BrowserSession& session,
                                const std::optional<BrowserSessionId>& replaced,
                                const AuditEvent& event) {
  database_.with([&](Tables& tables) {
    const auto [row, is_new] =
        tables.browser_sessions.try_emplace(session.id, BrowserSessionRow{session, {}});
    if (!is_new) throw Unavailable("browser session: the id is taken");
    if (replaced) {
      if (const auto old = tables.browser_sessions.find(*replaced);
          old != tables.browser_sessions.end()) {
        row->second.participants = std::move(old->second.participants);
        tables.browser_sessions.erase(old);
      }
    }
    tables.events.push_back(event);
  });
}

std::optional<BrowserSession> BrowserSessionStore::find(const BrowserSessionId& id) {
  return database_.with([&](Tables& tables) -> std::optional<BrowserSession> {
    const auto found = tables.browser_sessions.find(id);
    if (found == tables.browser_sessions.end()) return std::nullopt;
    return found->second.session;
  });
}

void BrowserSessionStore::touch(const BrowserSessionId& id, Instant now) {
  database_.with([&](Tables& tables) {
    const auto found = tables.browser_sessions.find(id);
    if (found == tables.browser_sessions.end()) return;
    auto& used_at = found->second.session.last_used_at;
    used_at = std::max(used_at, now);
  });
}

std::vector<Participant> BrowserSessionStore::participants(const BrowserSessionId& id) {
  return database_.with([&](Tables& tables) -> std::vector<Participant> {
    const auto found = tables.browser_sessions.find(id);
    if (found == tables.browser_sessions.end()) return {};
    return {found->second.participants.begin(), found->second.participants.end()};
  });
}

outbound::EndSessionOutcome BrowserSessionStore::end(const BrowserSessionId& id,
                                                     const Ending& ending) {
  using enum outbound::EndSessionOutcome;
  return database_.with([&](Tables& tables) {
    const auto found = tables.browser_sessions.find(id);
    if (found == tables.browser_sessions.end()) return gone;
    if (!names_all(ending, found->second.participants)) return changed;
    tables.browser_sessions.erase(found);
    for (const auto& [participant, event] : ending.logins) {
      if (tables.families.erase(participant.login) > 0) tables.events.push_back(event);
    }
    for (const auto& notice : ending.notices) tables.logout_notices.emplace(notice.id, notice);
    tables.events.push_back(ending.event);
    return ended;
  });
}

}  // namespace chancery::memory
