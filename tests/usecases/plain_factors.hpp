#pragma once

// Authenticators in plain sight: what they sign and seal one can read.

#include <functional>
#include <string>

#include "domain/codec/base64url.hpp"
#include "domain/codec/json.hpp"
#include "domain/factor_proof.hpp"
#include "domain/webauthn/options.hpp"
#include "ports/outbound/attestation_reader.hpp"
#include "ports/outbound/credential_verifier.hpp"
#include "ports/outbound/hashes.hpp"
#include "ports/outbound/one_time_passwords.hpp"
#include "ports/outbound/sealer.hpp"

namespace chancery::test {

/// Six digits that differ from step to step and from key to key.
struct PlainOneTimePasswords final : outbound::OneTimePasswords {
  [[nodiscard]] Secret code(const Secret& key, std::int64_t step) const override {
    const auto hash = std::hash<std::string>{}(key.reveal() + std::to_string(step));
    return Secret(std::to_string(100'000 + hash % 900'000));
  }
};

struct PlainSealer final : outbound::Sealer {
  std::string seal(const Secret& secret, const outbound::SealedPlace& place) override {
    return prefix(place) + secret.reveal();
  }
  [[nodiscard]] std::optional<Secret> open(std::string_view sealed,
                                           const outbound::SealedPlace& place) const override {
    const auto expected = prefix(place);
    if (!sealed.starts_with(expected)) return std::nullopt;
    return Secret(std::string(sealed.substr(expected.size())));
  }

 private:
  static std::string prefix(const outbound::SealedPlace& place) {
    return "sealed for " + std::string(place.table) + '/' + std::string(place.row) + '/' +
           std::string(place.column) + ':';
  }
};

/// An attestation object is `-` and the authenticator data, or a signature of the key itself and
/// the data behind a `|`. A key is 32 bytes.
struct PlainAttestations final : outbound::AttestationReader {
  [[nodiscard]] std::optional<outbound::Attestation> read(std::string_view object) const override {
    const auto bar = object.find('|');
    if (object.starts_with('-')) return outbound::Attestation{std::string(object.substr(1))};
    if (bar == std::string_view::npos) return std::nullopt;
    return outbound::Attestation{
        std::string(object.substr(bar + 1)),
        outbound::Attestation::Self{-8, std::string(object.substr(0, bar))}};
  }
  [[nodiscard]] std::optional<CredentialKey> read_key(std::string_view bytes,
                                                      bool /*has_extensions*/) const override {
    if (bytes.size() != 32) return std::nullopt;
    return Ed25519Key{std::string(bytes)};
  }
};

/// What a key signs is the message behind the key. Zeros are no key.
struct PlainVerifier final : outbound::CredentialVerifier {
  [[nodiscard]] bool is_key(const CredentialKey& key) const override {
    return std::get<Ed25519Key>(key).x != std::string(32, '\0');
  }
  [[nodiscard]] bool verify(const CredentialKey& key, std::string_view message,
                            std::string_view signature) const override {
    return signature == std::get<Ed25519Key>(key).x + std::string(message);
  }
};

/// An authenticator with one credential, and the browser before it. Tests change what it says.
struct PlainAuthenticator {
  const outbound::Hashes& hashes;
  std::string key = std::string(32, 'k');
  std::string id = "credential-1";
  std::string origin = "https://id.example";
  std::string party = "id.example";
  bool user_verified = true;
  bool backup_eligible = false;
  std::uint32_t sign_count = 0;
  std::optional<std::string> user_handle{};

  NewPasskey make(const PasskeyCreation& creation, bool self = false) {
    user_handle = codec::from_base64url(creation.user_handle);
    auto client = client_data("webauthn.create", creation.challenge);
    std::string more(16, 'm');
    more += {'\0', static_cast<char>(id.size())};
    const auto data = authenticator_data('\x40') + more + id + key;
    const auto signature = key + data + hashes.sha256(client);
    return {.credential_id = codec::base64url(id),
            .client_data = std::move(client),
            .attestation_object = self ? signature + '|' + data : '-' + data,
            .transports = {"usb", "internal", "telepathy", "usb"}};
  }

  PasskeyProof use(const PasskeyRequest& request) {
    auto client = client_data("webauthn.get", request.challenge);
    auto data = authenticator_data('\0');
    auto signature = key + data + hashes.sha256(client);
    return {.credential_id = codec::base64url(id),
            .client_data = std::move(client),
            .authenticator_data = std::move(data),
            .signature = std::move(signature),
            .user_handle = user_handle};
  }

 private:
  [[nodiscard]] std::string client_data(const char* type, const std::string& challenge) const {
    return codec::write_json(codec::Json::object(
        {{"type", type}, {"challenge", challenge}, {"origin", origin}, {"crossOrigin", false}}));
  }
  [[nodiscard]] std::string authenticator_data(char flags) const {
    const int all = flags | 0x01 | (user_verified ? 0x04 : 0) | (backup_eligible ? 0x08 : 0);
    std::string data = hashes.sha256(party) + static_cast<char>(all);
    for (int shift = 24; shift >= 0; shift -= 8) {
      data += static_cast<char>(sign_count >> static_cast<unsigned>(shift) & 0xffU);
    }
    return data;
  }
};

}  // namespace chancery::test
