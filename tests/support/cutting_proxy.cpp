#include "tests/support/cutting_proxy.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace chancery {
namespace {

constexpr const char* socket_name = "/.s.PGSQL.5432";

sockaddr_un address_of(const std::string& folder) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto path = folder + socket_name;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

const sockaddr* generic(const sockaddr_un& address) {
  return static_cast<const sockaddr*>(static_cast<const void*>(&address));
}

int new_socket() { return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }

/// What has come; empty at the end.
std::string received(int socket) {
  std::string bytes(65536, '\0');
  const auto count = ::recv(socket, bytes.data(), bytes.size(), 0);
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

bool pass_on(const std::string& bytes, int socket) {
  return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(bytes.size());
}

}  // namespace

CuttingProxy::CuttingProxy(const std::string& server_folder)
    : server_folder_(server_folder), listener_(new_socket()) {
  const auto address = address_of(folder_.path());
  if (::bind(listener_, generic(address), sizeof address) != 0 || ::listen(listener_, 64) != 0 ||
      ::pipe2(wake_, O_CLOEXEC) != 0) {
    throw std::runtime_error("the proxy cannot listen");
  }
  thread_ = std::jthread([this] { run(); });
}

CuttingProxy::~CuttingProxy() {
  ::close(wake_[1]);
  thread_.join();
  for (const auto& pair : pairs_) {
    ::close(pair.client);
    ::close(pair.server);
  }
  ::close(wake_[0]);
  ::close(listener_);
}

std::string CuttingProxy::url(std::string server_url) const {
  server_url.replace(server_url.find(server_folder_), server_folder_.size(), folder_.path());
  return server_url;
}

void CuttingProxy::cut_at(const std::string& text, Cut what) { arm(text, what, false); }

void CuttingProxy::cut_at_and_close(const std::string& text, Cut what) { arm(text, what, true); }

void CuttingProxy::arm(const std::string& text, Cut what, bool closes) {
  const std::lock_guard lock(mutex_);
  text_ = text;
  what_ = what;
  closes_ = closes;
  has_cut_ = false;
}

void CuttingProxy::let_in() {
  const std::lock_guard lock(mutex_);
  is_closed_ = false;
}

bool CuttingProxy::has_cut() const {
  const std::lock_guard lock(mutex_);
  return has_cut_;
}

bool CuttingProxy::is_meant(std::string_view sent, Cut& what) {
  const std::lock_guard lock(mutex_);
  if (text_.empty() || sent.find(text_) == std::string_view::npos) return false;
  text_.clear();
  has_cut_ = true;
  is_closed_ = closes_;
  what = what_;
  return true;
}

void CuttingProxy::run() {
  while (true) {
    std::vector<pollfd> sockets{{.fd = wake_[0], .events = POLLIN, .revents = 0},
                                {.fd = listener_, .events = POLLIN, .revents = 0}};
    for (const auto& pair : pairs_) {
      sockets.push_back({.fd = pair.client, .events = POLLIN, .revents = 0});
      sockets.push_back({.fd = pair.server, .events = POLLIN, .revents = 0});
    }
    if (::poll(sockets.data(), sockets.size(), -1) < 0) continue;
    if (sockets[0].revents != 0) return;
    std::vector<Pair> left;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      auto& pair = pairs_[i];
      const bool goes_on = (sockets[2 * i + 2].revents == 0 || from_client(pair)) &&
                           (sockets[2 * i + 3].revents == 0 || from_server(pair));
      if (goes_on) {
        left.push_back(pair);
        continue;
      }
      ::close(pair.client);
      ::close(pair.server);
    }
    pairs_ = std::move(left);
    if (sockets[1].revents != 0) accept();
  }
}

void CuttingProxy::accept() {
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  const int server = new_socket();
  const auto address = address_of(server_folder_);
  const bool is_let_in = [&] {
    const std::lock_guard lock(mutex_);
    return !is_closed_;
  }();
  if (client >= 0 && is_let_in && ::connect(server, generic(address), sizeof address) == 0) {
    pairs_.push_back({.client = client, .server = server});
    return;
  }
  ::close(client);
  ::close(server);
}

bool CuttingProxy::from_client(Pair& pair) {
  const auto bytes = received(pair.client);
  auto what = Cut::request;
  if (is_meant(bytes, what)) {
    if (what == Cut::request) return false;
    pair.is_answer_lost = true;
  }
  return !bytes.empty() && pass_on(bytes, pair.server);
}

bool CuttingProxy::from_server(Pair& pair) {
  const auto bytes = received(pair.server);
  return !bytes.empty() && !pair.is_answer_lost && pass_on(bytes, pair.client);
}

}  // namespace chancery
