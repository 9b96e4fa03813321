#pragma once

#include <string>

namespace chancery {

/// A JWK Set (RFC 7517 §5) ready to be served.
struct JwkSet {
  std::string json;  ///< the whole document
  std::string etag;  ///< a strong entity tag (RFC 9110 §8.8.3) with its quotes

  bool operator==(const JwkSet&) const = default;
};

}  // namespace chancery
