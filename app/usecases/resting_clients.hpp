#pragma once

#include <map>
#include <mutex>
#include <optional>

#include "domain/logout_notice.hpp"

namespace chancery {

/// Clients that have not answered lately. Thread-safe; of this node alone.
class RestingClients {
 public:
  /// Until when the client is left alone; nothing if it may be asked.
  [[nodiscard]] std::optional<Instant> until(const ClientId& client, Instant now) const;

  /// It did not answer: until when it is left alone.
  Instant failed(const ClientId& client, Instant now);
  void answered(const ClientId& client);

 private:
  struct Rest {
    std::int64_t failures = 0;
    Instant until{};
  };

  mutable std::mutex mutex_;
  std::map<ClientId, Rest> rests_;
};

}  // namespace chancery
