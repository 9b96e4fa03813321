#include "app/usecases/list_clients.hpp"

#include <algorithm>

namespace chancery {

std::optional<inbound::ClientPage> ListClients::list(const std::optional<std::string>& cursor,
                                                     std::size_t limit) {
  const PageCursors::List of_clients{"clients"};
  std::optional<std::string> after;
  if (cursor) {
    after = cursors_.read(of_clients, *cursor);
    if (!after) return std::nullopt;
  }
  inbound::ClientPage page{.clients = clients_.list()};
  if (after) {
    std::erase_if(page.clients, [&](const Client& client) { return client.id.value() <= *after; });
  }
  if (page.clients.size() > limit) {
    page.clients.erase(page.clients.begin() + static_cast<std::ptrdiff_t>(limit),
                       page.clients.end());
    page.next_cursor = cursors_.write(of_clients, page.clients.back().id.value());
  }
  return page;
}

}  // namespace chancery
