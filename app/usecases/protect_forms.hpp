#pragma once

#include "ports/inbound/protect_forms.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery {

class ProtectForms final : public inbound::ProtectForms {
 public:
  ProtectForms(outbound::MessageMac& macs, outbound::Entropy& entropy)
      : macs_(macs), entropy_(entropy) {}

  Secret new_browser_id() override;
  std::string token(const Secret& browser_id, std::string_view form) override;
  bool is_genuine(std::string_view token, const std::optional<Secret>& browser_id,
                  std::string_view form) override;

 private:
  outbound::MessageMac& macs_;
  outbound::Entropy& entropy_;
};

}  // namespace chancery
