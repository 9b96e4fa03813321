#pragma once

#include <string>
#include <string_view>

#include "adapters/http/docs/api_description.hpp"

namespace chancery::http::docs {

/// What a schema allows, in a few words of HTML: `string, email, up to 254 characters`. Schemas
/// that have a section of their own are links.
std::string type_of(const ApiDescription& api, const codec::Json& schema);

/// A table of the members of an object; for alternatives one table each.
std::string field_tables(const ApiDescription& api, const codec::Json& schema,
                         std::string_view caption);

/// A table of an operation's parameters; empty when it has none.
std::string parameter_table(const ApiDescription& api, const Operation& operation);

/// Whether a schema has a section of its own on the page: objects do.
bool has_section(const ApiDescription& api, const codec::Json& schema);

}  // namespace chancery::http::docs
