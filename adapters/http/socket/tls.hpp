#pragma once

#include <memory>

#include "adapters/http/server_options.hpp"
#include "adapters/http/socket/transport.hpp"

namespace chancery::http {

/// The server's side of TLS: 1.2 with ECDHE and AEAD, or 1.3; no renegotiation, no compression.
/// OpenSSL directly instead of Poco's contexts: those allow what must be switched off one by one,
/// ask for passphrases on the terminal and check clients' certificates against their addresses
/// (facts … A-64).
class TlsContext {
 public:
  /// Reads the files; throws ServerSetupError when one is missing, unreadable or does not fit.
  explicit TlsContext(const TlsFiles& files);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  /// For a connected non-blocking socket, which must outlive the transport. The calling thread must
  /// block or ignore SIGPIPE. Throws std::bad_alloc.
  [[nodiscard]] std::unique_ptr<Transport> accept(int socket) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace chancery::http
