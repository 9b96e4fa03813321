#pragma once

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "ports/unavailable.hpp"

// Included by this folder's .cpp files only, so that OpenSSL's headers stay inside them.

namespace chancery::crypto {

template <auto Release>
struct ReleaseWith {
  template <class T>
  void operator()(T* handle) const {
    Release(handle);
  }
};
template <class T, auto Release>
using Handle = std::unique_ptr<T, ReleaseWith<Release>>;

using BigNumber = Handle<BIGNUM, BN_clear_free>;
using CipherContext = Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using DigestContext = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

/// OpenSSL keeps a queue of errors for each thread, which TLS on the same thread would take for its
/// own. Stands at the top of whatever calls OpenSSL and leaves the queue as empty as it made it.
class CleanErrorQueue {
 public:
  CleanErrorQueue() { ERR_clear_error(); }
  ~CleanErrorQueue() { ERR_clear_error(); }
  CleanErrorQueue(const CleanErrorQueue&) = delete;
  CleanErrorQueue& operator=(const CleanErrorQueue&) = delete;
};

/// For calls that fail only when memory or entropy is out or the library is broken. OpenSSL's
/// reasons are words of its own and quote no data.
inline void require(bool done, const char* step) {
  if (done) return;
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  throw Unavailable(std::string("OpenSSL: ") + step + ": " + (reason ? reason : "failed"));
}

inline const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace chancery::crypto
