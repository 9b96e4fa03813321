#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "adapters/http/wire/request_reader.hpp"

namespace {

using namespace chancery::http;

void require(bool claim) {
  if (!claim) std::abort();
}

std::string describe(const IncomingRequest& incoming) {
  const auto& request = incoming.request;
  std::string out = request.method + ' ' + request.path + '?' + request.query.value_or("-") + '\n';
  for (const auto& [name, value] : request.headers.fields()) out += name + ':' + value + '\n';
  return out + request.body + (incoming.keep_alive ? "\n+\n" : "\n-\n");
}

void require_sound(const Request& request) {
  require(request.path == "*" || request.path.starts_with('/'));
  require(request.path.find("//") == std::string::npos);
  require(request.path.find(';') == std::string::npos);
  require(request.body.size() <= 65536);
  require(request.headers.fields().size() <= 100);
  for (const auto& [name, value] : request.headers.fields()) {
    require(!name.empty() &&
            value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
  }
}

/// What becomes of a stream whose pieces have these sizes, over and over.
std::string read(std::string_view stream, std::string_view cuts) {
  RequestReader reader;
  std::string out;
  for (std::size_t turn = 0; !stream.empty(); ++turn) {
    const std::size_t wanted =
        cuts.empty() ? stream.size() : static_cast<unsigned char>(cuts[turn % cuts.size()]) + 1U;
    auto piece = stream.substr(0, wanted);
    stream.remove_prefix(piece.size());
    while (!piece.empty()) {
      piece.remove_prefix(reader.feed(piece));
      if (reader.state() == RequestReader::State::refused) {
        return out + std::to_string(reader.refusal().status) + std::string(reader.refusal().detail);
      }
      if (reader.state() != RequestReader::State::complete) continue;
      const auto incoming = reader.take();
      require_sound(incoming.request);
      out += describe(incoming);
    }
  }
  return out;
}

}  // namespace

/// The first bytes say how the rest is cut. However that is: the same requests, the same refusal.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(static_cast<const char*>(static_cast<const void*>(data)), size);
  const auto count = std::min<std::size_t>(4, all.size());
  const auto stream = all.substr(count);
  require(read(stream, all.substr(0, count)) == read(stream, {}));
  require(read(stream, std::string_view("\0", 1)) == read(stream, {}));
  return 0;
}
