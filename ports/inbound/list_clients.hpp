#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/client.hpp"

namespace chancery::inbound {

struct ClientPage {
  std::vector<Client> clients;
  /// Where the next page begins; none after the last.
  std::optional<std::string> next_cursor{};
};

/// The clients, page by page. Thread-safe; may throw Unavailable.
class ListClients {
 public:
  virtual ~ListClients() = default;

  /// At most `limit` clients in ascending order of id. Cursors are authenticated: nothing for one
  /// that is not ours (attack B35). They do not expire; a client that comes or goes meanwhile moves
  /// no other.
  [[nodiscard]] virtual std::optional<ClientPage> list(const std::optional<std::string>& cursor,
                                                       std::size_t limit) = 0;
};

}  // namespace chancery::inbound
