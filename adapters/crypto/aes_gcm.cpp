#include "adapters/crypto/aes_gcm.hpp"

#include <cassert>

#include "adapters/crypto/openssl.hpp"

namespace chancery::crypto {
namespace {

enum class Direction : int { open = 0, seal = 1 };

/// A context that has read key, nonce and associated data.
CipherContext begin(Direction direction, const Secret& key, std::string_view nonce,
                    std::string_view associated_data) {
  assert(key.reveal().size() == 32 && nonce.size() == gcm_nonce_length);
  CipherContext context(EVP_CIPHER_CTX_new());
  require(context != nullptr, "cipher context");
  require(EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key.reveal()),
                            bytes_of(nonce), static_cast<int>(direction)) == 1,
          "AES-256-GCM");
  if (associated_data.empty()) return context;
  int length = 0;
  require(EVP_CipherUpdate(context.get(), nullptr, &length, bytes_of(associated_data),
                           static_cast<int>(associated_data.size())) == 1,
          "AES-256-GCM associated data");
  return context;
}

void update(EVP_CIPHER_CTX* context, std::string_view from, std::string& to) {
  int length = 0;
  require(EVP_CipherUpdate(context, bytes_of(to), &length, bytes_of(from),
                           static_cast<int>(from.size())) == 1,
          "AES-256-GCM update");
}

}  // namespace

std::string aes_256_gcm_seal(const Secret& key, std::string_view nonce, const Secret& plaintext,
                             std::string_view associated_data) {
  const CleanErrorQueue clean;
  const auto context = begin(Direction::seal, key, nonce, associated_data);
  const auto length = plaintext.reveal().size();
  std::string box(length + gcm_tag_length, '\0');
  update(context.get(), plaintext.reveal(), box);
  int none = 0;
  require(EVP_CipherFinal_ex(context.get(), bytes_of(box) + length, &none) == 1, "AES-256-GCM");
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, gcm_tag_length,
                              bytes_of(box) + length) == 1,
          "AES-256-GCM tag");
  return box;
}

std::optional<Secret> aes_256_gcm_open(const Secret& key, std::string_view nonce,
                                       std::string_view box, std::string_view associated_data) {
  if (box.size() < gcm_tag_length) return std::nullopt;
  const CleanErrorQueue clean;
  const auto context = begin(Direction::open, key, nonce, associated_data);
  const auto ciphertext = box.substr(0, box.size() - gcm_tag_length);
  std::string tag(box.substr(ciphertext.size()));
  std::string plaintext(ciphertext.size(), '\0');
  update(context.get(), ciphertext, plaintext);
  require(
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, gcm_tag_length, bytes_of(tag)) == 1,
      "AES-256-GCM tag");
  // A Secret before the verdict, so that what is not genuine is wiped as well.
  Secret opened(std::move(plaintext));
  int none = 0;
  unsigned char nothing[gcm_tag_length];
  if (EVP_CipherFinal_ex(context.get(), nothing, &none) != 1) return std::nullopt;
  return opened;
}

}  // namespace chancery::crypto
