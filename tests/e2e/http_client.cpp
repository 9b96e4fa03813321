#include "tests/e2e/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

#include "domain/codec/base64url.hpp"
#include "domain/codec/decimal.hpp"

namespace chancery::test {

codec::Json HttpResponse::json() const { return codec::read_json(body).value_or(codec::Json()); }

std::string HttpResponse::text(std::string_view member) const {
  const auto document = json();
  const auto* value = document.find(member);
  const auto* string = value ? value->as_string() : nullptr;
  return string ? *string : "";
}

HttpConnection::HttpConnection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval limit{.tv_sec = 20, .tv_usec = 0};
  const int one = 1;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the sockets API wants it
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect to the server");
  }
}

HttpConnection::HttpConnection(HttpConnection&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)) {}

HttpConnection::~HttpConnection() {
  if (socket_ >= 0) ::close(socket_);
}

void HttpConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the peer has closed: receive() will show what it said before
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool HttpConnection::fill() {
  char chunk[16384];
  const auto got = ::recv(socket_, chunk, sizeof chunk, 0);
  if (got <= 0) return false;
  buffer_.append(chunk, static_cast<std::size_t>(got));
  return true;
}

HttpResponse HttpConnection::receive(bool has_body) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return {};
  }
  HttpResponse response;
  response.status = codec::from_decimal<int>(std::string_view(buffer_).substr(9, 3)).value_or(0);
  std::string_view head = std::string_view(buffer_).substr(0, end + 2);
  head.remove_prefix(head.find("\r\n") + 2);
  while (!head.empty()) {
    const auto line = head.substr(0, head.find("\r\n"));
    const auto colon = line.find(": ");
    std::string name(line.substr(0, colon));
    std::ranges::transform(name, name.begin(),
                           [](char c) { return static_cast<char>(std::tolower(c)); });
    if (name == "set-cookie") response.cookies.emplace_back(line.substr(colon + 2));
    response.headers.emplace(name, line.substr(colon + 2));
    head.remove_prefix(line.size() + 2);
  }
  buffer_.erase(0, end + 4);
  const auto length = response.headers.find("content-length");
  std::size_t missing = 0;
  if (has_body && length != response.headers.end()) {
    missing = codec::from_decimal<std::size_t>(length->second).value_or(0);
  }
  while (buffer_.size() < missing) {
    if (!fill()) return {};
  }
  response.body = buffer_.substr(0, missing);
  buffer_.erase(0, missing);
  return response;
}

std::vector<HttpResponse> ask_at_once(std::vector<HttpConnection>& connections,
                                      std::string_view request) {
  const auto all_but_one = request.size() - 1;
  for (auto& connection : connections) connection.send(request.substr(0, all_but_one));
  for (auto& connection : connections) connection.send(request.substr(all_but_one));
  std::vector<HttpResponse> answers;
  for (auto& connection : connections) answers.push_back(connection.receive());
  return answers;
}

std::string post_form(std::string_view path, std::string_view form, std::string_view credentials) {
  std::string request = "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!credentials.empty()) {
    request += "Authorization: Basic " + codec::base64(credentials) + "\r\n";
  }
  request += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
             std::to_string(form.size()) + "\r\n\r\n" + std::string(form);
  return request;
}

std::string send_json(std::string_view method, std::string_view path, std::string_view json,
                      std::string_view bearer) {
  std::string request =
      std::string(method) + ' ' + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!bearer.empty()) request += "Authorization: Bearer " + std::string(bearer) + "\r\n";
  return request +
         "Content-Type: application/json\r\nContent-Length: " + std::to_string(json.size()) +
         "\r\n\r\n" + std::string(json);
}

std::string get(std::string_view path, std::string_view bearer) {
  std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!bearer.empty()) request += "Authorization: Bearer " + std::string(bearer) + "\r\n";
  return request + "\r\n";
}

}  // namespace chancery::test
