#include "adapters/http/dispatch/exchange.hpp"

namespace chancery::http {

bool Exchange::claim() {
  if (Clock::now() >= run_by) return false;
  auto expected = Stage::waiting;
  return stage_.compare_exchange_strong(expected, Stage::running);
}

bool Exchange::drop() {
  auto expected = Stage::waiting;
  return stage_.compare_exchange_strong(expected, Stage::dropped);
}

}  // namespace chancery::http
