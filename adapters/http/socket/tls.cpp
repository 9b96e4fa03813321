#include "adapters/http/socket/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <new>
#include <string>

#include "adapters/http/server.hpp"

namespace chancery::http {
namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
  void operator()(SSL* session) const { SSL_free(session); }
};
using ContextPtr = std::unique_ptr<SSL_CTX, FreeContext>;
using SessionPtr = std::unique_ptr<SSL, FreeSession>;

/// The thread's error queue is shared with whoever did cryptography before, and SSL_get_error reads
/// it (fact A-16): it is emptied before each call.
class TlsTransport final : public Transport {
 public:
  explicit TlsTransport(SessionPtr session) : session_(std::move(session)) {}

  IoResult handshake() override {
    ERR_clear_error();
    return result(SSL_accept(session_.get()), 0);
  }

  IoResult read(std::span<char> space) override {
    ERR_clear_error();
    std::size_t count = 0;
    const int code = SSL_read_ex(session_.get(), space.data(), space.size(), &count);
    return result(code, count);
  }

  IoResult write(std::string_view bytes) override {
    ERR_clear_error();
    std::size_t count = 0;
    const int code = SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &count);
    return result(code, count);
  }

  void end_writing() override {
    ERR_clear_error();
    SSL_shutdown(session_.get());
    ::shutdown(SSL_get_fd(session_.get()), SHUT_WR);
  }

  bool has_buffered() const override { return SSL_pending(session_.get()) > 0; }

 private:
  IoResult result(int code, std::size_t bytes) {
    if (code == 1) return {IoResult::Kind::done, bytes};
    switch (SSL_get_error(session_.get(), code)) {
      case SSL_ERROR_WANT_READ: return {IoResult::Kind::wants_read};
      case SSL_ERROR_WANT_WRITE: return {IoResult::Kind::wants_write};
      case SSL_ERROR_ZERO_RETURN: return {IoResult::Kind::ended};
      default: return {IoResult::Kind::broken};
    }
  }

  SessionPtr session_;
};

/// An encrypted key must fail, not ask on the terminal (fact A-17).
int no_passphrase(char*, int, int, void*) { return 0; }

/// Of what a client offers we speak HTTP/1.1; a client that offers other things only may try its
/// luck without ALPN.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length,
                    const unsigned char* offered, unsigned offered_length, void*) {
  static constexpr unsigned char http_1_1[] = "\x08http/1.1";
  unsigned char* match = nullptr;
  const int found =
      SSL_select_next_proto(&match, length, http_1_1, sizeof http_1_1 - 1, offered, offered_length);
  *chosen = match;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

void require(bool ok, const std::string& problem, const std::string& hint) {
  if (ok) return;
  const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  throw ServerSetupError(problem + (reason == nullptr ? "" : std::string(": ") + reason), hint);
}

ContextPtr make_context() {
  ContextPtr context(SSL_CTX_new(TLS_server_method()));
  if (!context) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                         SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                      SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_default_passwd_cb(context.get(), no_passphrase);
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  require(SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20") == 1,
          "OpenSSL has none of the TLS ciphers", "check the installation of OpenSSL");
  return context;
}

void load_certificate(SSL_CTX* context, const TlsFiles& files) {
  require(SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) == 1,
          "cannot use the TLS certificate " + files.certificate,
          "TLS_CERTIFICATE names a readable PEM file with the server's certificate first");
  require(SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1,
          "cannot use the TLS key " + files.key,
          "TLS_KEY names a readable, unencrypted PEM file with the certificate's key");
  require(SSL_CTX_check_private_key(context) == 1,
          "the TLS key " + files.key + " does not belong to " + files.certificate,
          "TLS_CERTIFICATE and TLS_KEY must be of one pair");
}

void load_client_ca(SSL_CTX* context, const std::string& file) {
  const auto hint = "TLS_CLIENT_CA names a readable PEM file of CA certificates";
  require(SSL_CTX_load_verify_file(context, file.c_str()) == 1,
          "cannot use the TLS client CA " + file, hint);
  auto* const names = SSL_load_client_CA_file(file.c_str());
  require(names != nullptr, "cannot use the TLS client CA " + file, hint);
  SSL_CTX_set_client_CA_list(context, names);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  // Without it OpenSSL refuses to resume sessions in which a client was verified.
  static constexpr unsigned char session_context[] = "chancery";
  SSL_CTX_set_session_id_context(context, session_context, sizeof session_context - 1);
}

}  // namespace

struct TlsContext::Impl {
  ContextPtr context;
};

TlsContext::TlsContext(const TlsFiles& files) : impl_(new Impl{make_context()}) {
  ERR_clear_error();
  load_certificate(impl_->context.get(), files);
  if (!files.client_ca.empty()) load_client_ca(impl_->context.get(), files.client_ca);
}

TlsContext::~TlsContext() = default;

std::unique_ptr<Transport> TlsContext::accept(int socket) const {
  ERR_clear_error();
  SessionPtr session(SSL_new(impl_->context.get()));
  if (!session || SSL_set_fd(session.get(), socket) != 1) throw std::bad_alloc();
  return std::make_unique<TlsTransport>(std::move(session));
}

}  // namespace chancery::http
