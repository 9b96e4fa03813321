#include "domain/webauthn/authenticator_data.hpp"

namespace chancery {
namespace {

constexpr std::size_t hash_length = 32;
constexpr std::size_t head_length = hash_length + 1 + 4;
constexpr std::size_t model_length = 16;  // of the authenticator: nobody here asks
constexpr std::size_t max_id_length = 1023;

enum Flag : unsigned {
  user_present = 0x01,
  user_verified = 0x04,
  backup_eligible = 0x08,
  backed_up = 0x10,
  has_credential = 0x40,
  has_extensions = 0x80,
};

/// A big-endian number of so many bytes off the front of `bytes`, which has them.
std::uint32_t take_number(std::string_view& bytes, std::size_t length) {
  std::uint32_t number = 0;
  for (const char byte : bytes.substr(0, length)) {
    number = number << 8U | static_cast<unsigned char>(byte);
  }
  bytes.remove_prefix(length);
  return number;
}

std::optional<AttestedCredential> credential_from(std::string_view bytes) {
  if (bytes.size() < model_length + 2) return std::nullopt;
  bytes.remove_prefix(model_length);
  const auto length = take_number(bytes, 2);
  if (length == 0 || length > max_id_length || length >= bytes.size()) return std::nullopt;
  return AttestedCredential{.id = std::string(bytes.substr(0, length)),
                            .key_and_rest = std::string(bytes.substr(length))};
}

}  // namespace

std::optional<AuthenticatorData> read_authenticator_data(std::string_view bytes) {
  if (bytes.size() < head_length) return std::nullopt;
  AuthenticatorData data{.party_hash = std::string(bytes.substr(0, hash_length))};
  bytes.remove_prefix(hash_length);
  const auto flags = take_number(bytes, 1);
  const auto is_set = [&](Flag flag) { return (flags & flag) != 0; };
  data.user_present = is_set(user_present);
  data.user_verified = is_set(user_verified);
  data.backup_eligible = is_set(backup_eligible);
  data.backed_up = is_set(backed_up);
  data.has_extensions = is_set(has_extensions);
  data.sign_count = take_number(bytes, 4);
  if (data.backed_up && !data.backup_eligible) return std::nullopt;
  if (is_set(has_credential)) {
    data.credential = credential_from(bytes);
    if (!data.credential) return std::nullopt;
  } else if (bytes.empty() == data.has_extensions) {
    return std::nullopt;
  }
  return data;
}

}  // namespace chancery
