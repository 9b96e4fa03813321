// What a client's back-channel URI is asked, and what it cannot make us do.

#include "adapters/web/back_channel.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

namespace chancery::web {
namespace {

/// Answers one connection after the other with the same bytes, and keeps what it was asked.
class Listener {
 public:
  explicit Listener(std::string answer) : answer_(std::move(answer)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const any = static_cast<sockaddr*>(static_cast<void*>(&address));
    EXPECT_EQ(bind(socket_, any, length), 0);
    EXPECT_EQ(listen(socket_, 8), 0);
    EXPECT_EQ(getsockname(socket_, any, &length), 0);
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { stop(); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] std::string url(const std::string& path = "/logout") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  /// What it was asked until now; it listens no more.
  std::vector<std::string> requests() {
    stop();
    return requests_;
  }

 private:
  void stop() {
    if (!thread_.joinable()) return;
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
  }
  void serve() {
    for (int peer = accept(socket_, nullptr, nullptr); peer >= 0;
         peer = accept(socket_, nullptr, nullptr)) {
      requests_.push_back(request_from(peer));
      send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL);
      close(peer);
    }
  }
  /// All of it: the tests' forms end in `end=1`.
  static std::string request_from(int peer) {
    std::string text;
    char bytes[4096];
    while (!text.ends_with("end=1")) {
      const auto count = recv(peer, bytes, sizeof bytes, 0);
      if (count <= 0) break;
      text.append(bytes, static_cast<std::size_t>(count));
    }
    return text;
  }

  std::string answer_;
  int socket_ = socket(AF_INET, SOCK_STREAM, 0);
  std::uint16_t port_ = 0;
  std::vector<std::string> requests_;
  std::thread thread_{[this] { serve(); }};
};

const Parameters form{{"logout_token", "a.b+c/d&e"}, {"end", "1"}};

TEST(BackChannel, PostsTheFormAndTakesA200OrA204) {
  for (const auto* status : {"200 OK", "204 No Content"}) {
    Listener client("HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 0\r\n\r\n");
    EXPECT_TRUE(BackChannel().post_form(client.url("/logout?tenant=a"), form));
    const auto requests = client.requests();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_TRUE(requests[0].starts_with("POST /logout?tenant=a HTTP/1.1\r\n")) << requests[0];
    EXPECT_NE(requests[0].find("Content-Type: application/x-www-form-urlencoded\r\n"),
              std::string::npos);
    EXPECT_TRUE(requests[0].ends_with("\r\n\r\nlogout_token=a.b%2Bc%2Fd%26e&end=1"));
  }
}

TEST(BackChannel, AnyOtherAnswerIsNoDelivery) {
  for (const auto* answer :
       {"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", "nonsense\r\n\r\n", ""}) {
    Listener client(answer);
    EXPECT_FALSE(BackChannel().post_form(client.url(), form)) << answer;
  }
}

TEST(BackChannel, B94_ARedirectIsNotFollowed) {
  Listener inside("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  for (const auto* status :
       {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"}) {
    Listener client("HTTP/1.1 " + std::string(status) + "\r\nLocation: " + inside.url("/inside") +
                    "\r\nContent-Length: 0\r\n\r\n");
    EXPECT_FALSE(BackChannel().post_form(client.url(), form)) << status;
    EXPECT_EQ(client.requests().size(), 1U);
  }
  EXPECT_TRUE(inside.requests().empty());
}

TEST(BackChannel, B94_OnlyHttpIsSpoken) {
  for (const auto* uri : {"file:///etc/hostname", "ftp://127.0.0.1/", "gopher://127.0.0.1/",
                          "dict://127.0.0.1/", "telnet://127.0.0.1/", "/logout", ""}) {
    EXPECT_FALSE(BackChannel().post_form(uri, form)) << uri;
  }
}

TEST(BackChannel, B94_AnAnswerTooLongIsNoDelivery) {
  Listener client("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n");
  EXPECT_FALSE(BackChannel().post_form(client.url(), form));
}

TEST(BackChannel, WhereNobodyListensNothingIsDelivered) {
  Listener gone("");
  const auto url = gone.url();
  EXPECT_TRUE(gone.requests().empty());
  EXPECT_FALSE(BackChannel().post_form(url, form));
}

}  // namespace
}  // namespace chancery::web
