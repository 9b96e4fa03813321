#pragma once

#include "adapters/sql/session.hpp"
#include "domain/refresh_family.hpp"

/// The rows of refresh_families, for whoever begins or ends a login in a transaction of their own.
namespace chancery::sql {

/// Stores a login. UniqueViolation if its id is taken.
void insert_family(Session& session, const RefreshFamily& family);

/// Reads what `select_family` gives of the login itself.
RefreshFamily family_from(const FamilyId& id, Row& row);

/// False if there is no such login.
bool delete_family(Session& session, const FamilyId& id);

}  // namespace chancery::sql
