#include "adapters/sql/client_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/client_metadata.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/json_text.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

using outbound::UpdateClientOutcome;

constexpr Statement insert_client(
    "INSERT INTO clients (id, name, auth_method, secret_key, secret_mac, grants, scopes, audiences,"
    " introspects, redirect_uris, first_party, access_token_alg, disabled, epoch,"
    " tokens_not_before, version, created_at, updated_at, metadata)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19)"
    " ON CONFLICT (id) DO NOTHING");

constexpr Statement update_client(
    "UPDATE clients SET name = $1, auth_method = $2, secret_key = $3, secret_mac = $4, grants = $5,"
    " scopes = $6, audiences = $7, introspects = $8, redirect_uris = $9, first_party = $10,"
    " access_token_alg = $11, disabled = $12, epoch = $13, tokens_not_before = $14,"
    " version = version + 1, created_at = $15, updated_at = $16, metadata = $17"
    " WHERE id = $18 AND version = $19");

constexpr Statement select_client(
    "SELECT id, name, auth_method, secret_key, secret_mac, grants, scopes, audiences, introspects,"
    " redirect_uris, first_party, access_token_alg, disabled, epoch, tokens_not_before, version,"
    " created_at, updated_at, metadata FROM clients WHERE id = $1");

constexpr Statement select_clients(
    "SELECT id, name, auth_method, secret_key, secret_mac, grants, scopes, audiences, introspects,"
    " redirect_uris, first_party, access_token_alg, disabled, epoch, tokens_not_before, version,"
    " created_at, updated_at, metadata FROM clients ORDER BY id");

constexpr Statement select_exists("SELECT 1 FROM clients WHERE id = $1");
// Before the change: what a login of that epoch leaves behind is housekeeping's.
constexpr Statement leave_epoch(
    "INSERT INTO ended_epochs (party, id, epoch) SELECT 'client', id, epoch FROM clients"
    " WHERE id = $1 AND epoch <> $2 ON CONFLICT DO NOTHING");
constexpr Statement leave_every_epoch(
    "INSERT INTO ended_epochs (party, id, epoch) SELECT 'client', id, epoch FROM clients"
    " WHERE id = $1 ON CONFLICT DO NOTHING");

constexpr Statement delete_client("DELETE FROM clients WHERE id = $1");

constexpr Statement insert_origin("INSERT INTO client_origins (client_id, origin) VALUES ($1, $2)");
constexpr Statement delete_origins("DELETE FROM client_origins WHERE client_id = $1");
constexpr Statement select_origin(
    "SELECT 1 FROM client_origins o JOIN clients c ON c.id = o.client_id"
    " WHERE o.origin = $1 AND c.disabled = 0 LIMIT 1");

/// The value of a column that holds a word of ours.
template <class T>
T known(std::optional<T> value) {
  if (!value) throw Unavailable("sql: a client's record holds an unknown word");
  return *value;
}

std::string grants_text(const std::set<GrantType>& grants) {
  std::set<std::string> names;
  for (const auto grant : grants) names.emplace(name(grant));
  return json_text(names);
}

std::set<GrantType> grants_from_json(const std::string& text) {
  std::set<GrantType> grants;
  for (const auto& word : list_from_json(text)) grants.insert(known(parse_grant_type(word)));
  return grants;
}

std::optional<ClientSecretDigest> secret_from(Row& row) {
  auto key = row.optional_text();
  auto mac = row.optional_text();
  if (!key || !mac) return std::nullopt;
  return ClientSecretDigest{KeyId(std::move(*key)), std::move(*mac)};
}

Client client_from(Row& row) {
  Client client{.id = ClientId(row.text()),
                .name = row.text(),
                .auth_method = known(parse_client_auth_method(row.text())),
                .secret = secret_from(row),
                .grants = grants_from_json(row.text()),
                .scopes = scopes_from_json(row.text()),
                .audiences = list_from_json(row.text()),
                .introspects = list_from_json(row.text()),
                .redirect_uris = list_from_json(row.text()),
                .first_party = row.flag(),
                .access_token_alg = known(parse_signature_algorithm(row.text())),
                .disabled = row.flag(),
                .epoch = row.integer(),
                .tokens_not_before = row.instant(),
                .version = row.integer(),
                .created_at = row.instant(),
                .updated_at = row.instant()};
  read_metadata(row.text(), client);
  return client;
}

struct SecretColumns {
  explicit SecretColumns(const Client& client) {
    if (!client.secret) return;
    key = client.secret->key;
    mac = client.secret->mac;
  }
  std::optional<KeyId> key;
  std::optional<std::string> mac;
};

std::int64_t insert(Session& session, const Client& client) {
  const SecretColumns secret(client);
  return session.execute(
      insert_client,
      {client.id, client.name, name(client.auth_method), secret.key, secret.mac,
       grants_text(client.grants), json_text(client.scopes), json_text(client.audiences),
       json_text(client.introspects), json_text(client.redirect_uris), client.first_party,
       name(client.access_token_alg), client.disabled, client.epoch, client.tokens_not_before,
       client.version, client.created_at, client.updated_at, metadata_text(client)});
}

UpdateClientOutcome replace_record(Session& session, const Client& client) {
  const SecretColumns secret(client);
  const auto updated = session.execute(
      update_client,
      {client.name, name(client.auth_method), secret.key, secret.mac, grants_text(client.grants),
       json_text(client.scopes), json_text(client.audiences), json_text(client.introspects),
       json_text(client.redirect_uris), client.first_party, name(client.access_token_alg),
       client.disabled, client.epoch, client.tokens_not_before, client.created_at,
       client.updated_at, metadata_text(client), client.id, client.version});
  if (updated == 1) return UpdateClientOutcome::updated;
  return session.query(select_exists, {client.id}).empty() ? UpdateClientOutcome::unknown
                                                           : UpdateClientOutcome::stale;
}

/// The web origins of the redirect URIs are found by index, for CORS asks at every request.
void replace_origins(Session& session, const Client& client) {
  std::set<std::string> origins;
  for (const auto& uri : client.redirect_uris) {
    if (auto origin = web_origin(uri)) origins.insert(std::move(*origin));
  }
  session.execute(delete_origins, {client.id});
  for (const auto& origin : origins) session.execute(insert_origin, {client.id, origin});
}

}  // namespace

bool ClientStore::add(const Client& client, const AuditEvent& event) {
  const auto insert_all = [&] {
    return database_.transact([&](Session& session) {
      if (insert(session, client) == 0) return false;
      replace_origins(session, client);
      insert_event(session, event);
      return true;
    });
  };
  return or_as_read_back(insert_all, [&] { return yes_if(find(client.id) == client); });
}

std::optional<Client> ClientStore::find(const ClientId& id) {
  auto rows = database_.query(select_client, {id});
  if (rows.empty()) return std::nullopt;
  return client_from(rows.front());
}

std::vector<Client> ClientStore::list() {
  std::vector<Client> clients;
  for (auto& row : database_.query(select_clients, {})) clients.push_back(client_from(row));
  return clients;
}

UpdateClientOutcome ClientStore::update(const Client& client, const AuditEvent& event) {
  const auto replace = [&] {
    auto outcome = UpdateClientOutcome::updated;
    database_.transact([&](Session& session) {
      session.execute(leave_epoch, {client.id, client.epoch});
      outcome = replace_record(session, client);
      if (outcome != UpdateClientOutcome::updated) return false;
      replace_origins(session, client);
      insert_event(session, event);
      return true;
    });
    return outcome;
  };
  return or_as_read_back(replace, [&] {
    auto updated = client;
    ++updated.version;
    return find(client.id) == updated ? std::optional(UpdateClientOutcome::updated) : std::nullopt;
  });
}

bool ClientStore::remove(const ClientId& id, const AuditEvent& event) {
  const auto remove_all = [&] {
    return database_.transact([&](Session& session) {
      session.execute(leave_every_epoch, {id});
      if (session.execute(delete_client, {id}) == 0) return false;
      insert_event(session, event);
      return true;
    });
  };
  return or_once_more(remove_all);
}

bool ClientStore::has_redirect_origin(std::string_view origin) {
  return !database_.query(select_origin, {origin}).empty();
}

}  // namespace chancery::sql
