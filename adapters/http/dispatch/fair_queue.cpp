#include "adapters/http/dispatch/fair_queue.hpp"

#include <utility>

namespace chancery::http {

bool FairQueue::push(std::shared_ptr<Exchange> exchange) {
  if (size_ >= limits_.capacity) return false;
  const auto& network = exchange->request.network;
  const auto found = line_of_.find(network);
  if (found == line_of_.end()) {
    const auto line = lines_.insert(lines_.end(), {network, {}});
    line_of_.emplace(network, line);
    line->waiting.push_back(std::move(exchange));
  } else {
    auto& waiting = found->second->waiting;
    if (!network.empty() && waiting.size() >= limits_.share) return false;
    waiting.push_back(std::move(exchange));
  }
  ++size_;
  return true;
}

std::shared_ptr<Exchange> FairQueue::pop() {
  const auto line = lines_.begin();
  auto exchange = std::move(line->waiting.front());
  line->waiting.pop_front();
  --size_;
  if (line->waiting.empty()) {
    line_of_.erase(line->network);
    lines_.erase(line);
  } else {
    lines_.splice(lines_.end(), lines_, line);
  }
  return exchange;
}

}  // namespace chancery::http
