#pragma once

#include <string_view>

namespace chancery::http {

/// The reason phrase of a status that Chancery answers with (RFC 9110 §15); empty for one without,
/// which HTTP allows (RFC 9112 §4).
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace chancery::http
