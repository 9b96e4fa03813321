// The whole program before those who guess and those who flood.

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>

#include "tests/e2e/api_fixture.hpp"
#include "tests/e2e/sign_in_fixture.hpp"

namespace chancery::test {
namespace {

using namespace std::chrono_literals;

/// The same as a proxy forwards it.
std::string forwarded_for(const std::string& addresses, std::string request) {
  request.insert(request.find("\r\n") + 2, "X-Forwarded-For: " + addresses + "\r\n");
  return request;
}

std::string guess(const std::string& name, const std::string& password = "wrong") {
  return post_form("/oauth2/token",
                   "grant_type=password&username=" + name + "&password=" + password,
                   app_credentials());
}

int retry_after(const HttpResponse& answer) {
  const auto field = answer.headers.find("retry-after");
  return field == answer.headers.end() ? 0 : std::stoi(field->second);
}

/// How many guesses are looked at in so long a time at most. Waits end with a whole second of the
/// clock, and one may have begun anywhere within the first.
int most_guesses(std::chrono::steady_clock::duration time) {
  time += 1s;
  std::uint32_t count = account_throttle.free_failures;
  for (auto waited = wait_after(count, account_throttle); waited <= time;
       waited += wait_after(count, account_throttle)) {
    ++count;
  }
  return static_cast<int>(count);
}

struct SetClock final : outbound::Clock {
  Instant at{};
  [[nodiscard]] Instant now() const override { return at; }
};

/// As if somebody had guessed for an hour, as often as they may, by a clock that is a little ahead:
/// so that the wait is no less than that.
void guess_for_an_hour(Authority& authority,
                       const std::function<SlowGuesses::Target(int)>& target_of) {
  SetClock clock;
  SlowGuesses guesses({authority.attempts, authority.macs, authority.audit, clock});
  const auto end = authority.clock.now() + 5min;
  clock.at = end - 1h;
  const inbound::RequestContext context;
  for (int i = 0; clock.at <= end; ++i) {
    auto one = guesses.begin(target_of(i), context);
    if (one) {
      one->was_wrong();
    } else {
      clock.at += one.error();
    }
  }
}

void guess_for_an_hour(Authority& authority, const SlowGuesses::Target& target) {
  guess_for_an_hour(authority, [&](int) { return target; });
}

UserId ada(Authority& authority) { return authority.manage_users.find("ada")->id; }

class Guessing : public testing::TestWithParam<Engine> {
 protected:
  Running running{{}, GetParam()};
};

TEST_P(Guessing, B81_AHundredAtOnceByEveryNameAreSlowedAsOne) {
  const auto began = std::chrono::steady_clock::now();
  std::vector<std::future<HttpResponse>> answers;
  for (int i = 0; i < 100; ++i) {
    const char* const names[] = {"ada", "ADA", "ada%40example.org", "Ada%40EXAMPLE.org"};
    answers.push_back(std::async(std::launch::async,
                                 [this, name = names[i % 4]] { return running.ask(guess(name)); }));
  }
  int looked_at = 0;
  for (auto& answer : answers) {
    const auto told = answer.get();
    EXPECT_EQ(told.text("error"), "invalid_grant");
    EXPECT_EQ(told.status == 429, retry_after(told) > 0);
    if (told.status == 400) ++looked_at;
  }
  EXPECT_GE(looked_at, 5);
  EXPECT_LE(looked_at, most_guesses(std::chrono::steady_clock::now() - began));
  const auto failed = running.authority().read_audit.newest({.type = AuditType::login_failed}, 100);
  EXPECT_EQ(failed.events.size(), static_cast<std::size_t>(looked_at));
}

TEST_P(Guessing, B81_AWaitOutlivesARestartAndHoldsAtEveryWayIn) {
  auto& authority = running.authority();
  guess_for_an_hour(authority, {.kind = AttemptKind::password, .user = ada(authority)});
  running.restart();
  const auto right = running.log_in();
  EXPECT_EQ(right.status, 429);
  EXPECT_GT(retry_after(right), 60);
  const auto by_api = running.ask(
      send_json("POST", "/api/v1/auth/login",
                std::string(R"({"client_id":"app","client_secret":")") + Running::app_secret +
                    R"(","login":"ADA@example.org","password":")" + Running::password + R"("})"));
  EXPECT_EQ(problem(by_api), "429 too_many_attempts");
  EXPECT_GT(retry_after(by_api), 60);
}

INSTANTIATE_TEST_SUITE_P(, Guessing, testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& engine) { return name(engine.param); });

TEST(GuessingAtSeveralNodes, B81_IsSlowedAtAllOfThem) {
  Running first{{}, Engine::postgresql};
  Running second{Running::Beside{first}};
  guess_for_an_hour(first.authority(),
                    {.kind = AttemptKind::password, .user = ada(first.authority())});
  EXPECT_EQ(first.log_in().status, 429);
  EXPECT_EQ(second.log_in().status, 429);
}

TEST(GuessingAtNobody, B80_IsSlowedLikeGuessingAtSomebody) {
  Running running;
  auto& authority = running.authority();
  guess_for_an_hour(authority, {.kind = AttemptKind::password, .user = ada(authority)});
  guess_for_an_hour(authority, {.kind = AttemptKind::password, .login_name = "nobody"});
  auto somebody = running.ask(guess("ada"));
  auto nobody = running.ask(guess("nobody"));
  EXPECT_NEAR(retry_after(somebody), retry_after(nobody), 30) << "the clock went on";
  for (auto* answer : {&somebody, &nobody}) {
    for (const auto* own : {"x-request-id", "date", "retry-after"}) answer->headers.erase(own);
  }
  EXPECT_EQ(somebody.status, nobody.status);
  EXPECT_EQ(somebody.body, nobody.body);
  EXPECT_EQ(somebody.headers, nobody.headers);
}

class GuessingBehindAProxy : public ApiTest {
 protected:
  GuessingBehindAProxy()
      : ApiTest({{"trusted-proxies", "127.0.0.1"},
                 {"rate-limit-registration", "2/1h"},
                 {"rate-limit-token", "3/1h"}}) {}

  HttpResponse sign_up(const std::string& forwarded) {
    const auto json = R"({"email":"user)" + std::to_string(++users_) +
                      R"(@example.org","password":"correct horse"})";
    return running.ask(forwarded_for(forwarded, send_json("POST", "/api/v1/auth/register", json)));
  }
  HttpResponse log_in_from(const std::string& address) {
    const auto json = std::string(R"({"login":"ada","password":")") + password + R"("})";
    return running.ask(forwarded_for(address, send_json("POST", "/api/v1/auth/login", json)));
  }

 private:
  int users_ = 0;
};

TEST_F(GuessingBehindAProxy, B92_RatesGoByTheAddressThatTheProxySays) {
  const auto first = sign_up("192.0.2.1");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(first.headers.at("ratelimit-policy"), R"("registration";q=2;w=3600)");
  EXPECT_EQ(first.headers.at("ratelimit").substr(0, 18), R"("registration";r=1)");
  EXPECT_EQ(sign_up("192.0.2.1").status, 201);
  for (const auto* dodge : {"192.0.2.1", "198.51.100.1, 192.0.2.1", "127.0.0.1, 192.0.2.1",
                            "garbage, 192.0.2.1", "::ffff:192.0.2.1"}) {
    const auto refused = sign_up(dodge);
    EXPECT_EQ(problem(refused), "429 too_many_requests") << dodge;
    EXPECT_GT(retry_after(refused), 1000);
    EXPECT_EQ(refused.headers.at("ratelimit").substr(0, 18), R"("registration";r=0)");
  }
  for (const auto* garbage : {"garbage", "192.0.2.1, garbage", "192.0.2.1,"}) {
    EXPECT_EQ(sign_up(garbage).status, 400) << garbage;
  }
  EXPECT_EQ(sign_up("192.0.2.2").status, 201);
}

TEST_F(GuessingBehindAProxy, RatesOfTokensAreOneForEveryWayToThem) {
  EXPECT_EQ(log_in_from("192.0.2.1").status, 200);
  const auto refresh = [&](const char* path, auto request) {
    return running.ask(forwarded_for("192.0.2.1", request(path))).status;
  };
  EXPECT_EQ(refresh("/api/v1/auth/refresh",
                    [](auto path) { return send_json("POST", path, R"({"refresh_token":"x"})"); }),
            401);
  const auto form = [](auto path) {
    return post_form(path, "grant_type=refresh_token&refresh_token=x&client_id=web");
  };
  EXPECT_EQ(refresh("/oauth2/token", form), 400);
  EXPECT_EQ(refresh("/oauth2/token", form), 429);
  EXPECT_EQ(log_in_from("192.0.2.1").status, 429);
  EXPECT_EQ(log_in_from("192.0.2.2").status, 200);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(running
                  .ask(forwarded_for("192.0.2.1",
                                     post_form("/oauth2/token", "grant_type=client_credentials",
                                               app_credentials())))
                  .status,
              429)
        << "the network's quota is used up, whoever asks";
  }
}

TEST_F(GuessingBehindAProxy, B81_WhereAnAccountIsAtHomeGuessesFromElsewhereAreNotFelt) {
  EXPECT_EQ(log_in_from("192.0.2.1").status, 200);
  guess_for_an_hour(
      running.authority(),
      {.kind = AttemptKind::password, .user = ada(running.authority()), .network = "198.51.100.7"});
  EXPECT_EQ(log_in_from("203.0.113.5").status, 429);
  EXPECT_EQ(log_in_from("192.0.2.1").status, 200);
}

TEST_F(GuessingBehindAProxy, B81_B92_ANetworkThatTriesManyNamesIsSlowed) {
  std::string name_tried;
  guess_for_an_hour(running.authority(), [&](int i) {
    name_tried = std::to_string(i);
    return SlowGuesses::Target{
        .kind = AttemptKind::password, .login_name = name_tried, .network = "2001:db8::"};
  });
  EXPECT_EQ(problem(log_in_from("2001:db8::7")), "429 too_many_attempts");
  EXPECT_EQ(log_in_from("2001:db8:0:1::7").status, 200);
}

class GuessingAtThePage : public SignInTest {};

TEST_F(GuessingAtThePage, B81_AsksToWaitUnlessTheBrowserIsKnown) {
  Browser known(running);
  ASSERT_NE(code(known), "");
  guess_for_an_hour(running.authority(),
                    {.kind = AttemptKind::password, .user = ada(running.authority())});

  Browser stranger(running);
  const auto page = stranger.visit(request("mail"));
  const auto again =
      stranger.submit(page, std::string("username=ada&password=") + Running::password);
  EXPECT_EQ(again.status, 429);
  EXPECT_EQ(again.form(), "/login") << "the page is there again, with what was typed";
  EXPECT_NE(again.page.find(R"(value="ada")"), std::string::npos);
  EXPECT_NE(again.page.find("too many attempts"), std::string::npos);

  const auto asked = known.visit(request("mail", "&prompt=login"));
  ASSERT_EQ(asked.form(), "/login");
  const auto done = known.submit(asked, std::string("username=ada&password=") + Running::password);
  EXPECT_NE(done.parameter("code"), "");
}

}  // namespace
}  // namespace chancery::test
