#include "tests/cluster/caller.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace chancery::cluster {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds patience(50);
constexpr milliseconds moment(100);

auto in_milliseconds(Clock::duration span) {
  return std::chrono::duration_cast<milliseconds>(span).count();
}

/// The request line, and the grant type: nothing that is a secret.
std::string name_of(const std::string& request) {
  auto name = request.substr(0, request.find(" HTTP/"));
  const auto grant = request.find("grant_type=");
  if (grant != std::string::npos) {
    name += ' ' + request.substr(grant, request.find('&', grant) - grant);
  }
  return name;
}

bool is_failure(const test::HttpResponse& answer) {
  return answer.status == 0 || (answer.status >= 502 && answer.status <= 504);
}

}  // namespace

void Failures::note(const std::string& why, Clock::time_point began) {
  const auto now = Clock::now();
  const std::lock_guard lock(mutex_);
  if (count_++ == 0) first_began_ = began;
  if (total_++ < 200) std::cerr << "failed: " << why << '\n';
  first_began_ = std::min(first_began_, began);
  last_ended_ = now;
  slowest_failure_ = std::max(slowest_failure_, now - began);
}

void Failures::note_answer(Clock::time_point began) {
  const auto took = Clock::now() - began;
  const std::lock_guard lock(mutex_);
  slowest_answer_ = std::max(slowest_answer_, took);
}

void Failures::mark(std::ostream& out) {
  const std::lock_guard lock(mutex_);
  const auto since_mark = [&](Clock::time_point at) {
    return count_ == 0 ? 0 : std::max(in_milliseconds(at - marked_at_), milliseconds::rep{0});
  };
  out << "mark failures " << count_ << " first " << since_mark(first_began_) << " last "
      << since_mark(last_ended_) << " window "
      << (count_ == 0 ? 0 : in_milliseconds(last_ended_ - first_began_)) << " slowest_failure "
      << in_milliseconds(slowest_failure_) << " slowest_answer " << in_milliseconds(slowest_answer_)
      << std::endl;
  count_ = 0;
  slowest_failure_ = slowest_answer_ = {};
  marked_at_ = Clock::now();
}

long Failures::total() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

test::HttpResponse Caller::ask(const std::string& request) {
  const auto give_up_at = Clock::now() + patience;
  while (Clock::now() < give_up_at) {
    if (auto answer = ask_once(request)) return *std::move(answer);
    std::this_thread::sleep_for(moment);
  }
  throw GaveUp("nobody answered");
}

std::optional<test::HttpResponse> Caller::ask_once(const std::string& request) {
  const auto began = Clock::now();
  try {
    if (!connection_) connection_.emplace(port_);
  } catch (const std::runtime_error&) {
    failures_.note("the connection was refused: " + name_of(request), began);
    return std::nullopt;
  }
  auto answer = connection_->ask(request);
  const auto connection = answer.headers.find("connection");
  const bool closes = connection != answer.headers.end() && connection->second == "close";
  if (answer.status == 0 || closes) connection_.reset();
  // Many logins of one account at the same instant are asked to come one after another.
  if (answer.status == 429) return std::nullopt;
  if (!is_failure(answer)) {
    failures_.note_answer(began);
    return answer;
  }
  const auto why = answer.status == 0 ? "no answer" : std::to_string(answer.status);
  failures_.note(why + ": " + name_of(request) + ' ' + answer.body.substr(0, 200), began);
  return std::nullopt;
}

std::string secret() {
  const char* const value = std::getenv("CLUSTER_SECRET");
  return value ? value : "";
}

std::string credentials(const std::string& client_id) { return client_id + ':' + secret(); }

std::string token_request(const std::string& form) {
  return test::post_form("/oauth2/token", form + "&client_id=app");
}

std::string introspection(const std::string& token) {
  return test::post_form("/oauth2/introspect", "token=" + token, credentials("api"));
}

bool is_active(const test::HttpResponse& answer) {
  const auto document = answer.json();
  const auto* active = document.find("active");
  return active != nullptr && *active == codec::Json(true);
}

}  // namespace chancery::cluster
