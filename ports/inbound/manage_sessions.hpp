#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/user_session.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

struct SessionPage {
  std::vector<UserSession> sessions;
  /// Where the next page begins; none after the last.
  std::optional<std::string> next_cursor{};
};

/// How many logins were live when they were ended. `more`: at least so many.
struct EndedSessions {
  std::size_t count = 0;
  bool more = false;

  bool operator==(const EndedSessions&) const = default;
};

/// Live logins, as their users and administrators see and end them: a command has an empty context.
/// Thread-safe; may throw Unavailable, and then what was to be ended may not have been.
class ManageSessions {
 public:
  virtual ~ManageSessions() = default;

  /// At most `limit` of those that pass the filter, in ascending order of id. Cursors are
  /// authenticated and belong to their filter: nothing for one that is not ours, or another
  /// filter's (attack B35).
  [[nodiscard]] virtual std::optional<SessionPage> list(const SessionFilter& filter,
                                                        const std::optional<std::string>& cursor,
                                                        std::size_t limit) = 0;

  /// Ends one login. False, and no change, if there is no such live one, or it is not `owner`'s.
  /// One that has only not been used for long is ended too: how long that may be can differ.
  [[nodiscard]] virtual bool end(const FamilyId& id, const std::optional<UserId>& owner,
                                 const RequestContext& context) = 0;

  /// Ends every login of a user, every one at a client, or a user's at a client; the filter names
  /// one of them or both. Logins of a user or client as a whole end by one write, those that are
  /// just beginning too; how many there were is what was counted right before.
  virtual EndedSessions end_all(const SessionFilter& filter, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
