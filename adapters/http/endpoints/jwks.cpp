#include "adapters/http/endpoints/jwks.hpp"

#include "adapters/http/endpoints/cacheable.hpp"

namespace chancery::http {

Reply JwksEndpoint::operator()(const Request& request) const {
  const auto keys = keys_.key_set();
  return cacheable_document(request, keys->json, keys->etag, max_age_);
}

}  // namespace chancery::http
