#include "adapters/http/socket/acceptor.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "adapters/http/server.hpp"
#include "domain/codec/decimal.hpp"

namespace chancery::http {
namespace {

namespace net = Poco::Net;
using Kind = Acceptor::Result::Kind;

constexpr int backlog = 1024;
constexpr int turned_away_at_once = 64;

/// StreamSocket lets only its heirs take a descriptor over.
class AcceptedSocket final : public net::StreamSocket {
 public:
  explicit AcceptedSocket(int descriptor) : StreamSocket(new net::StreamSocketImpl(descriptor)) {}
};

std::optional<IpAddress> parse_host(std::string_view host) {
  if (host == "localhost") return IpAddress::parse("127.0.0.1");
  if (!host.starts_with('[')) return host.contains(':') ? std::nullopt : IpAddress::parse(host);
  if (!host.ends_with(']')) return std::nullopt;
  return IpAddress::parse(host.substr(1, host.size() - 2));
}

IpAddress address_of(const sockaddr_storage& storage) {
  IpAddress::Bytes bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (storage.ss_family == AF_INET6) {
    sockaddr_in6 address{};
    std::memcpy(&address, &storage, sizeof address);
    std::memcpy(bytes.data(), &address.sin6_addr, bytes.size());
  } else {
    sockaddr_in address{};
    std::memcpy(&address, &storage, sizeof address);
    std::memcpy(&bytes[12], &address.sin_addr, 4);
  }
  return IpAddress(bytes);
}

std::unique_ptr<net::ServerSocket> listen_at(const ListenAddress& at, const std::string& text) try {
  auto socket = std::make_unique<net::ServerSocket>();
  const net::SocketAddress address(at.address.text(), at.port);
  // Poco's shorter overloads also set SO_REUSEPORT: a second server would share the port unnoticed.
  if (at.address.is_ipv4()) {
    socket->bind(address, true, false);
  } else {
    socket->bind6(address, true, false, false);
  }
  socket->listen(backlog);
  socket->setBlocking(false);
  return socket;
} catch (const Poco::Exception& error) {
  throw ServerSetupError("cannot listen on " + text + ": " + error.displayText(),
                         "choose an address of this machine and a free port with LISTEN");
}

int open_reserve() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

bool is_starvation(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

ListenAddress parse_listen_address(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon != std::string::npos) {
    const auto address = parse_host(std::string_view(text).substr(0, colon));
    const auto port = codec::from_decimal<std::uint16_t>(std::string_view(text).substr(colon + 1));
    if (address && port) return {*address, *port};
  }
  throw ServerSetupError("not an address and a port: " + text,
                         "write LISTEN like 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080");
}

Acceptor::Acceptor(const std::string& listen)
    : socket_(listen_at(parse_listen_address(listen), listen)),
      port_(socket_->address().port()),
      reserve_(open_reserve()) {}

Acceptor::~Acceptor() {
  if (reserve_ >= 0) ::close(reserve_);
}

const net::ServerSocket& Acceptor::socket() const { return *socket_; }

Acceptor::Result Acceptor::accept() {
  while (true) {
    sockaddr_storage storage{};
    socklen_t length = sizeof storage;
    const int descriptor =
        ::accept4(socket_->impl()->sockfd(), reinterpret_cast<sockaddr*>(&storage), &length,
                  SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
      const int on = 1;
      ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      return {Kind::accepted, std::make_unique<AcceptedSocket>(descriptor), address_of(storage)};
    }
    if (is_starvation(errno)) return turn_away_waiting();
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {Kind::none, nullptr, {}};
    if (errno == EINVAL || errno == EBADF) return {Kind::none, nullptr, {}};
  }
}

void Acceptor::turn_away_new() noexcept {
  constexpr std::uint32_t flags_at = 13;  // of the TCP header, which such a filter sees first
  constexpr std::uint32_t syn = 0x02;
  constexpr std::uint32_t syn_and_ack = 0x12;
  constexpr std::uint32_t whole = 0xffffffff;
  std::array<sock_filter, 5> drop_syn{{{BPF_LD | BPF_B | BPF_ABS, 0, 0, flags_at},
                                       {BPF_ALU | BPF_AND | BPF_K, 0, 0, syn_and_ack},
                                       {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, syn},
                                       {BPF_RET | BPF_K, 0, 0, 0},
                                       {BPF_RET | BPF_K, 0, 0, whole}}};
  const sock_fprog program{drop_syn.size(), drop_syn.data()};
  // Where filters are forbidden the socket ends as any other does.
  ::setsockopt(socket_->impl()->sockfd(), SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

Acceptor::Result Acceptor::turn_away_waiting() {
  if (reserve_ >= 0) ::close(reserve_);
  for (int i = 0; i < turned_away_at_once; ++i) {
    const int descriptor =
        ::accept4(socket_->impl()->sockfd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) break;
    ::close(descriptor);
  }
  reserve_ = open_reserve();
  return {Kind::starved, nullptr, {}};
}

}  // namespace chancery::http
