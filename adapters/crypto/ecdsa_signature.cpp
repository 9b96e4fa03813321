#include "adapters/crypto/ecdsa_signature.hpp"

#include <openssl/ec.h>

#include <cassert>

#include "adapters/crypto/openssl.hpp"

namespace chancery::crypto {
namespace {

constexpr int half = raw_signature_length / 2;

using EcdsaSignature = Handle<ECDSA_SIG, ECDSA_SIG_free>;

}  // namespace

std::string raw_from_der(std::string_view der) {
  const auto* begin = bytes_of(der);
  const EcdsaSignature parsed(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(der.size())));
  require(parsed != nullptr, "reading a signature");
  std::string raw(raw_signature_length, '\0');
  const bool fits =
      BN_bn2binpad(ECDSA_SIG_get0_r(parsed.get()), bytes_of(raw), half) == half &&
      BN_bn2binpad(ECDSA_SIG_get0_s(parsed.get()), bytes_of(raw) + half, half) == half;
  require(fits, "writing a signature");
  return raw;
}

std::string der_from_raw(std::string_view raw) {
  assert(raw.size() == raw_signature_length);
  const EcdsaSignature parsed(ECDSA_SIG_new());
  BigNumber r(BN_bin2bn(bytes_of(raw), half, nullptr));
  BigNumber s(BN_bin2bn(bytes_of(raw) + half, half, nullptr));
  require(parsed && r && s, "reading a signature");
  // Takes both numbers; refuses null ones only.
  require(ECDSA_SIG_set0(parsed.get(), r.release(), s.release()) == 1, "reading a signature");
  const int length = i2d_ECDSA_SIG(parsed.get(), nullptr);
  require(length > 0, "writing a signature");
  std::string der(static_cast<std::size_t>(length), '\0');
  auto* out = bytes_of(der);
  i2d_ECDSA_SIG(parsed.get(), &out);
  return der;
}

}  // namespace chancery::crypto
