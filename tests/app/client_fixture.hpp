#pragma once

// Client commands, and a client that is stored.

#include "tests/app/cli_fixture.hpp"

namespace chancery::cli {

inline constexpr auto canary = "generated-secret-generated-secret-43-characte";

inline Client stored() {
  return {.id = ClientId("shop"),
          .name = "Shop",
          .secret = ClientSecretDigest{KeyId("k1"), "mac-canary"},
          .grants = {GrantType::password, GrantType::refresh_token},
          .scopes = {"openid", "orders"},
          .audiences = {"https://api.example"},
          .introspects = {"https://api.example"},
          .redirect_uris = {"https://shop.example/cb"},
          .first_party = true,
          .epoch = 7,
          .version = 3,
          .created_at = Instant(Lifetime(1'767'225'599)),
          .updated_at = Instant(Lifetime(1'767'225'600))};
}

inline std::string text(const codec::Json& object, std::string_view member) {
  const auto* found = object.find(member);
  return found == nullptr || found->as_string() == nullptr ? "?" : *found->as_string();
}

using ClientCommands = CliTest;

}  // namespace chancery::cli
