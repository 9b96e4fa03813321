#include "closed_loop.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <iostream>
#include <limits>
#include <optional>
#include <system_error>

namespace chancery::bench {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

std::optional<std::uint32_t> decimal(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

int connected_socket(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
  if (socket < 0 || ::connect(socket, generic, sizeof address) != 0) fail("connect");
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

}  // namespace

std::uint32_t positive(std::string_view text) {
  const auto value = decimal(text);
  if (!value || *value == 0) throw Failure("not a number above zero: " + std::string(text));
  return *value;
}

std::uint16_t port_number(std::string_view text) {
  const auto value = positive(text);
  if (value > std::numeric_limits<std::uint16_t>::max()) throw Failure("no port has this number");
  return static_cast<std::uint16_t>(value);
}

std::string get_request(std::string_view target, std::string_view fields) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + std::string(fields) +
         "\r\n";
}

std::string form_request(std::string_view target, std::string_view body, std::string_view fields) {
  return "POST " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + std::string(fields) +
         "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string_view member(std::string_view json, std::string_view quoted_name) {
  const auto at = json.find(quoted_name);
  if (at == std::string_view::npos) throw Failure("the answer lacks " + std::string(quoted_name));
  json.remove_prefix(json.find('"', at + quoted_name.size() + 1) + 1);
  return json.substr(0, json.find('"'));
}

Connection::Connection(std::uint16_t port) : socket_(connected_socket(port)) {}

void Connection::ask(const std::string& request) {
  received_.clear();
  sent_at_ = Steady::now();
  // Less than the socket's buffer, and nothing else is in it.
  if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(request.size())) {
    fail("send");
  }
}

bool Connection::read_on() {
  char space[8192];
  const auto count = ::recv(socket_, space, sizeof space, 0);
  if (count <= 0) fail("recv");
  received_.append(space, static_cast<std::size_t>(count));
  return is_whole();
}

void Connection::exchange(const std::string& request) {
  ask(request);
  while (!read_on()) {
  }
}

bool Connection::has_status(int status) const {
  return received_.starts_with("HTTP/1.1 " + std::to_string(status) + ' ');
}

void Connection::expect(int status) const {
  if (!has_status(status)) {
    throw Failure("an answer was not " + std::to_string(status) + ":\n" + received_);
  }
}

std::string_view Connection::body() const { return std::string_view(received_).substr(body_at_); }

std::vector<std::string_view> Connection::fields(std::string_view name) const {
  const auto begin = "\r\n" + std::string(name) + ": ";
  std::vector<std::string_view> values;
  for (auto rest = head(); !rest.empty();) {
    const auto at = rest.find(begin);
    if (at == std::string_view::npos) break;
    rest.remove_prefix(at + begin.size());
    values.push_back(rest.substr(0, rest.find('\r')));
  }
  return values;
}

std::string_view Connection::head() const {
  return std::string_view(received_).substr(0, body_at_);
}

bool Connection::is_whole() {
  const auto end = received_.find(end_of_head);
  if (end == std::string::npos) return false;
  body_at_ = end + end_of_head.size();
  const auto lengths = fields("Content-Length");
  const auto length = lengths.empty() ? std::nullopt : decimal(lengths.front());
  if (!length) throw Failure("an answer without length:\n" + received_);
  return received_.size() == body_at_ + *length;
}

Connections::Connections(std::uint16_t port, std::size_t count)
    : port_(port), poll_(::epoll_create1(EPOLL_CLOEXEC)) {
  while (size() < count) add();
}

std::size_t Connections::add() {
  const auto index = all_.size();
  all_.push_back(std::make_unique<Connection>(port_));
  epoll_event event{.events = EPOLLIN, .data = {.u64 = index}};
  ::epoll_ctl(poll_, EPOLL_CTL_ADD, all_.back()->socket(), &event);
  return index;
}

const std::vector<std::size_t>& Connections::readable(Steady::duration patience) {
  const auto nanoseconds =
      std::max(std::chrono::duration_cast<std::chrono::nanoseconds>(patience).count(), 0L);
  const timespec limit{.tv_sec = nanoseconds / 1'000'000'000,
                       .tv_nsec = nanoseconds % 1'000'000'000};
  epoll_event events[64];
  const int count = ::epoll_pwait2(poll_, events, 64, &limit, nullptr);
  readable_.clear();
  for (int i = 0; i < count; ++i) readable_.push_back(events[i].data.u64);
  return readable_;
}

const std::vector<std::size_t>& Connections::wait() {
  if (readable(std::chrono::seconds(10)).empty()) throw Failure("no answer for ten seconds");
  return readable_;
}

void Latencies::note(Steady::duration took) {
  microseconds_.push_back(static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
}

std::uint32_t Latencies::percentile(double part) {
  const auto at = static_cast<std::ptrdiff_t>(part * static_cast<double>(microseconds_.size() - 1));
  std::ranges::nth_element(microseconds_, microseconds_.begin() + at);
  return microseconds_[static_cast<std::size_t>(at)];
}

void Latencies::report(Steady::duration took) {
  const double seconds = std::chrono::duration<double>(took).count();
  std::cout << "result " << static_cast<double>(microseconds_.size()) / seconds << ' '
            << percentile(0.5) << ' ' << percentile(0.99) << " 0\n";
}

}  // namespace chancery::bench
