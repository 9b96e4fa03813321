#include "adapters/crypto/password_match.hpp"

#include <crypt.h>
#include <sodium.h>

#include <cassert>
#include <cerrno>
#include <memory>
#include <string>

#include "adapters/crypto/openssl.hpp"

namespace chancery::crypto {
namespace {

// Above what the reader lets pass, so that OpenSSL's own bound is not met.
constexpr std::uint64_t scrypt_memory = std::uint64_t{1} << 30U;

constexpr std::size_t aes_256_key_length = 32;

[[noreturn]] void out_of_memory() { throw Unavailable("no memory for verifying a password"); }

const EVP_MD* digest_of(ShaKind sha) {
  switch (sha) {
    case ShaKind::sha1: return EVP_sha1();
    case ShaKind::sha256: return EVP_sha256();
    case ShaKind::sha512: break;
  }
  return EVP_sha512();
}

Secret scrypt(const Secret& password, std::string_view salt, std::uint32_t log_n, std::uint32_t r,
              std::uint32_t p, std::size_t length) {
  std::string key(length, '\0');
  const auto& text = password.reveal();
  require(EVP_PBE_scrypt(text.data(), text.size(), bytes_of(salt), salt.size(),
                         std::uint64_t{1} << log_n, r, p, scrypt_memory, bytes_of(key),
                         key.size()) == 1,
          "scrypt");
  return Secret(std::move(key));
}

std::string aes_256_ctr(const Secret& key, const Secret& plaintext) {
  constexpr unsigned char nonce[16] = {};
  const CipherContext context(EVP_CIPHER_CTX_new());
  require(context != nullptr, "cipher context");
  require(EVP_EncryptInit_ex(context.get(), EVP_aes_256_ctr(), nullptr, bytes_of(key.reveal()),
                             nonce) == 1,
          "AES-256-CTR");
  std::string box(plaintext.reveal().size(), '\0');
  int length = 0;
  require(EVP_EncryptUpdate(context.get(), bytes_of(box), &length, bytes_of(plaintext.reveal()),
                            static_cast<int>(box.size())) == 1,
          "AES-256-CTR update");
  return box;
}

struct Match {
  const Secret& password;
  std::string_view encoded;

  bool operator()(const Argon2Hash&) const {
    const auto& text = password.reveal();
    errno = 0;
    if (crypto_pwhash_str_verify(std::string(encoded).c_str(), text.data(), text.size()) == 0) {
      return true;
    }
    if (errno == ENOMEM) out_of_memory();
    return false;
  }

  bool operator()(const CryptHash& hash) const {
    assert(!password.reveal().contains('\0'));
    const auto state = std::make_unique<crypt_data>();
    errno = 0;
    const char* const made =
        crypt_r(password.reveal().c_str(), std::string(encoded).c_str(), state.get());
    if (made == nullptr || *made == '*') {
      if (errno == ENOMEM) out_of_memory();
      return false;
    }
    // bcrypt clears spare bits of the salt, which the stored text may have set.
    const std::size_t begin =
        hash.algorithm == PasswordAlgorithm::bcrypt ? bcrypt_setting_length : 0;
    return constant_time_equal(std::string_view(made).substr(begin), encoded.substr(begin));
  }

  bool operator()(const Pbkdf2Hash& hash) const {
    std::string made(hash.hash.size(), '\0');
    const auto& text = password.reveal();
    require(
        PKCS5_PBKDF2_HMAC(text.data(), static_cast<int>(text.size()), bytes_of(hash.salt),
                          static_cast<int>(hash.salt.size()), static_cast<int>(hash.iterations),
                          digest_of(hash.sha), static_cast<int>(made.size()), bytes_of(made)) == 1,
        "PBKDF2");
    return constant_time_equal(made, hash.hash);
  }

  bool operator()(const ScryptHash& hash) const {
    const auto made = scrypt(password, hash.salt, hash.log_n, hash.r, hash.p, hash.hash.size());
    return constant_time_equal(made.reveal(), hash.hash);
  }

  bool operator()(const FirebaseScryptHash& hash) const {
    const auto key = scrypt(password, hash.salt, hash.log_n, hash.r, 1, aes_256_key_length);
    return constant_time_equal(aes_256_ctr(key, hash.signer_key), hash.hash);
  }

  bool operator()(const ShaHash& hash) const {
    const auto& text = password.reveal();
    const Secret input(hash.salt_first ? hash.salt + text : text + hash.salt);
    std::string made(hash.hash.size(), '\0');
    require(EVP_Digest(input.reveal().data(), input.reveal().size(), bytes_of(made), nullptr,
                       digest_of(hash.sha), nullptr) == 1,
            "SHA");
    return constant_time_equal(made, hash.hash);
  }

  static constexpr std::size_t bcrypt_setting_length = 29;
};

}  // namespace

bool password_matches(const Secret& password, const PasswordHashFields& fields,
                      std::string_view encoded) {
  const CleanErrorQueue clean;
  return std::visit(Match{password, encoded}, fields);
}

}  // namespace chancery::crypto
