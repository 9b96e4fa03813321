#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>

#include "adapters/http/server.hpp"
#include "adapters/http/socket/tls.hpp"
#include "tests/http/support/raw_client.hpp"
#include "tests/http/support/test_certificate.hpp"
#include "tests/http/support/test_server.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;

struct FreeOpenssl {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* session) const { SSL_free(session); }
};

/// OpenSSL's client side over a RawClient's connection.
class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port)
      : connection_(port), context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_security_level(context_.get(), 0);
  }

  SSL_CTX* context() { return context_.get(); }

  bool connect() {
    session_.reset(SSL_new(context_.get()));
    SSL_set_fd(session_.get(), connection_.descriptor());
    return SSL_connect(session_.get()) == 1;
  }
  void send(std::string_view bytes) {
    SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size()));
  }
  /// Reads until `text` has come, or the connection ends.
  std::string read_until(std::string_view text) {
    while (!received_.contains(text) && receive()) {
    }
    return received_;
  }
  std::string read_rest() {
    while (receive()) {
    }
    return received_;
  }
  [[nodiscard]] std::string version() const { return SSL_get_version(session_.get()); }
  [[nodiscard]] std::string protocol() const {
    const unsigned char* name = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(session_.get(), &name, &length);
    return {name, name + length};
  }

 private:
  bool receive() {
    std::array<char, 16384> space{};
    const int count = SSL_read(session_.get(), space.data(), space.size());
    if (count <= 0) return false;
    received_.append(space.data(), static_cast<std::size_t>(count));
    return true;
  }

  RawClient connection_;
  std::unique_ptr<SSL_CTX, FreeOpenssl> context_;
  std::unique_ptr<SSL, FreeOpenssl> session_;
  std::string received_;
};

constexpr auto request = "GET /general HTTP/1.1\r\nHost: a\r\n\r\n"sv;
constexpr auto last_request = "GET /inline HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"sv;

class Tls : public testing::Test {
 protected:
  ServerOptions options(std::string client_ca = {}) {
    return {.tls = TlsFiles{files.certificate(), files.key(), std::move(client_ca)}};
  }

  TestCertificate files;
};

TEST_F(Tls, ServesBothVersionsAndAsksForThemLater) {
  TestServer server(options());
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(server.port());
    SSL_CTX_set_max_proto_version(client.context(), version);
    ASSERT_TRUE(client.connect());
    EXPECT_EQ(client.version(), version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3");
    client.send(request);
    EXPECT_NE(client.read_until("GET ").find("Strict-Transport-Security: "), std::string::npos);
    client.send(last_request);
    EXPECT_NE(client.read_rest().find("Connection: close"), std::string::npos);
  }
}

TEST_F(Tls, ChoosesHttp11) {
  TestServer server(options());
  TlsClient client(server.port());
  static constexpr unsigned char offer[] = "\x02h2\x08http/1.1";
  SSL_CTX_set_alpn_protos(client.context(), offer, sizeof offer - 1);
  ASSERT_TRUE(client.connect());
  EXPECT_EQ(client.protocol(), "http/1.1");
}

TEST_F(Tls, A61_RefusesOldVersionsAndCiphers) {
  TestServer server(options());
  TlsClient old(server.port());
  SSL_CTX_set_max_proto_version(old.context(), TLS1_1_VERSION);
  EXPECT_FALSE(old.connect());
  for (const auto* cipher : {"AES128-SHA", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256"}) {
    TlsClient client(server.port());
    SSL_CTX_set_max_proto_version(client.context(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(client.context(), cipher);
    EXPECT_FALSE(client.connect()) << cipher;
  }
  TlsClient modern(server.port());
  SSL_CTX_set_max_proto_version(modern.context(), TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(modern.context(), "ECDHE-ECDSA-AES128-GCM-SHA256");
  EXPECT_TRUE(modern.connect());
}

TEST_F(Tls, ServesBodiesAndAnswersOfManyRecords) {
  TestServer server(options());
  TlsClient client(server.port());
  ASSERT_TRUE(client.connect());
  const std::string body(65536, 'x');
  client.send("POST /general HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n" + body);
  client.send("GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_GT(client.read_rest().size(), std::size_t{8} * 1024 * 1024 + 65536);
}

TEST_F(Tls, ServesPipelinedRequestsOfOneRecord) {
  TestServer server(options());
  TlsClient client(server.port());
  ASSERT_TRUE(client.connect());
  client.send(std::string(request) + std::string(request) + std::string(last_request));
  const auto all = client.read_rest();
  EXPECT_NE(all.find("Connection: close"), std::string::npos);
}

TEST_F(Tls, A59_LetsClientsComeWithoutACertificateOrWithOneThatVerifies) {
  const TestCertificate known;
  const TestCertificate unknown;
  TestServer server(options(known.certificate()));
  const auto answers = [&](const TestCertificate* shown) {
    TlsClient client(server.port());
    if (shown != nullptr) {
      SSL_CTX_use_certificate_file(client.context(), shown->certificate().c_str(),
                                   SSL_FILETYPE_PEM);
      SSL_CTX_use_PrivateKey_file(client.context(), shown->key().c_str(), SSL_FILETYPE_PEM);
    }
    if (!client.connect()) return false;
    client.send(last_request);
    return client.read_rest().starts_with("HTTP/1.1 200");
  };
  EXPECT_TRUE(answers(nullptr));
  EXPECT_TRUE(answers(&known));
  EXPECT_FALSE(answers(&unknown));
}

TEST_F(Tls, ClosesOnPlainHttpAndServesOn) {
  TestServer server(options());
  RawClient plain(server.port());
  plain.send(request);
  EXPECT_EQ(plain.read_rest().find("HTTP/1.1"), std::string::npos);
  TlsClient client(server.port());
  EXPECT_TRUE(client.connect());
}

TEST_F(Tls, B98_AHandshakeThatStallsIsClosed) {
  auto hasty = options();
  hasty.deadlines.handshake = std::chrono::milliseconds(30);
  TestServer server(hasty);
  RawClient stalled(server.port());
  stalled.send("\x16\x03\x01");
  EXPECT_EQ(stalled.read_rest(), "");
}

TEST_F(Tls, A16_AnErrorLeftInOpensslsQueueHarmsNoConnection) {
  std::array<int, 2> pair{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
  const TlsContext context({files.certificate(), files.key()});
  const auto transport = context.accept(pair[0]);
  const std::unique_ptr<SSL_CTX, FreeOpenssl> client_context(SSL_CTX_new(TLS_client_method()));
  const std::unique_ptr<SSL, FreeOpenssl> client(SSL_new(client_context.get()));
  SSL_set_fd(client.get(), pair[1]);
  bool client_is_done = false;
  for (bool is_done = false; !is_done || !client_is_done;) {
    client_is_done = SSL_connect(client.get()) == 1;
    const auto result = transport->handshake();
    ASSERT_NE(result.kind, IoResult::Kind::broken);
    is_done = result.kind == IoResult::Kind::done;
  }
  std::array<char, 100> space{};
  ERR_raise(ERR_LIB_USER, 1);
  EXPECT_EQ(transport->read(space).kind, IoResult::Kind::wants_read);
  ::close(pair[0]);
  ::close(pair[1]);
}

TEST_F(Tls, SaysWhatIsWrongWithItsFiles) {
  const TestCertificate other;
  NoOrigins origins;
  Records records;
  const auto problem = [&](const TlsFiles& given) -> std::string {
    try {
      Server server({.listen = "127.0.0.1:0", .tls = given}, {}, origins, records);
      return "none";
    } catch (const ServerSetupError& error) {
      EXPECT_NE(error.hint().find("TLS_"), std::string::npos);
      return error.what();
    }
  };
  EXPECT_NE(problem({files.missing(), files.key()}).find(files.missing()), std::string::npos);
  EXPECT_NE(problem({files.key(), files.key()}).find("certificate"), std::string::npos);
  EXPECT_NE(problem({files.certificate(), files.missing()}).find(files.missing()),
            std::string::npos);
  EXPECT_NE(problem({files.certificate(), files.encrypted_key()}).find("TLS key"),
            std::string::npos);
  EXPECT_NE(problem({files.certificate(), other.key()}).find("key"), std::string::npos);
  EXPECT_NE(problem({files.certificate(), files.key(), files.missing()}).find("client CA"),
            std::string::npos);
  EXPECT_EQ(problem({files.certificate(), files.key(), files.certificate()}), "none");
}

}  // namespace
}  // namespace chancery::http
