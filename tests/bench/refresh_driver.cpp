// Refreshes in a closed loop: each connection follows chains of its own, one request at a time.
//   refresh_driver PORT CLIENT USER CONNECTIONS CHAINS SECONDS [TOKENS COUNT]
// The user's password is in the environment, BENCH_PASSWORD. Every chain begins with a login; then
// "began" is printed, and when the time is over a line of results. With a file for access TOKENS it
// ends once COUNT of them were written. One thread, since the load shares the server's cores.
// Anything but 200 ends the program with status 1.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace {

using Steady = std::chrono::steady_clock;

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Plan {
  std::uint16_t port;
  std::string client;
  std::string user;
  std::size_t connections;
  std::size_t chains;
  std::chrono::seconds duration;
  std::string tokens_file{};
  std::size_t token_count = 0;
};

template <class Number>
Number number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value == 0) {
    throw Failure("not a number above zero: " + std::string(text));
  }
  return value;
}

Plan parse(std::span<char*> words) {
  if (words.size() != 7 && words.size() != 9) {
    throw Failure(
        "usage: refresh_driver PORT CLIENT USER CONNECTIONS CHAINS SECONDS [TOKENS COUNT]");
  }
  Plan plan{.port = number<std::uint16_t>(words[1]),
            .client = words[2],
            .user = words[3],
            .connections = number<std::size_t>(words[4]),
            .chains = number<std::size_t>(words[5]),
            .duration = std::chrono::seconds(number<int>(words[6]))};
  if (words.size() == 9) {
    plan.tokens_file = words[7];
    plan.token_count = number<std::size_t>(words[8]);
  }
  return plan;
}

std::string post(std::string_view body) {
  return "POST /oauth2/token HTTP/1.1\r\nHost: 127.0.0.1\r\n"
         "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

/// The value of a JSON member that holds a token: nothing in it is ever escaped.
std::string_view member(std::string_view json, std::string_view quoted_name) {
  auto at = json.find(quoted_name);
  if (at == std::string_view::npos) throw Failure("the answer lacks " + std::string(quoted_name));
  json.remove_prefix(json.find('"', at + quoted_name.size() + 1) + 1);
  return json.substr(0, json.find('"'));
}

/// One keep-alive connection and the chains it follows in turn.
class Connection {
 public:
  Connection(std::uint16_t port, std::size_t chains) : tokens_(chains) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
    if (socket_ < 0 || ::connect(socket_, generic, sizeof address) != 0) fail("connect");
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(socket_); }

  [[nodiscard]] int socket() const { return socket_; }
  [[nodiscard]] std::size_t chains() const { return tokens_.size(); }
  [[nodiscard]] Steady::time_point sent_at() const { return sent_at_; }

  void ask(const std::string& request) {
    received_.clear();
    sent_at_ = Steady::now();
    // Less than the socket's buffer, and nothing else is in it.
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
      fail("send");
    }
  }

  /// Reads what has come; whether that was the rest of the answer.
  bool read_on() {
    char space[4096];
    const auto count = ::recv(socket_, space, sizeof space, 0);
    if (count <= 0) fail("recv");
    received_.append(space, static_cast<std::size_t>(count));
    return is_whole();
  }

  /// The body of the answer, which must be 200; its refresh token becomes the chain's.
  std::string_view accept() {
    if (!received_.starts_with("HTTP/1.1 200 "))
      throw Failure("an answer was not 200:\n" + received_);
    const auto body = std::string_view(received_).substr(body_at_);
    tokens_[turn_] = member(body, "\"refresh_token\"");
    turn_ = (turn_ + 1) % tokens_.size();
    return body;
  }

  [[nodiscard]] const std::string& token() const { return tokens_[turn_]; }

 private:
  [[noreturn]] static void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
  }

  bool is_whole() {
    constexpr std::string_view end_of_head = "\r\n\r\n", length_field = "\r\nContent-Length: ";
    const std::string_view text = received_;
    const auto end = text.find(end_of_head);
    if (end == std::string_view::npos) return false;
    const auto at = text.substr(0, end).find(length_field);
    if (at == std::string_view::npos) throw Failure("an answer without length:\n" + received_);
    auto length = text.substr(at + length_field.size());
    body_at_ = end + end_of_head.size();
    return text.size() == body_at_ + number<std::size_t>(length.substr(0, length.find('\r')));
  }

  int socket_ = -1;
  std::vector<std::string> tokens_;
  std::size_t turn_ = 0;  ///< which chain is next
  std::string received_;
  std::size_t body_at_ = 0;
  Steady::time_point sent_at_{};
};

/// Asks on every connection and calls `answered` for each answer; that asks again, or returns false
/// and lets the connection rest. Returns when all of them do.
template <class Answered>
void loop(std::vector<std::unique_ptr<Connection>>& connections, int poll, Answered answered) {
  auto busy = connections.size();
  while (busy > 0) {
    epoll_event events[64];
    const int count = ::epoll_wait(poll, events, 64, 10'000);
    if (count == 0) throw Failure("no answer for ten seconds");
    for (int i = 0; i < count; ++i) {
      auto& connection = *static_cast<Connection*>(events[i].data.ptr);
      if (connection.read_on() && !answered(connection)) --busy;
    }
  }
}

class Driver {
 public:
  explicit Driver(const Plan& plan) : plan_(plan), poll_(::epoll_create1(EPOLL_CLOEXEC)) {
    for (std::size_t i = 0; i < plan.connections; ++i) {
      const auto chains = (plan.chains + plan.connections - 1 - i) / plan.connections;
      connections_.push_back(
          std::make_unique<Connection>(plan.port, std::max<std::size_t>(chains, 1)));
      epoll_event event{.events = EPOLLIN, .data = {.ptr = connections_.back().get()}};
      ::epoll_ctl(poll_, EPOLL_CTL_ADD, connections_.back()->socket(), &event);
    }
    if (!plan.tokens_file.empty()) tokens_.open(plan.tokens_file);
  }
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;
  ~Driver() { ::close(poll_); }

  void log_in() {
    const char* password = std::getenv("BENCH_PASSWORD");
    const auto request =
        post("grant_type=password&client_id=" + plan_.client + "&username=" + plan_.user +
             "&password=" + (password ? password : ""));
    for (const auto& connection : connections_) connection->ask(request);
    std::vector<std::size_t> left;
    for (const auto& connection : connections_) left.push_back(connection->chains());
    loop(connections_, poll_, [&](Connection& connection) {
      connection.accept();
      auto& more = left[index_of(connection)];
      if (--more == 0) return false;
      connection.ask(request);
      return true;
    });
  }

  void refresh() {
    const auto start = Steady::now();
    for (const auto& connection : connections_) ask_refresh(*connection);
    loop(connections_, poll_, [&](Connection& connection) {
      const auto now = Steady::now();
      note(connection.accept(), now - connection.sent_at());
      if (now - start >= plan_.duration || has_enough_tokens()) return false;
      ask_refresh(connection);
      return true;
    });
    report(Steady::now() - start);
  }

 private:
  [[nodiscard]] std::size_t index_of(const Connection& connection) const {
    return static_cast<std::size_t>(
        std::ranges::find(connections_, &connection, [](const auto& c) { return c.get(); }) -
        connections_.begin());
  }

  [[nodiscard]] bool has_enough_tokens() const {
    return plan_.token_count > 0 && microseconds_.size() >= plan_.token_count;
  }

  void ask_refresh(Connection& connection) const {
    connection.ask(post("grant_type=refresh_token&client_id=" + plan_.client +
                        "&refresh_token=" + connection.token()));
  }

  void note(std::string_view body, Steady::duration took) {
    if (tokens_.is_open() && !has_enough_tokens())
      tokens_ << member(body, "\"access_token\"") << '\n';
    microseconds_.push_back(static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
  }

  std::uint32_t percentile(double part) {
    const auto at =
        static_cast<std::ptrdiff_t>(part * static_cast<double>(microseconds_.size() - 1));
    std::ranges::nth_element(microseconds_, microseconds_.begin() + at);
    return microseconds_[static_cast<std::size_t>(at)];
  }

  void report(Steady::duration took) {
    const double seconds = std::chrono::duration<double>(took).count();
    std::cout << "result " << static_cast<double>(microseconds_.size()) / seconds << ' '
              << percentile(0.5) << ' ' << percentile(0.99) << " 0\n";
  }

  const Plan& plan_;
  int poll_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::ofstream tokens_;
  std::vector<std::uint32_t> microseconds_;
};

}  // namespace

int main(int argc, char** argv) try {
  const auto plan = parse({argv, static_cast<std::size_t>(argc)});
  Driver driver(plan);
  driver.log_in();
  std::cout << "began" << std::endl;
  driver.refresh();
} catch (const std::exception& error) {
  std::cerr << "refresh_driver: " << error.what() << '\n';
  return 1;
}
