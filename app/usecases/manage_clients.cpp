#include "app/usecases/manage_clients.hpp"

#include "app/usecases/random_id.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery {
namespace {

using inbound::ClientRefusal;
using inbound::RequestContext;
using Reason = ClientRefusal::Reason;

std::unexpected<ClientRefusal> refuse(Reason reason, std::vector<ClientProblem> problems = {}) {
  return std::unexpected(ClientRefusal{reason, std::move(problems)});
}

const char* asked_by(const RequestContext& context) {
  return context.request_id.empty() ? "command" : "administrator";
}

}  // namespace

std::expected<inbound::RegisteredClient, ClientRefusal> ManageClients::add(
    Client wanted, const std::optional<Secret>& secret, const RequestContext& context) {
  if (wanted.id.value().empty()) wanted.id = ClientId(random_id(ports_.entropy));
  auto generated = equip(wanted, secret);
  if (!generated) return std::unexpected(generated.error());
  wanted.epoch = random_epoch(ports_.entropy);
  wanted.version = 0;
  wanted.created_at = wanted.updated_at = wanted.tokens_not_before = ports_.clock.now();
  if (auto found = problems(wanted); !found.empty())
    return refuse(Reason::invalid, std::move(found));
  const Cause cause{asked_by(context), context};
  if (!ports_.clients.add(wanted, event(AuditType::client_created, wanted.id, cause))) {
    return refuse(Reason::already_exists);
  }
  return inbound::RegisteredClient{std::move(wanted), *std::move(generated)};
}

std::expected<std::optional<Secret>, ClientRefusal> ManageClients::equip(
    Client& client, const std::optional<Secret>& secret) {
  if (client.is_public()) {
    client.secret.reset();
    if (secret) {
      return refuse(Reason::invalid, {{"client_secret", "a public client has no secret"}});
    }
    return std::nullopt;
  }
  if (secret) {
    if (auto why = weakness(*secret)) return refuse(Reason::invalid, {{"client_secret", *why}});
    client.secret = ports_.digester.digest(*secret);
    return std::nullopt;
  }
  Secret fresh(codec::base64url(ports_.entropy.bytes(32)));
  client.secret = ports_.digester.digest(fresh);
  return fresh;
}

std::expected<Client, ClientRefusal> ManageClients::update(Client wanted,
                                                           const RequestContext& context) {
  const auto stored = ports_.clients.find(wanted.id);
  if (!stored) return refuse(Reason::unknown);
  if (stored->is_public() != wanted.is_public()) {
    return refuse(Reason::invalid, {{"token_endpoint_auth_method",
                                     "a public client cannot become confidential, nor the reverse: "
                                     "register another client"}});
  }
  const bool switched_off = wanted.disabled && !stored->disabled;
  const bool switched_on = !wanted.disabled && stored->disabled;
  wanted.secret = stored->secret;
  wanted.epoch = stored->epoch;
  wanted.tokens_not_before = stored->tokens_not_before;
  wanted.created_at = stored->created_at;
  const auto now = ports_.clock.now();
  wanted.updated_at = now;
  if (auto found = problems(wanted); !found.empty())
    return refuse(Reason::invalid, std::move(found));
  if (switched_off) wanted = disabled(std::move(wanted), now);
  if (switched_on) wanted = enabled(std::move(wanted), now);
  return store(std::move(wanted), {switched_off ? "disabled" : "updated", context});
}

std::expected<inbound::RegisteredClient, ClientRefusal> ManageClients::replace_secret(
    const ClientId& id, const std::optional<Secret>& secret, const RequestContext& context) {
  auto client = ports_.clients.find(id);
  if (!client) return refuse(Reason::unknown);
  if (client->is_public()) {
    return refuse(Reason::invalid, {{"client_secret", "a public client has no secret"}});
  }
  auto generated = equip(*client, secret);
  if (!generated) return std::unexpected(generated.error());
  client->updated_at = ports_.clock.now();
  auto stored = store(*std::move(client), {"secret_replaced", context});
  if (!stored) return std::unexpected(stored.error());
  return inbound::RegisteredClient{*std::move(stored), *std::move(generated)};
}

std::expected<Client, ClientRefusal> ManageClients::store(Client client, const Cause& cause) {
  using enum outbound::UpdateClientOutcome;
  switch (ports_.clients.update(client, event(AuditType::client_changed, client.id, cause))) {
    case updated: ++client.version; return client;
    case unknown: return refuse(Reason::unknown);
    case stale: return refuse(Reason::changed_meanwhile);
  }
  std::unreachable();
}

std::expected<void, ClientRefusal> ManageClients::remove(const ClientId& id,
                                                         const RequestContext& context) {
  const Cause cause{asked_by(context), context};
  if (!ports_.clients.remove(id, event(AuditType::client_removed, id, cause))) {
    return refuse(Reason::unknown);
  }
  return {};
}

AuditEvent ManageClients::event(AuditType type, const ClientId& id, const Cause& cause) const {
  return {.type = type,
          .at = ports_.clock.now(),
          .reason = cause.reason,
          .client = id,
          .origin = cause.context.origin,
          .request_id = cause.context.request_id};
}

}  // namespace chancery
