#include "adapters/web/fetch.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/URI.h>

#include <istream>
#include <memory>

namespace chancery::web {
namespace {

namespace net = Poco::Net;

std::unique_ptr<net::HTTPClientSession> session_to(const Poco::URI& uri) {
  if (uri.getScheme() != "https") {
    return std::make_unique<net::HTTPClientSession>(uri.getHost(), uri.getPort());
  }
  net::Context::Ptr context(
      new net::Context(net::Context::TLS_CLIENT_USE, "", net::Context::VERIFY_STRICT, 9, true));
  context->requireMinimumProtocol(net::Context::PROTO_TLSV1_2);
  return std::make_unique<net::HTTPSClientSession>(uri.getHost(), uri.getPort(), context);
}

std::expected<std::string, std::string> body_of(std::istream& stream, std::size_t limit) {
  std::string body(limit + 1, '\0');
  stream.read(body.data(), static_cast<std::streamsize>(body.size()));
  body.resize(static_cast<std::size_t>(stream.gcount()));
  if (body.size() > limit) return std::unexpected("the answer is too long");
  return body;
}

}  // namespace

std::expected<std::string, std::string> fetch(const std::string& url, const FetchLimits& limits) {
  try {
    const Poco::URI uri(url);
    const auto session = session_to(uri);
    session->setTimeout(Poco::Timespan(limits.time.count() * 1000));
    net::HTTPRequest request(net::HTTPRequest::HTTP_GET, uri.getPathAndQuery(),
                             net::HTTPMessage::HTTP_1_1);
    session->sendRequest(request);
    net::HTTPResponse response;
    auto& stream = session->receiveResponse(response);
    if (response.getStatus() != net::HTTPResponse::HTTP_OK) {
      return std::unexpected("it answers " + std::to_string(response.getStatus()));
    }
    return body_of(stream, limits.bytes);
  } catch (const Poco::Exception& error) {
    return std::unexpected(error.displayText());
  }
}

}  // namespace chancery::web
