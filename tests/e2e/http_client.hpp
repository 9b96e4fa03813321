#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/codec/json.hpp"

namespace chancery::test {

struct HttpResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case, the first of each
  std::vector<std::string> cookies;            ///< every `Set-Cookie`
  std::string body;

  /// The body as JSON; null when it is none.
  [[nodiscard]] codec::Json json() const;
  /// A member of the body that is a string; empty when there is none.
  [[nodiscard]] std::string text(std::string_view member) const;
};

/// One TCP connection to 127.0.0.1, for tests that look at the bytes. Blocks, for 20 s at most.
class HttpConnection {
 public:
  explicit HttpConnection(std::uint16_t port);
  HttpConnection(HttpConnection&& other) noexcept;
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(HttpConnection&&) = delete;
  ~HttpConnection();

  void send(std::string_view bytes);
  /// The next response; status 0 when the peer closed instead. `has_body` is false after HEAD.
  HttpResponse receive(bool has_body = true);
  /// Sends a whole request and receives its response.
  HttpResponse ask(std::string_view request) {
    send(request);
    return receive();
  }

 private:
  bool fill();

  int socket_;
  std::string buffer_;
};

/// Has each connection hold the whole request but its last byte, then lets them all go; the answers
/// in the order of the connections.
std::vector<HttpResponse> ask_at_once(std::vector<HttpConnection>& connections,
                                      std::string_view request);

/// `credentials` is `id:secret` for Basic, empty for none.
std::string post_form(std::string_view path, std::string_view form,
                      std::string_view credentials = {});
/// A request with a JSON body; `bearer` is an access token, empty for none.
std::string send_json(std::string_view method, std::string_view path, std::string_view json,
                      std::string_view bearer = {});
std::string get(std::string_view path, std::string_view bearer = {});

}  // namespace chancery::test
