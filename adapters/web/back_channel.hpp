#pragma once

#include "ports/outbound/back_channel.hpp"

namespace chancery::web {

/// outbound::BackChannel over libcurl: https, and http on a loopback host only, as clients can be
/// registered. Eight seconds in all, whatever the other side does.
class BackChannel final : public outbound::BackChannel {
 public:
  bool post_form(const std::string& uri, const Parameters& form) noexcept override;
};

}  // namespace chancery::web
