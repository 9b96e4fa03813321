#include "adapters/sql/refresh_family_store.hpp"

#include <algorithm>
#include <limits>

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/json_text.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/refresh_statements.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

constexpr Statement insert_family(
    "INSERT INTO refresh_families (id, client_id, user_id, client_epoch, user_epoch, scopes,"
    " audiences, authenticated_at, expires_at, generation, current_digest, seed, rotated_at,"
    " used_address, used_agent, login_address, sweep_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)");

constexpr Statement select_current("SELECT current_digest FROM refresh_families WHERE id = $1");

constexpr Statement delete_family("DELETE FROM refresh_families WHERE id = $1");

/// How long a login lasts when it is not used is not known here, so each is looked at once early.
Instant first_sweep_at(const RefreshFamily& family) {
  return std::min(family.expires_at, family.rotated_at + std::chrono::hours(1));
}

std::uint32_t generation_from(std::int64_t column) {
  if (column < 0 || column > std::numeric_limits<std::uint32_t>::max()) {
    throw Unavailable("sql: a refresh family's generation is out of range");
  }
  return static_cast<std::uint32_t>(column);
}

RefreshFamily family_from(const FamilyId& id, Row& row) {
  return {.id = id,
          .client = ClientId(row.text()),
          .user = UserId(row.text()),
          .client_epoch = row.integer(),
          .user_epoch = row.integer(),
          .scopes = scopes_from_json(row.text()),
          .audiences = list_from_json(row.text()),
          .authenticated_at = row.instant(),
          .expires_at = row.instant(),
          .login_address = row.text(),
          .generation = generation_from(row.integer()),
          .current = TokenDigest(row.text()),
          .seed = row.text(),
          .rotated_at = row.instant(),
          .last_used_from = {.address = row.text(), .user_agent = row.text()}};
}

Standing standing_from(const RefreshFamily& family, Row& row) {
  const auto user_epoch = row.optional_integer();
  const auto client_epoch = row.optional_integer();
  if (!user_epoch) return Standing::user_gone;
  if (user_epoch != family.user_epoch) return Standing::user_ended;
  if (!client_epoch) return Standing::client_gone;
  if (client_epoch != family.client_epoch) return Standing::client_ended;
  return Standing::live;
}

}  // namespace

void RefreshFamilyStore::add(const RefreshFamily& family, const AuditEvent& event) {
  const auto insert = [&] {
    return database_.transact([&](Session& session) {
      session.execute(
          insert_family,
          {family.id, family.client, family.user, family.client_epoch, family.user_epoch,
           json_text(family.scopes), json_text(family.audiences), family.authenticated_at,
           family.expires_at, std::int64_t{family.generation}, family.current, family.seed,
           family.rotated_at, family.last_used_from.address, family.last_used_from.user_agent,
           family.login_address, first_sweep_at(family)});
      insert_event(session, event);
      return true;
    });
  };
  // Nobody else has the id.
  or_as_read_back(insert,
                  [&] { return yes_if(!database_.query(select_current, {family.id}).empty()); });
}

std::optional<FoundFamily> RefreshFamilyStore::find(const FamilyId& id) {
  auto rows = database_.query_shared(id.value(), select_family, {id});
  if (rows.empty()) return std::nullopt;
  auto family = family_from(id, rows.front());
  const auto standing = standing_from(family, rows.front());
  return FoundFamily{std::move(family), standing};
}

bool RefreshFamilyStore::rotate(const FamilyId& id, const Rotation& rotation) {
  const auto update = [&] {
    return database_.execute_shared(
               id.value(), rotate_family,
               {rotation.to, std::int64_t{rotation.generation}, rotation.seed, rotation.rotated_at,
                rotation.used_from.address, rotation.used_from.user_agent, id, rotation.from}) == 1;
  };
  // The digest is of a secret with fresh randomness: no other request has made the same.
  return or_as_read_back(update, [&] {
    auto rows = database_.query(select_current, {id});
    return yes_if(!rows.empty() && rows.front().text() == rotation.to.value());
  });
}

bool RefreshFamilyStore::end(const FamilyId& id, const AuditEvent& event) {
  const auto remove = [&] {
    return database_.transact([&](Session& session) {
      if (session.execute(delete_family, {id}) == 0) return false;
      insert_event(session, event);
      return true;
    });
  };
  return or_once_more(remove);
}

}  // namespace chancery::sql
