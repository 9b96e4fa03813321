#pragma once

#include <string>
#include <variant>

#include "adapters/crypto/key_set.hpp"
#include "adapters/crypto/sealer.hpp"
#include "ports/outbound/key_store.hpp"

namespace chancery::crypto {

/// HMAC keys have as many bytes as their digest (RFC 2104 §3).
inline constexpr std::size_t symmetric_key_length = 32;

/// The sealed form of a key, bound to its id and use.
[[nodiscard]] std::string seal_key(Sealer& sealer, const KeyRecord& record, const Secret& bytes);

/// The key again, fit for its use; a signing key has signed and verified once (fact A-5). The
/// public half comes out of the private one: what the database says of it is not believed, or who
/// can write there could publish a key of his own. Throws std::runtime_error, naming the id, if no
/// master key opens it or it is not fit.
[[nodiscard]] OpenedKey open_key(const Sealer& sealer, const outbound::StoredKey& stored);

}  // namespace chancery::crypto
