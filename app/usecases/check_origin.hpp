#pragma once

#include <set>
#include <string>

#include "ports/inbound/check_origin.hpp"
#include "ports/outbound/client_store.hpp"

namespace chancery {

class CheckOrigin final : public inbound::CheckOrigin {
 public:
  CheckOrigin(outbound::ClientStore& clients, std::set<std::string, std::less<>> configured)
      : clients_(clients), configured_(std::move(configured)) {}

  bool is_allowed(std::string_view origin) override {
    return configured_.contains(origin) || clients_.has_redirect_origin(origin);
  }

 private:
  outbound::ClientStore& clients_;
  std::set<std::string, std::less<>> configured_;
};

}  // namespace chancery
