#pragma once

#include "adapters/http/request_observer.hpp"
#include "adapters/system/log.hpp"

namespace chancery {

/// One line of the log for every answer. 5xx are errors, everything else is information.
class RequestLog final : public http::RequestObserver {
 public:
  explicit RequestLog(system::Log& log) : log_(log) {}

  void answered(const http::RequestRecord& record) noexcept override;

 private:
  system::Log& log_;
};

}  // namespace chancery
