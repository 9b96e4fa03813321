#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/http/message.hpp"

namespace chancery::http {

/// The URLs of the server. Paths match byte for byte (attack B96), and before any pattern.
/// Immutable, hence thread-safe.
class Router {
 public:
  struct Entry {
    Route route;
    std::string allow;  ///< the methods answered here, as in `Allow`

    /// The endpoint of the method, GET's for HEAD; null when there is none.
    [[nodiscard]] const Endpoint* endpoint(std::string_view method) const;
  };

  /// Two routes of one path are a programmer's error: std::logic_error.
  explicit Router(std::vector<Route> routes);

  /// Null when no route has the path. The entry lives as long as the router.
  [[nodiscard]] const Entry* find(std::string_view path) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  using Entries = std::unordered_map<std::string, Entry, Hash, std::equal_to<>>;

  Entries entries_;
  /// Those with `{id}`, by their paths.
  Entries patterns_;
};

}  // namespace chancery::http
