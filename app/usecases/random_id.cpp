#include "app/usecases/random_id.hpp"

#include "domain/codec/base64url.hpp"

namespace chancery {

std::string random_id(outbound::Entropy& entropy) {
  for (;;) {
    auto id = codec::base64url(entropy.bytes(16));
    if (!id.starts_with('-')) return id;
  }
}

std::int64_t random_epoch(outbound::Entropy& entropy) {
  // 48 bits leave room to count up for ever.
  std::int64_t epoch = 0;
  for (const char byte : entropy.bytes(6)) {
    epoch = (epoch << 8) | static_cast<unsigned char>(byte);
  }
  return epoch;
}

}  // namespace chancery
