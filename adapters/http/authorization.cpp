#include "adapters/http/authorization.hpp"

#include "adapters/http/ascii.hpp"

namespace chancery::http {

std::expected<std::string_view, AuthorizationError> authorization(const Headers& headers,
                                                                  std::string_view scheme) {
  const auto count = headers.count("Authorization");
  if (count > 1) return std::unexpected(AuthorizationError::malformed);
  if (count == 0) return std::unexpected(AuthorizationError::absent);
  const auto value = *headers.get("Authorization");
  const auto end = value.find(' ');
  if (!same_ignoring_case(value.substr(0, end), scheme)) {
    return std::unexpected(AuthorizationError::absent);
  }
  const auto begin = value.find_first_not_of(' ', scheme.size());
  if (begin == std::string_view::npos) return std::unexpected(AuthorizationError::malformed);
  return value.substr(begin);
}

}  // namespace chancery::http
