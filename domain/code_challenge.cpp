#include "domain/code_challenge.hpp"

#include <algorithm>

#include "domain/codec/base64url.hpp"
#include "domain/secret.hpp"

namespace chancery {

bool is_code_challenge(std::string_view text) {
  const auto bytes = codec::from_base64url(text);
  return bytes && bytes->size() == 32;
}

bool is_code_verifier(std::string_view text) {
  const auto is_unreserved = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~").find(c) != std::string_view::npos;
  };
  return text.size() >= 43 && text.size() <= 128 && std::ranges::all_of(text, is_unreserved);
}

bool answers_challenge(std::string_view challenge, std::string_view digest) {
  return constant_time_equal(challenge, digest);
}

}  // namespace chancery
