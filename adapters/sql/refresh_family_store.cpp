#include "adapters/sql/refresh_family_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/family_rows.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/refresh_statements.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

constexpr Statement select_current("SELECT current_digest FROM refresh_families WHERE id = $1");

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
      insert_family(session, family);
      insert_event(session, event);
      return true;
    });
  };
  // Nobody else has the id.
  or_as_read_back(insert,
                  [&] { return yes_if(!database_.query(select_current, {family.id}).empty()); });
}

std::optional<FoundFamily> RefreshFamilyStore::find(const FamilyId& id) {
  auto rows = database_.query(select_family, {id});
  if (rows.empty()) return std::nullopt;
  auto family = family_from(id, rows.front());
  const auto standing = standing_from(family, rows.front());
  return FoundFamily{std::move(family), standing};
}

bool RefreshFamilyStore::rotate(const FamilyId& id, const Rotation& rotation) {
  const auto update = [&] {
    return database_.execute(
               rotate_family,
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
      if (!delete_family(session, id)) return false;
      insert_event(session, event);
      return true;
    });
  };
  return or_once_more(remove);
}

}  // namespace chancery::sql
