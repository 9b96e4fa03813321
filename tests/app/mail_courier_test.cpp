// The thread that sends mail: goes on at its pace, survives what fails, and says nothing of whom it
// writes to.

#include "app/mail_courier.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <functional>
#include <future>
#include <iterator>

#include "ports/unavailable.hpp"
#include "tests/app/temporary_folder.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;
using Delivery = inbound::DeliverMail::Delivery;
using Outcome = inbound::DeliverMail::Outcome;

/// Answers with what it was given, then says so.
struct Post final : inbound::DeliverMail {
  std::vector<std::function<Delivery()>> answers;
  std::size_t asked = 0;
  std::promise<void> finished;

  Delivery deliver_next(const std::stop_token& /*stop*/) override {
    // The line that the last answer makes is written before the next question.
    if (asked++ == answers.size()) finished.set_value();
    return asked > answers.size() ? Delivery{} : answers[asked - 1]();
  }
};

Delivery of(Outcome outcome, const std::string& reason = {}) {
  return {
      .outcome = outcome, .mail = MailId("m1"), .kind = MailKind::reset_password, .reason = reason};
}

std::function<Delivery()> giving(const Delivery& delivery) {
  return [=] { return delivery; };
}

Delivery away() { throw Unavailable("the database is away"); }

class MailCourierTest : public testing::Test {
 protected:
  /// Runs the thread until it has asked once more than there are answers; what was logged.
  std::string run(Post& post) {
    const auto path = folder / "log";
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    {
      system::Log log(file, {.level = system::LogLevel::debug});
      const MailCourier courier(post, log, 0ms);
      post.finished.get_future().wait();
    }
    ::close(file);
    std::ifstream text(path);
    return {std::istreambuf_iterator<char>(text), {}};
  }
  static std::size_t count(const std::string& log, const std::string& part) {
    std::size_t found = 0;
    for (auto at = log.find(part); at != std::string::npos; at = log.find(part, at + 1)) ++found;
    return found;
  }

  TemporaryFolder folder;
};

TEST_F(MailCourierTest, TellsOfEachMailByItsIdAndKind) {
  Post post;
  post.answers = {giving(of(Outcome::sent)), giving(of(Outcome::postponed, "450 to RCPT")),
                  giving(of(Outcome::given_up, "it is too old"))};
  const auto log = run(post);
  EXPECT_EQ(count(log, R"("a mail is sent","mail":"m1","kind":"reset_password"})"), 1U) << log;
  EXPECT_EQ(
      count(log, R"("a mail is put off","mail":"m1","kind":"reset_password","reason":"450 to)"), 1U)
      << log;
  EXPECT_EQ(count(log, R"("a mail is given up")"), 1U) << log;
}

TEST_F(MailCourierTest, TroubleIsToldWhenItBeginsAndWhenItEnds) {
  Post post;
  post.answers = {giving(of(Outcome::stalled, "the mail server is away")),
                  giving(of(Outcome::stalled, "the mail server is away")),
                  giving(of(Outcome::sent))};
  const auto log = run(post);
  EXPECT_EQ(count(log, "no mail can be sent"), 1U) << log;
  EXPECT_EQ(count(log, "mails are sent again"), 1U) << log;
}

TEST_F(MailCourierTest, SurvivesADatabaseThatIsAway) {
  Post post;
  post.answers = {away, away, giving({}), away};
  const auto log = run(post);
  EXPECT_EQ(count(log, R"("mails cannot be looked for","detail":"the database is away")"), 2U)
      << log;
  EXPECT_EQ(count(log, "mails are looked for again"), 2U) << log;
}

TEST_F(MailCourierTest, MailsThatNobodyCanReadAreToldOfOnce) {
  Post post;
  post.answers = {giving({.outcome = Outcome::unreadable}),
                  giving({.outcome = Outcome::unreadable})};
  EXPECT_EQ(count(run(post), "there are mails that no master key opens"), 1U);
}

TEST_F(MailCourierTest, TheEndIsPassedOnToWhoIsSending) {
  struct Slow final : inbound::DeliverMail {
    Delivery deliver_next(const std::stop_token& stop) override {
      if (asked.exchange(true)) return {};
      sending.set_value();
      std::promise<void> stopped;
      const std::stop_callback on_stop(stop, [&] { stopped.set_value(); });
      stopped.get_future().wait();
      return of(Outcome::postponed, "the program ends");
    }
    std::atomic<bool> asked = false;
    std::promise<void> sending;
  } slow;
  const auto path = folder / "log";
  const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  {
    system::Log log(file);
    const MailCourier courier(slow, log, 0ms);
    slow.sending.get_future().wait();
  }
  ::close(file);
  std::ifstream text(path);
  const std::string log{std::istreambuf_iterator<char>(text), {}};
  EXPECT_EQ(log.find("put off"), std::string::npos) << "that is nobody's trouble: " << log;
}

}  // namespace
}  // namespace chancery
