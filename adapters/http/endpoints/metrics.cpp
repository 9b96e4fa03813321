#include "adapters/http/endpoints/metrics.hpp"

namespace chancery::http {

Reply MetricsEndpoint::operator()(const Request&) const {
  return {.body = metrics_.exposition(),
          .content_type = "text/plain; version=0.0.4; charset=utf-8"};
}

}  // namespace chancery::http
