#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include "tests/crash/tally.hpp"
#include "tests/e2e/http_client.hpp"

namespace chancery::crash {

/// Nobody answered for so long that the login would be given up.
struct GaveUp : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// 10 ms. Shorter than what Retry-After asks for: a load has to come when others would not.
void wait_a_moment();

/// Asks as an app does that must not lose its login: when the connection is refused, the answer is
/// lost or the server says that it cannot now, the same request again. Keeps its connection.
class PatientClient {
 public:
  PatientClient(std::uint16_t port, Tally& tally) : port_(port), tally_(tally) {}

  /// The first answer that is not 503. Throws GaveUp after less than the replay window. A 503
  /// without `Retry-After` is a surprise.
  test::HttpResponse ask(const std::string& request);

 private:
  /// Nothing if there was no answer.
  std::optional<test::HttpResponse> ask_once(const std::string& request);

  std::uint16_t port_;
  Tally& tally_;
  std::optional<test::HttpConnection> connection_{};
};

}  // namespace chancery::crash
