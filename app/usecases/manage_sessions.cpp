#include "app/usecases/manage_sessions.hpp"

#include <cassert>

#include "ports/unavailable.hpp"

namespace chancery {
namespace {

using codec::Json;

/// Ends ask nothing of the idle lifetime: a command may be told another than the servers, and an
/// end that is asked for must be one on all of them.
constexpr Lifetime any_idle_lifetime = std::chrono::hours(24 * 365 * 100);

constexpr std::size_t page_size = 1000;
constexpr std::size_t max_counted = 100'000;

/// More rounds mean that somebody changes the record without end.
constexpr int max_attempts = 8;

PageCursors::List list_of(const SessionFilter& filter) {
  return {"sessions", filter.user ? Json(filter.user->value()) : Json(),
          filter.client ? Json(filter.client->value()) : Json()};
}

[[noreturn]] void give_up() {
  throw Unavailable("the record of whose logins were to end changed too often while it was read");
}

}  // namespace

std::optional<inbound::SessionPage> ManageSessions::list(const SessionFilter& filter,
                                                         const std::optional<std::string>& cursor,
                                                         std::size_t limit) {
  std::optional<FamilyId> after;
  if (cursor) {
    auto id = cursors_.read(list_of(filter), *cursor);
    if (!id) return std::nullopt;
    after.emplace(*std::move(id));
  }
  inbound::SessionPage page{.sessions = live(filter, after, limit + 1)};
  if (page.sessions.size() > limit) {
    page.sessions.pop_back();
    page.next_cursor = cursors_.write(list_of(filter), page.sessions.back().id.value());
  }
  return page;
}

bool ManageSessions::end(const FamilyId& id, const std::optional<UserId>& owner,
                         const inbound::RequestContext& context) {
  const auto found = ports_.families.find(id);
  if (!found || !is_live(*found, any_idle_lifetime, ports_.clock.now())) return false;
  if (owner && found->family.user != *owner) return false;
  auto ended = event(AuditType::login_ended, "session_revoked", context);
  ended.user = found->family.user;
  ended.client = found->family.client;
  ended.family = id;
  return ports_.families.end(id, ended);
}

inbound::EndedSessions ManageSessions::end_all(const SessionFilter& filter,
                                               const inbound::RequestContext& context) {
  assert(filter.user || filter.client);
  if (filter.user && filter.client) return end_each(filter, context);
  const auto ended = count(filter);
  if (filter.user) log_out_everywhere(*filter.user, context);
  if (filter.client) log_out_everywhere(*filter.client, context);
  return ended;
}

template <class Visit>
void ManageSessions::for_each_page(const SessionFilter& filter, Visit visit) {
  std::optional<FamilyId> after;
  while (true) {
    const auto page =
        ports_.sessions.list({filter, ports_.clock.now(), any_idle_lifetime}, after, page_size);
    if (!visit(page) || page.size() < page_size) return;
    after = page.back().id;
  }
}

inbound::EndedSessions ManageSessions::count(const SessionFilter& filter) {
  inbound::EndedSessions counted;
  for_each_page(filter, [&](const std::vector<UserSession>& page) {
    counted.count += page.size();
    counted.more = counted.count >= max_counted;
    return !counted.more;
  });
  return counted;
}

inbound::EndedSessions ManageSessions::end_each(const SessionFilter& filter,
                                                const inbound::RequestContext& context) {
  inbound::EndedSessions ended;
  for_each_page(filter, [&](const std::vector<UserSession>& page) {
    for (const auto& session : page) {
      if (end(session.id, session.user, context)) ++ended.count;
    }
    return true;
  });
  return ended;
}

void ManageSessions::log_out_everywhere(const UserId& id, const inbound::RequestContext& context) {
  using enum outbound::UpdateUserOutcome;
  auto changed = event(AuditType::user_changed, "sessions_revoked", context);
  changed.user = id;
  for (int i = 0; i < max_attempts; ++i) {
    const auto user = ports_.users.find(id);
    if (!user) return;
    const auto wanted = logged_out_everywhere(*user, ports_.clock.now());
    const auto outcome = ports_.users.update(wanted, std::nullopt, changed);
    if (outcome == updated || outcome == unknown) return;
  }
  give_up();
}

void ManageSessions::log_out_everywhere(const ClientId& id,
                                        const inbound::RequestContext& context) {
  using enum outbound::UpdateClientOutcome;
  auto changed = event(AuditType::client_changed, "sessions_revoked", context);
  changed.client = id;
  for (int i = 0; i < max_attempts; ++i) {
    const auto client = ports_.clients.find(id);
    if (!client) return;
    const auto wanted = logged_out_everywhere(*client, ports_.clock.now());
    const auto outcome = ports_.clients.update(wanted, changed);
    if (outcome == updated || outcome == unknown) return;
  }
  give_up();
}

std::vector<UserSession> ManageSessions::live(const SessionFilter& filter,
                                              const std::optional<FamilyId>& after,
                                              std::size_t limit) {
  return ports_.sessions.list({filter, ports_.clock.now(), idle_lifetime_}, after, limit);
}

AuditEvent ManageSessions::event(AuditType type, const char* reason,
                                 const inbound::RequestContext& context) const {
  return {.type = type,
          .at = ports_.clock.now(),
          .reason = reason,
          .origin = context.origin,
          .request_id = context.request_id};
}

}  // namespace chancery
