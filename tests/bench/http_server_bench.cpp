// A server with one route for each lane, to be measured from outside:
//   http_server_bench 8099 & wrk -t2 -c32 http://127.0.0.1:8099/inline

#include <signal.h>

#include <chrono>
#include <iostream>
#include <string>

#include "adapters/http/server.hpp"

namespace {

using namespace chancery;
using namespace chancery::http;

struct NoOrigins final : inbound::CheckOrigin {
  bool is_allowed(std::string_view) override { return false; }
};

struct Counter final : RequestObserver {
  void answered(const RequestRecord& record) noexcept override {
    ++requests;
    bytes += record.bytes;
  }
  std::size_t requests = 0;
  std::size_t bytes = 0;
};

Route route(std::string path, Lane lane) {
  static const std::string body(800, 'x');
  return {.path = std::move(path),
          .methods = {{"GET", [](const Request&) { return Reply{.body = body}; }},
                      {"POST", [](const Request&) { return Reply{.body = body}; }}},
          .lane = [lane](const Request&) { return lane; }};
}

}  // namespace

int main(int argc, char** argv) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigprocmask(SIG_BLOCK, &signals, nullptr);

  NoOrigins origins;
  Counter counter;
  ServerOptions options;
  options.listen = "127.0.0.1:" + std::string(argc > 1 ? argv[1] : "0");
  if (argc > 3) options.tls = TlsFiles{argv[2], argv[3]};
  options.time_of_day = [] {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  };
  Server server(options,
                {route("/inline", Lane::inline_), route("/general", Lane::general),
                 route("/hashing", Lane::hashing)},
                origins, counter);
  server.start();
  std::cout << "listening on port " << server.port() << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  server.drain(std::chrono::seconds(0));
  std::cout << counter.requests << " requests, " << counter.bytes << " bytes" << std::endl;
}
