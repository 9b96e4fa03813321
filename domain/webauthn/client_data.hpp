#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chancery {

/// What a browser says of a ceremony, and an authenticator signs (WebAuthn §5.8.1,
/// CollectedClientData).
struct ClientData {
  std::string type;
  /// base64url.
  std::string challenge;
  std::string origin;
  /// Whether another site's page had ours in a frame.
  bool cross_origin = false;

  bool operator==(const ClientData&) const = default;
};

/// Nothing for bytes that are no JSON object with these members. Other members are ignored, as
/// §5.8.1.2 wants it.
std::optional<ClientData> read_client_data(std::string_view json);

}  // namespace chancery
