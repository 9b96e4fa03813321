#pragma once

#include "adapters/sql/statement.hpp"

/// What a refresh asks of the database, in this order; ./dev bench asks the same without a server.
namespace chancery::sql {

inline constexpr Statement select_family(
    "SELECT f.client_id, f.user_id, f.client_epoch, f.user_epoch, f.scopes, f.audiences,"
    " f.authenticated_at, f.expires_at, f.login_address, f.generation, f.current_digest, f.seed,"
    " f.rotated_at, f.used_address, f.used_agent, f.authentication, u.epoch, c.epoch"
    " FROM refresh_families f"
    " LEFT JOIN users u ON u.id = f.user_id"
    " LEFT JOIN clients c ON c.id = f.client_id"
    " WHERE f.id = $1");

inline constexpr Statement rotate_family(
    "UPDATE refresh_families SET current_digest = $1, generation = $2, seed = $3, rotated_at = $4,"
    " used_address = $5, used_agent = $6"
    " WHERE id = $7 AND current_digest = $8");

}  // namespace chancery::sql
