#pragma once

#include <cstddef>
#include <map>

#include "adapters/http/dispatch/ip_address.hpp"

namespace chancery::http {

/// How many connections each address has; IPv6 addresses of one /64 are one client. For one thread.
class ConnectionCounts {
 public:
  void add(const IpAddress& address) { ++counts_[address.network()]; }

  void remove(const IpAddress& address) {
    const auto found = counts_.find(address.network());
    if (found != counts_.end() && --found->second == 0) counts_.erase(found);
  }

  [[nodiscard]] std::size_t of(const IpAddress& address) const {
    const auto found = counts_.find(address.network());
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  std::map<IpAddress, std::size_t> counts_;
};

}  // namespace chancery::http
