#pragma once

#include <array>
#include <atomic>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/http/request_observer.hpp"
#include "adapters/metrics/registry.hpp"

namespace chancery {

/// Counts answers and how long they took. Its label values are of closed sets: the routes that it
/// is given, the methods, statuses and errors that it knows. Whatever else a client may have sent
/// is `unmatched` or `other`. Thread-safe.
class RequestMetrics final : public http::RequestObserver {
 public:
  /// The registry must outlive this. `routes` are the paths as registered.
  RequestMetrics(metrics::Registry& registry, const std::vector<std::string>& routes);

  void answered(const http::RequestRecord& record) noexcept override;

  /// The words by which our answers refuse, and `other`.
  [[nodiscard]] static std::span<const char* const> errors();

 private:
  static constexpr std::array methods{"GET",   "HEAD",   "POST",    "PUT",
                                      "PATCH", "DELETE", "OPTIONS", "other"};
  static constexpr std::array statuses{200, 201, 202, 204, 302, 303, 304, 400, 401,
                                       403, 404, 405, 408, 409, 411, 413, 414, 415,
                                       417, 422, 429, 431, 499, 500, 501, 503, 505};
  static constexpr std::size_t classes = 5;

  /// Series come into being when they are first needed: most of them never are.
  struct Route {
    std::array<std::atomic<metrics::Counter>, methods.size() * (statuses.size() + 1)> requests{};
    std::array<std::atomic<metrics::Durations>, classes + 1> durations{};
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Routes = std::unordered_map<std::string, Route, Hash, std::equal_to<>>;

  void count(const http::RequestRecord& record);
  [[nodiscard]] metrics::Counter requests(Routes::value_type& route,
                                          const http::RequestRecord& record);
  [[nodiscard]] metrics::Durations durations(Routes::value_type& route, int status);
  [[nodiscard]] metrics::Counter refusals(std::string_view error) const;

  metrics::Registry& registry_;
  metrics::Counter bytes_;
  /// As they were made by the constructor, but for their series.
  Routes routes_;
  std::unordered_map<std::string_view, metrics::Counter> refusals_;
};

}  // namespace chancery
