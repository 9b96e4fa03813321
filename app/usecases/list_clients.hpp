#pragma once

#include "app/usecases/page_cursors.hpp"
#include "ports/inbound/list_clients.hpp"
#include "ports/outbound/client_store.hpp"

namespace chancery {

/// Reads all clients for each page: an installation has tens of them, and a page is asked for by a
/// person.
class ListClients final : public inbound::ListClients {
 public:
  ListClients(outbound::ClientStore& clients, outbound::MessageMac& macs)
      : clients_(clients), cursors_(macs) {}

  std::optional<inbound::ClientPage> list(const std::optional<std::string>& cursor,
                                          std::size_t limit) override;

 private:
  outbound::ClientStore& clients_;
  PageCursors cursors_;
};

}  // namespace chancery
