#pragma once

#include "adapters/memory/access_token_store.hpp"
#include "adapters/memory/audit_trail.hpp"
#include "adapters/memory/authorization_code_store.hpp"
#include "adapters/memory/client_store.hpp"
#include "adapters/memory/housekeeping.hpp"
#include "adapters/memory/refresh_family_store.hpp"
#include "adapters/memory/session_store.hpp"
#include "adapters/memory/user_store.hpp"
#include "ports/outbound/attempt_store.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/id_token_signer.hpp"
#include "ports/outbound/message_mac.hpp"
#include "tests/simulation/gate.hpp"

// The outbound ports of a node: the memory stores and the stage's cryptography, each call through
// the gate, each change told to the stage.

namespace chancery::simulation {

class Families final : public outbound::RefreshFamilyStore {
 public:
  explicit Families(Gate& gate) : gate_(gate), inner_(gate.world().database) {}
  void add(const RefreshFamily& family, const AuditEvent& event) override;
  std::optional<FoundFamily> find(const FamilyId& id) override;
  bool rotate(const FamilyId& id, const Rotation& rotation) override;
  bool end(const FamilyId& id, const AuditEvent& event) override;

 private:
  Gate& gate_;
  memory::RefreshFamilyStore inner_;
};

class Users final : public outbound::UserStore {
 public:
  explicit Users(Gate& gate) : gate_(gate), inner_(gate.world().database) {}
  outbound::AddUserOutcome add(const User& user, const std::optional<PasswordHash>& password,
                               const AuditEvent& event) override;
  std::optional<User> find(const UserId& id) override;
  std::optional<outbound::UserCredentials> find_by_login(const LoginName& login) override;
  std::vector<User> list(const UserFilter& filter, const std::optional<UserId>& after,
                         std::size_t limit) override;
  outbound::UpdateUserOutcome update(const User& user, const std::optional<PasswordHash>& password,
                                     const AuditEvent& event) override;
  bool replace_password(const UserId& id, const PasswordHash& before,
                        const PasswordHash& after) override;
  outbound::UpdateUserOutcome update_keeping(const User& user, const PasswordHash& password,
                                             const FamilyId& login,
                                             const AuditEvent& event) override;
  bool remove(const UserId& id, const AuditEvent& event) override;

 private:
  Gate& gate_;
  memory::UserStore inner_;
};

class Clients final : public outbound::ClientStore {
 public:
  explicit Clients(Gate& gate) : gate_(gate), inner_(gate.world().database) {}
  bool add(const Client& client, const AuditEvent& event) override;
  std::optional<Client> find(const ClientId& id) override;
  std::vector<Client> list() override;
  outbound::UpdateClientOutcome update(const Client& client, const AuditEvent& event) override;
  bool remove(const ClientId& id, const AuditEvent& event) override;
  bool has_redirect_origin(std::string_view origin) override;

 private:
  Gate& gate_;
  memory::ClientStore inner_;
};

class AccessTokens final : public outbound::AccessTokenStore {
 public:
  explicit AccessTokens(Gate& gate) : gate_(gate), inner_(gate.world().database) {}
  void revoke(const AccessTokenClaims& claims, const AuditEvent& event) override;
  outbound::AccessTokenStanding standing(const AccessTokenClaims& claims) override;

 private:
  Gate& gate_;
  memory::AccessTokenStore inner_;
};

class Codes final : public outbound::AuthorizationCodeStore {
 public:
  explicit Codes(Gate& gate) : gate_(gate), inner_(gate.world().database) {}
  void add(const AuthorizationCode& code) override;
  std::optional<AuthorizationCode> find(const CodeDigest& id) override;
  outbound::RedeemOutcome redeem(const Redemption& redemption) override;
  bool burn(const CodeDigest& id) override;

 private:
  Gate& gate_;
  memory::AuthorizationCodeStore inner_;
};

class Sessions final : public outbound::SessionStore {
 public:
  explicit Sessions(Gate& gate) : gate_(gate), inner_(gate.world().database) {}
  std::vector<UserSession> list(const Query& query, const std::optional<FamilyId>& after,
                                std::size_t limit) override;

 private:
  Gate& gate_;
  memory::SessionStore inner_;
};

class Housekeeping final : public outbound::Housekeeping {
 public:
  explicit Housekeeping(Gate& gate) : gate_(gate), inner_(gate.world().database) {}
  std::optional<Instant> kept_until() override;
  bool claim(const std::string& node, Instant now, Instant until) override;
  Swept sweep(const Order& order) override;
  Backlog backlog(const Order& order) override;

 private:
  Gate& gate_;
  memory::Housekeeping inner_;
};

class Audit final : public outbound::AuditTrail {
 public:
  explicit Audit(Gate& gate) : gate_(gate), inner_(gate.world().database) {}
  void record(const AuditEvent& event) override;

 private:
  Gate& gate_;
  memory::AuditTrail inner_;
};

/// What a node takes for the time of day. `ahead` may be changed at any time.
class NodeClock final : public outbound::Clock {
 public:
  NodeClock(Gate& gate, const Duration& ahead) : gate_(gate), ahead_(ahead) {}
  [[nodiscard]] Instant now() const override;

 private:
  Gate& gate_;
  const Duration& ahead_;
};

class Entropy final : public outbound::Entropy {
 public:
  explicit Entropy(Gate& gate) : gate_(gate) {}
  std::string bytes(std::size_t count) override;

 private:
  Gate& gate_;
};

class Signer final : public outbound::TokenSigner {
 public:
  explicit Signer(Gate& gate) : gate_(gate) {}
  Secret sign(const AccessTokenClaims& claims, SignatureAlgorithm alg) override;
  std::optional<AccessTokenClaims> verify(std::string_view token) override;

 private:
  Gate& gate_;
};

class JwtSigner final : public outbound::IdTokenSigner {
 public:
  explicit JwtSigner(Gate& gate) : gate_(gate) {}
  Secret sign(const codec::Json& payload, outbound::JwtType type, SignatureAlgorithm alg) override;
  std::optional<codec::Json> verify(std::string_view token) override;

 private:
  Gate& gate_;
};

class Mint final : public outbound::RefreshTokenMint {
 public:
  explicit Mint(Gate& gate) : gate_(gate) {}
  Secret write(const FamilyId& family, std::uint32_t generation, const Secret& secret) override;
  std::optional<RefreshTokenBody> read(std::string_view token) override;
  [[nodiscard]] Secret successor(const Secret& presented, const std::string& seed) const override;
  [[nodiscard]] TokenDigest digest(const Secret& secret) const override;

 private:
  Gate& gate_;
};

class Macs final : public outbound::MessageMac {
 public:
  explicit Macs(Gate& gate) : gate_(gate) {}
  std::string compute(KeyUse use, std::string_view text) override;

 private:
  Gate& gate_;
};

class Digester final : public outbound::ClientSecretDigester {
 public:
  explicit Digester(Gate& gate) : gate_(gate) {}
  ClientSecretDigest digest(const Secret& secret) override;
  bool matches(const ClientSecretDigest& digest, const Secret& secret) override;

 private:
  Gate& gate_;
};

class Hasher final : public outbound::PasswordHasher {
 public:
  explicit Hasher(Gate& gate) : gate_(gate) {}
  PasswordHash hash(const Secret& password) override;
  bool verify(const Secret& password, const PasswordHash& hash) override;
  [[nodiscard]] bool is_current(const PasswordHash& hash) const override;
  [[nodiscard]] const PasswordHash& decoy() const override;

 private:
  Gate& gate_;
};

/// Guesses are not slowed here, or stories would be of people who wait: nothing is ever known of an
/// attempt. Not through the gate.
class Unslowed final : public outbound::AttemptStore,
                       public outbound::MessageMac,
                       public outbound::Clock {
 public:
  std::vector<AttemptTally> find(const std::vector<AttemptKey>& keys) override {
    return std::vector<AttemptTally>(keys.size());
  }
  bool replace(const AttemptKey& /*key*/, const AttemptTally& /*from*/,
               const AttemptTally& /*to*/) override {
    return true;
  }
  std::string compute(KeyUse /*use*/, std::string_view text) override { return std::string(text); }
  [[nodiscard]] Instant now() const override { return {}; }
};

}  // namespace chancery::simulation
