#include "tests/e2e/barrage.hpp"

#include <array>
#include <optional>
#include <stdexcept>

#include "tests/e2e/http_client.hpp"

namespace chancery::test {
namespace {

struct Question {
  std::string request;
  int status;
};

const std::array questions{Question{get("/.well-known/jwks.json"), 200},
                           Question{get("/oauth2/userinfo"), 401}};

bool asks_for_the_end(const HttpResponse& answer) {
  const auto field = answer.headers.find("connection");
  return field != answer.headers.end() && field->second == "close";
}

}  // namespace

Barrage::Barrage(std::uint16_t port, std::size_t clients) : port_(port), running_(clients) {
  for (std::size_t i = 0; i < clients; ++i) {
    clients_.emplace_back([this, i] {
      try {
        run(i);
      } catch (const std::runtime_error&) {
        // Nobody listens any more.
      }
      --running_;
      running_.notify_all();
    });
  }
}

void Barrage::run(std::size_t number) {
  const bool keeps = number % 2 == 0;
  std::optional<HttpConnection> connection;
  for (std::size_t turn = number; true; ++turn) {
    const bool is_new = !connection;
    if (is_new) connection.emplace(port_);
    const auto& [request, status] = questions[turn % questions.size()];
    const auto answer = connection->ask(request);
    const bool ends = asks_for_the_end(answer);
    if (answer.status == status) {
      ++answered_;
      answered_.notify_all();
    } else {
      ++(!is_new && answer.status == 0 ? ended_idle_ : lost_);
    }
    if (ends) ++told_to_close_;
    if (!keeps || ends || answer.status != status) connection.reset();
  }
}

void Barrage::await_answers(std::size_t count) const {
  for (auto seen = answered_.load(); seen < count && running_ > 0; seen = answered_.load()) {
    answered_.wait(seen);
  }
}

void Barrage::join() {
  for (auto& client : clients_) client.join();
  clients_.clear();
}

Barrage::Tally Barrage::tally() const {
  return {.answered = answered_,
          .lost = lost_,
          .ended_idle = ended_idle_,
          .told_to_close = told_to_close_};
}

}  // namespace chancery::test
