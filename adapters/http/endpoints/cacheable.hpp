#pragma once

#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "domain/time.hpp"

namespace chancery::http {

/// A public JSON document: 200 with `etag`, or 304 when the caller has it (RFC 9110 §13.1.2).
Reply cacheable_document(const Request& request, const std::string& json, const std::string& etag,
                         Lifetime max_age);

/// Whether an If-None-Match header names the entity tag; weak comparison (RFC 9110 §8.8.3.2).
bool names_etag(std::string_view if_none_match, std::string_view etag);

/// An entity tag that tells one text from another; nothing of security rests on it.
std::string entity_tag(std::string_view text);

}  // namespace chancery::http
