#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "domain/client.hpp"
#include "domain/secret.hpp"
#include "ports/inbound/request_context.hpp"

namespace chancery::inbound {

/// Why a change to a client was refused, for a person: what is wrong and what to do about it.
struct ClientRefusal {
  enum class Reason { unknown, already_exists, invalid, changed_meanwhile } reason;
  std::vector<ClientProblem> problems{};
};

struct RegisteredClient {
  Client client;
  /// The secret, if it was made here: this is the only time it is seen.
  std::optional<Secret> generated_secret{};
};

/// Client registrations as an administrator manages them, by command or over HTTP: a context with a
/// request id is the latter. Thread-safe; may throw Unavailable.
class ManageClients {
 public:
  virtual ~ManageClients() = default;

  /// Registers a client. Id, credentials digest, epoch, version and instants of `wanted` are filled
  /// in here; an empty id asks for a random one. A confidential client without `secret` gets a
  /// random one of 256 bits.
  [[nodiscard]] virtual std::expected<RegisteredClient, ClientRefusal> add(
      Client wanted, const std::optional<Secret>& secret, const RequestContext& context) = 0;

  [[nodiscard]] virtual std::optional<Client> find(const ClientId& id) = 0;
  [[nodiscard]] virtual std::vector<Client> list() = 0;

  /// Replaces a registration that was read before and then changed; its version must still be the
  /// same. Credentials, epoch and instants are kept as stored, but switching `disabled` on ends
  /// every login.
  [[nodiscard]] virtual std::expected<Client, ClientRefusal> update(
      Client wanted, const RequestContext& context) = 0;

  /// Another secret at once; the old one stops to work.
  [[nodiscard]] virtual std::expected<RegisteredClient, ClientRefusal> replace_secret(
      const ClientId& id, const std::optional<Secret>& secret, const RequestContext& context) = 0;

  [[nodiscard]] virtual std::expected<void, ClientRefusal> remove(
      const ClientId& id, const RequestContext& context) = 0;
};

}  // namespace chancery::inbound
