#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <string>

namespace chancery::web {

struct FetchLimits {
  std::chrono::milliseconds time{3000};  ///< for connecting, and again for each wait for bytes
  std::size_t bytes = 65536;             ///< of the body
};

/// GETs an http or https URL that the operator chose and returns the body of a 200; follows no
/// redirect. TLS verifies the certificate against the system's authorities. The error is for a
/// person. Not for URLs that anybody else chose: nothing here keeps a request from the private
/// network.
std::expected<std::string, std::string> fetch(const std::string& url,
                                              const FetchLimits& limits = {});

}  // namespace chancery::web
