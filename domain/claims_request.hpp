#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/codec/json.hpp"

namespace chancery {

/// What is asked of one claim (OpenID Connect Core §5.5.1).
struct RequestedClaim {
  bool essential = false;
  /// `value` or `values`, those that are texts; empty: any.
  std::vector<std::string> values{};

  bool operator==(const RequestedClaim&) const = default;
};

/// The `claims` parameter (OpenID Connect Core §5.5): claims asked for one by one, by their names.
struct ClaimsRequest {
  using Members = std::map<std::string, RequestedClaim, std::less<>>;
  Members id_token{};
  Members userinfo{};

  /// Nothing for text that is no JSON object of that form. Other members are ignored, and claims in
  /// other languages (`name#de`) are too.
  static std::optional<ClaimsRequest> parse(std::string_view text);
  /// The same from JSON, and back.
  static std::optional<ClaimsRequest> from_json(const codec::Json& json);
  [[nodiscard]] codec::Json to_json() const;

  [[nodiscard]] bool empty() const { return id_token.empty() && userinfo.empty(); }
  bool operator==(const ClaimsRequest&) const = default;
};

/// The names of the claims asked for.
std::set<std::string> names(const ClaimsRequest::Members& members);

}  // namespace chancery
