// Whether the time of an answer tells who has an account (attack B80): Welch's t over requests for
// accounts that are there and accounts that are not, in random order, one at a time.
//   enumeration_driver PORT KIND SAMPLES
// KIND is login, register or forgot-password. Accounts are there for the even numbers below
// SAMPLES, as "user-000042@example.org". Prints `result MEAN_THERE_US MEAN_MISSING_US T P`. Answers
// that are not alike in status and body end the program with status 1.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <iostream>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "closed_loop.hpp"

namespace {

using namespace chancery::bench;

std::string email(std::size_t number) {
  auto digits = std::to_string(number);
  digits.insert(0, 6 - digits.size(), '0');
  return "user-" + digits + "@example.org";
}

std::string json_request(std::string_view target, const std::string& body) {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string request(std::string_view kind, std::size_t number) {
  const auto who = email(number);
  if (kind == "login") {
    return form_request("/oauth2/token", "grant_type=password&client_id=app&username=" + who +
                                             "&password=wrong-horse-battery");
  }
  if (kind == "register") {
    return json_request("/api/v1/auth/register",
                        R"({"email":")" + who + R"(","password":"a-long-and-new-passphrase"})");
  }
  if (kind == "forgot-password") {
    return json_request("/api/v1/auth/forgot-password", R"({"email":")" + who + R"("})");
  }
  throw Failure("KIND is login, register or forgot-password");
}

/// The sums that mean and variance are made of.
struct Sample {
  double count = 0;
  double sum = 0;
  double squares = 0;

  void note(double value) {
    ++count;
    sum += value;
    squares += value * value;
  }
  [[nodiscard]] double mean() const { return sum / count; }
  /// Of the mean.
  [[nodiscard]] double variance() const {
    return (squares - sum * sum / count) / (count - 1) / count;
  }
};

void report(const Sample& there, const Sample& missing) {
  const double t =
      (there.mean() - missing.mean()) / std::sqrt(there.variance() + missing.variance());
  // With thousands of samples, Student's distribution is the normal one.
  const double p = std::erfc(std::abs(t) / std::sqrt(2));
  std::cout << "result " << there.mean() << ' ' << missing.mean() << ' ' << t << ' ' << p << '\n';
}

/// The same for all: the status line and the body.
std::string told(const Connection& connection) {
  constexpr std::array statuses{202, 400};
  for (const int status : statuses) {
    if (connection.has_status(status)) {
      return std::to_string(status) + ' ' + std::string(connection.body());
    }
  }
  connection.expect(202);
  return {};
}

void run(std::uint16_t port, std::string_view kind, std::size_t samples) {
  std::vector<std::size_t> numbers(samples);
  std::iota(numbers.begin(), numbers.end(), 0);
  std::ranges::shuffle(numbers, std::mt19937_64(std::random_device{}()));
  Connection connection(port);
  std::array<Sample, 2> taken;
  std::string first;
  std::cout << "began" << std::endl;
  for (const auto number : numbers) {
    connection.exchange(request(kind, number));
    const std::chrono::duration<double, std::micro> took = Steady::now() - connection.sent_at();
    if (first.empty()) first = told(connection);
    if (told(connection) != first) throw Failure(told(connection) + "\nis not " + first);
    taken.at(number % 2).note(took.count());
  }
  report(taken[0], taken[1]);
}

}  // namespace

int main(int argc, char** argv) try {
  const std::span words(argv, static_cast<std::size_t>(argc));
  if (words.size() != 4) throw Failure("usage: enumeration_driver PORT KIND SAMPLES");
  run(port_number(words[1]), words[2], positive(words[3]));
} catch (const std::exception& error) {
  std::cerr << "enumeration_driver: " << error.what() << '\n';
  return 1;
}
