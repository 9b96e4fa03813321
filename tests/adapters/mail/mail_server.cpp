#include "tests/adapters/mail/mail_server.hpp"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

namespace chancery::mail {
namespace {

struct Free {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* session) const { SSL_free(session); }
};

using Context = std::unique_ptr<SSL_CTX, Free>;

int listening_socket() {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* const generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
  if (::bind(made, generic, sizeof address) != 0 || ::listen(made, 8) != 0) {
    throw std::runtime_error("a mail server cannot listen");
  }
  return made;
}

/// One client, in the open or over TLS.
class Client {
 public:
  explicit Client(int socket) : socket_(socket) {}
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool begin_tls(SSL_CTX* context) {
    session_.reset(SSL_new(context));
    SSL_set_fd(session_.get(), socket_);
    return SSL_accept(session_.get()) == 1;
  }

  /// Without its end; nothing when the client is gone.
  std::optional<std::string> line() {
    std::string text;
    for (char c = 0; read(c);) {
      if (c == '\n') return text;
      if (c != '\r') text += c;
    }
    return std::nullopt;
  }

  void say(const std::string& text) {
    const auto size = static_cast<int>(text.size());
    if (session_) {
      SSL_write(session_.get(), text.data(), size);
    } else {
      ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
    }
  }

  [[nodiscard]] bool has_tls() const { return session_ != nullptr; }

 private:
  bool read(char& c) {
    return session_ ? SSL_read(session_.get(), &c, 1) == 1 : ::recv(socket_, &c, 1, 0) == 1;
  }

  int socket_;
  std::unique_ptr<SSL, Free> session_;
};

}  // namespace

struct MailServer::Impl {
  explicit Impl(Manners its_manners) : manners(std::move(its_manners)) {
    std::signal(SIGPIPE, SIG_IGN);  // TLS writes as it likes, to clients that are gone
    if (manners.certificate.empty()) return;
    context.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate_chain_file(context.get(), manners.certificate.c_str());
    SSL_CTX_use_PrivateKey_file(context.get(), manners.key.c_str(), SSL_FILETYPE_PEM);
  }

  ~Impl() {
    stops = true;
    ::shutdown(listener, SHUT_RDWR);
    ::shutdown(current, SHUT_RDWR);
    thread.join();
    ::close(listener);
  }

  void run() {
    while (!stops) {
      const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) continue;
      {
        const std::lock_guard lock(mutex);
        ++heard.connections;
      }
      current = socket;
      if (stops) ::shutdown(socket, SHUT_RDWR);
      serve(socket);
    }
  }

  void serve(int socket) {
    Client client(socket);
    if (manners.begins_with_tls && !client.begin_tls(context.get())) return;
    if (!answer(client, "greeting", "220 mail.example ESMTP\r\n")) return;
    while (const auto line = client.line()) {
      remember(client, *line);
      if (!obey(client, *line)) return;
    }
  }

  void remember(const Client& client, const std::string& line) {
    const std::lock_guard lock(mutex);
    heard.lines.push_back((client.has_tls() ? "* " : "") + line);
  }

  /// Whether the client is to stay.
  bool obey(Client& client, const std::string& line) {
    const auto command = line.substr(0, line.find(' '));
    if (command == "EHLO") return answer(client, command, extensions(client));
    if (command == "AUTH") return take_credentials(client);
    if (command == "STARTTLS") {
      return answer(client, command, "220 go on\r\n") && client.begin_tls(context.get());
    }
    if (command == "DATA") return take_message(client);
    if (command == "QUIT") {
      answer(client, command, "221 bye\r\n");
      return false;
    }
    return answer(client, command, "250 2.0.0 fine\r\n");
  }

  std::string extensions(const Client& client) const {
    std::string lines = "250-mail.example\r\n";
    if (manners.offers_starttls && !client.has_tls()) lines += "250-STARTTLS\r\n";
    if (manners.offers_auth) lines += "250-AUTH CRAM-MD5 PLAIN LOGIN\r\n";
    return lines + "250 SIZE 10000000\r\n";
  }

  bool take_credentials(Client& client) {
    if (!answer(client, "AUTH", "334 \r\n")) return false;
    if (manners.replies.contains("AUTH")) return true;
    const auto line = client.line();
    if (line) remember(client, *line);
    return line && answer(client, "credentials", "235 2.7.0 welcome\r\n");
  }

  bool take_message(Client& client) {
    if (!answer(client, "DATA", "354 go on\r\n")) return false;
    if (manners.replies.contains("DATA") && !manners.replies.at("DATA").starts_with('3'))
      return true;
    std::string message;
    for (auto line = client.line(); line && *line != "."; line = client.line()) {
      message += *line + "\r\n";
    }
    {
      const std::lock_guard lock(mutex);
      heard.messages.push_back(message);
    }
    return answer(client, "message", "250 2.0.0 queued\r\n");
  }

  bool answer(Client& client, const std::string& command, const std::string& usual) {
    if (manners.before_reply) manners.before_reply(command);
    const auto own = manners.replies.find(command);
    const auto& reply = own == manners.replies.end() ? usual : own->second;
    client.say(reply);
    return reply.ends_with("\r\n");
  }

  Manners manners;
  Context context;
  int listener = listening_socket();
  std::atomic<int> current{-1};
  std::atomic<bool> stops = false;
  mutable std::mutex mutex;
  Heard heard;
  std::thread thread{[this] { run(); }};
};

MailServer::MailServer(Manners manners) : impl_(std::make_unique<Impl>(std::move(manners))) {}

MailServer::~MailServer() = default;

std::uint16_t MailServer::port() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(impl_->listener, static_cast<sockaddr*>(static_cast<void*>(&address)), &size);
  return ntohs(address.sin_port);
}

MailServer::Heard MailServer::heard() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->heard;
}

}  // namespace chancery::mail
