#pragma once

#include "app/usecases/page_cursors.hpp"
#include "ports/inbound/manage_sessions.hpp"
#include "ports/outbound/client_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "ports/outbound/session_store.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

class ManageSessions final : public inbound::ManageSessions {
 public:
  struct Ports {
    outbound::SessionStore& sessions;
    outbound::RefreshFamilyStore& families;
    outbound::UserStore& users;
    outbound::ClientStore& clients;
    outbound::MessageMac& macs;
    const outbound::Clock& clock;
  };

  ManageSessions(Ports ports, Lifetime idle_lifetime)
      : ports_(ports), cursors_(ports.macs), idle_lifetime_(idle_lifetime) {}

  std::optional<inbound::SessionPage> list(const SessionFilter& filter,
                                           const std::optional<std::string>& cursor,
                                           std::size_t limit) override;
  bool end(const FamilyId& id, const std::optional<UserId>& owner,
           const inbound::RequestContext& context) override;
  inbound::EndedSessions end_all(const SessionFilter& filter,
                                 const inbound::RequestContext& context) override;

 private:
  [[nodiscard]] std::vector<UserSession> live(const SessionFilter& filter,
                                              const std::optional<FamilyId>& after,
                                              std::size_t limit);
  /// Until `visit` says false.
  template <class Visit>
  void for_each_page(const SessionFilter& filter, Visit visit);
  /// Counts up to a bound.
  inbound::EndedSessions count(const SessionFilter& filter);
  /// Ends them one after the other.
  inbound::EndedSessions end_each(const SessionFilter& filter,
                                  const inbound::RequestContext& context);
  void log_out_everywhere(const UserId& id, const inbound::RequestContext& context);
  void log_out_everywhere(const ClientId& id, const inbound::RequestContext& context);
  [[nodiscard]] AuditEvent event(AuditType type, const char* reason,
                                 const inbound::RequestContext& context) const;

  Ports ports_;
  PageCursors cursors_;
  Lifetime idle_lifetime_;
};

}  // namespace chancery
