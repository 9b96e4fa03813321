#include "adapters/sql/family_rows.hpp"

#include <algorithm>
#include <limits>

#include "adapters/sql/authentication_text.hpp"
#include "adapters/sql/json_text.hpp"

namespace chancery::sql {
namespace {

constexpr Statement insert(
    "INSERT INTO refresh_families (id, client_id, user_id, client_epoch, user_epoch, scopes,"
    " audiences, authenticated_at, expires_at, generation, current_digest, seed, rotated_at,"
    " used_address, used_agent, login_address, sweep_at, authentication)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)");

constexpr Statement remove("DELETE FROM refresh_families WHERE id = $1");

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

}  // namespace

void insert_family(Session& session, const RefreshFamily& family) {
  session.execute(
      insert, {family.id, family.client, family.user, family.client_epoch, family.user_epoch,
               json_text(family.scopes), json_text(family.audiences), family.authenticated_at,
               family.expires_at, std::int64_t{family.generation}, family.current, family.seed,
               family.rotated_at, family.last_used_from.address, family.last_used_from.user_agent,
               family.login_address, first_sweep_at(family),
               authentication_text(family.authentication, family.claims)});
}

RefreshFamily family_from(const FamilyId& id, Row& row) {
  RefreshFamily family{.id = id,
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
  auto column = authentication_from_json(row.text());
  family.authentication = std::move(column.authentication);
  family.claims = std::move(column.claims);
  return family;
}

bool delete_family(Session& session, const FamilyId& id) {
  return session.execute(remove, {id}) == 1;
}

}  // namespace chancery::sql
