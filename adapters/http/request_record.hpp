#pragma once

#include <cstddef>

#include "adapters/http/dispatch/exchange.hpp"
#include "adapters/http/request_observer.hpp"

namespace chancery::http {

// Tell the observer of an exchange. Each exchange is told of once: the first to do so decides, what
// comes later is nothing new. Also when memory is short. For the I/O loop.

/// It was answered with this status and so many bytes.
void record_answer(RequestObserver& observer, Exchange& exchange, const LogFields& log, int status,
                   std::size_t bytes) noexcept;

/// It ran, but its connection is gone: the status is that of the reply nobody got.
void record_orphan(RequestObserver& observer, Exchange& exchange) noexcept;

/// It was dropped before it ran, with its connection: 499, by custom the log's code for that.
void record_dropped(RequestObserver& observer, Exchange& exchange) noexcept;

}  // namespace chancery::http
