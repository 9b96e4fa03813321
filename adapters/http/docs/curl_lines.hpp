#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/docs/api_description.hpp"

namespace chancery::http::docs {

/// Commands that run an operation with its examples, ready for a POSIX shell: one for each example
/// body, at least one. What is secret stands as `$TOKEN`, `$CLIENT_ID` and `$CLIENT_SECRET`.
/// `issuer` is where the server is, without a trailing slash.
std::vector<std::string> curl_lines(const ApiDescription& api, const Operation& operation,
                                    std::string_view issuer);

/// The example values of a media type object: `example`, or those of `examples`.
std::vector<const codec::Json*> example_values(const codec::Json& media_type);

}  // namespace chancery::http::docs
