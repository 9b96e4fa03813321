#pragma once

#include <string>
#include <string_view>

namespace chancery::http {

/// How a Content Security Policy allows one inline style or script: `'sha256-…'`, the digest of its
/// text (CSP Level 3 §2.3.1).
std::string digest_source(std::string_view text);

}  // namespace chancery::http
