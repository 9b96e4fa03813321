#include "tests/crash/patient_client.hpp"

#include <poll.h>

#include <chrono>
#include <iostream>

namespace chancery::crash {
namespace {

constexpr std::chrono::seconds patience(50);

}  // namespace

void wait_a_moment() {
  constexpr int milliseconds = 10;
  ::poll(nullptr, 0, milliseconds);
}

test::HttpResponse PatientClient::ask(const std::string& request) {
  using std::chrono::steady_clock;
  const auto give_up_at = steady_clock::now() + patience;
  while (steady_clock::now() < give_up_at) {
    if (auto answer = ask_once(request)) return *std::move(answer);
    wait_a_moment();
  }
  throw GaveUp("nobody answered");
}

std::optional<test::HttpResponse> PatientClient::ask_once(const std::string& request) {
  try {
    if (!connection_) connection_.emplace(port_);
  } catch (const std::runtime_error&) {
    ++tally_.connects_refused;
    return std::nullopt;
  }
  auto answer = connection_->ask(request);
  if (answer.status == 0) {
    ++tally_.answers_lost;
    connection_.reset();
    return std::nullopt;
  }
  if (answer.headers.contains("connection")) connection_.reset();
  if (answer.status != 503) return answer;
  if (tally_.began && tally_.unavailable++ == 0) std::cout << "unavailable" << std::endl;
  if (!answer.headers.contains("retry-after")) ++tally_.surprises;
  return std::nullopt;
}

}  // namespace chancery::crash
