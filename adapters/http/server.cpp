#include "adapters/http/server.hpp"

#include <mutex>
#include <thread>
#include <utility>

#include "adapters/http/dispatch/dispatcher.hpp"
#include "adapters/http/socket/io_loop.hpp"

namespace chancery::http {
namespace {

TrustedProxies trusted_proxies(const std::vector<std::string>& ranges) try {
  return TrustedProxies(ranges);
} catch (const std::invalid_argument& error) {
  throw ServerSetupError(error.what(),
                         "write TRUSTED_PROXIES like 10.0.0.7 or 10.0.0.0/8 or fd00::/8");
}

}  // namespace

/// In the order of dependence: what stands below may use what stands above.
struct Server::Impl {
  Impl(ServerOptions given, std::vector<Route> routes, inbound::CheckOrigin& check_origin,
       RequestObserver& observer)
      : options(std::move(given)),
        proxies(trusted_proxies(options.trusted_proxies)),
        tls(options.tls ? std::make_unique<TlsContext>(*options.tls) : nullptr),
        acceptor(std::make_unique<Acceptor>(options.listen)),
        port(acceptor->port()),
        responder(std::move(routes), check_origin),
        ids(options.draw_request_id_start()),
        mailbox(poller),
        dispatcher(responder, proxies, ids, options,
                   [this](const std::shared_ptr<Exchange>& done) { mailbox.post(done); }),
        loop({options, proxies, tls.get(), poller, mailbox, dispatcher, observer},
             std::move(acceptor)) {}

  const ServerOptions options;
  const TrustedProxies proxies;
  const std::unique_ptr<TlsContext> tls;
  std::unique_ptr<Acceptor> acceptor;
  const std::uint16_t port;
  const Responder responder;
  RequestIds ids;
  Poller poller;
  Mailbox mailbox;
  Dispatcher dispatcher;
  IoLoop loop;
  std::mutex joining;
  std::thread thread;
};

Server::Server(ServerOptions options, std::vector<Route> routes, inbound::CheckOrigin& check_origin,
               RequestObserver& observer)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(routes), check_origin, observer)) {
}

Server::~Server() {
  impl_->loop.stop();
  if (impl_->thread.joinable()) impl_->thread.join();
  // An endpoint may ask for load(), of which parts go sooner than others.
  impl_->dispatcher.stop();
}

void Server::start() {
  impl_->thread = std::thread([this] { impl_->loop.run(); });
  pthread_setname_np(impl_->thread.native_handle(), "http-io");
}

std::uint16_t Server::port() const { return impl_->port; }

ServerLoad Server::load() const {
  auto load = impl_->loop.load();
  load.general = impl_->dispatcher.general_load();
  load.hashing = impl_->dispatcher.hashing_load();
  return load;
}

void Server::drain(std::chrono::milliseconds delay) {
  impl_->loop.drain(delay);
  const std::lock_guard lock(impl_->joining);
  if (impl_->thread.joinable()) impl_->thread.join();
}

void Server::stop() { impl_->loop.stop(); }

}  // namespace chancery::http
