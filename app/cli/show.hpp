#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/cli/command.hpp"
#include "domain/audit_event.hpp"
#include "domain/client.hpp"
#include "domain/codec/json.hpp"
#include "domain/key_schedule.hpp"
#include "domain/user.hpp"
#include "domain/user_session.hpp"

namespace chancery::cli {

// What commands print is one JSON value. With --json it is printed as it is; a person gets the same
// members as aligned text.

/// One object: a line a member, `name  value`.
void show(const Call& call, const codec::Json& object);

/// An array of objects: a table of the members named by `columns`, or `none` if it is empty.
void show_list(const Call& call, const codec::Json::Array& objects,
               const std::vector<std::string_view>& columns, std::string_view none);

/// Members are named as in RFC 7591 §2 where it has them. Without the secret's digest.
codec::Json to_json(const Client& client);
codec::Json to_json(const User& user);
codec::Json to_json(const KeyRecord& key);
codec::Json to_json(const UserSession& session);
codec::Json to_json(const AuditEvent& event);

}  // namespace chancery::cli
