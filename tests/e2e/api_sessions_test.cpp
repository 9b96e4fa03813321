// Sessions over HTTP: seen, ended, and gone everywhere.

#include <thread>

#include "tests/e2e/api_fixture.hpp"

namespace chancery::test {
namespace {

class ApiSessions : public ApiTest {
 protected:
  /// The ids of the sessions that a caller sees, its own one last.
  std::vector<std::string> ids(std::string_view bearer) {
    const auto answer = show("/users/me/sessions", bearer);
    const auto page = codec::read_json(answer.body);
    if (!page || page->find("items") == nullptr) return {answer.body};
    std::vector<std::string> others;
    std::string current;
    for (const auto& item : *page->find("items")->as_array()) {
      const auto& id = *item.find("id")->as_string();
      if (*item.find("current")->as_bool()) {
        current = id;
      } else {
        others.push_back(id);
      }
    }
    others.push_back(current);
    return others;
  }
  HttpResponse end(const std::string& id, std::string_view bearer) {
    return send("DELETE", "/users/me/sessions/" + id, "", bearer);
  }
};

TEST_F(ApiSessions, AnOtherLoginIsSeenAndEnded) {
  const auto here = log_in("ada");
  const auto there = log_in("ada");
  const auto seen = ids(here.text("access_token"));
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(ids(there.text("access_token")).at(0), seen.at(1)) << "each is current to itself";

  EXPECT_EQ(end(seen.at(0), here.text("access_token")).status, 204);
  EXPECT_EQ(problem(refresh(there.text("refresh_token"))), "401 invalid_grant");
  EXPECT_EQ(problem(show("/users/me", there.text("access_token"))), "401 invalid_token");
  EXPECT_EQ(refresh(here.text("refresh_token")).status, 200);
  EXPECT_EQ(problem(end(seen.at(0), here.text("access_token"))), "404 not_found");

  EXPECT_EQ(end(seen.at(1), here.text("access_token")).status, 204) << "one's own";
  EXPECT_EQ(problem(show("/users/me/sessions", here.text("access_token"))), "401 invalid_token");
}

TEST_F(ApiSessions, B96_AnotherUsersSessionIsNotThere) {
  const auto root = admin_token();
  const auto ada = log_in("ada");
  const auto id = ids(ada.text("access_token")).at(0);
  EXPECT_EQ(problem(end(id, root)), "404 not_found") << "no administrator's either";
  EXPECT_EQ(refresh(ada.text("refresh_token")).status, 200);
  for (const auto* other : {"x", "me", "%27", "_"}) {
    EXPECT_EQ(problem(end(other, root)), "404 not_found") << other;
  }
  EXPECT_EQ(problem(end("", root)), "404 not_found");
  EXPECT_EQ(problem(show("/users/me/sessions/" + id, root)), "405 method_not_allowed");
}

TEST_F(ApiSessions, ALoginOfAnotherAppIsAmongThem) {
  const auto by_the_book = running.log_in("offline_access");
  const auto here = log_in("ada").text("access_token");
  EXPECT_EQ(ids(here).size(), 2U);
  EXPECT_EQ(end(ids(here).at(0), here).status, 204);
  EXPECT_EQ(running.refresh(by_the_book.text("refresh_token")).text("error"), "invalid_grant");
}

TEST_F(ApiSessions, EveryWayToEndOneSaysWhy) {
  auto& authority = running.authority();
  const auto why = [&](std::size_t events) {
    auto page = authority.read_audit.newest({.type = AuditType::login_ended}, 9);
    EXPECT_EQ(page.events.size(), events);
    EXPECT_TRUE(page.events.back().family && page.events.back().user && page.events.back().client);
    return page.events.back().reason;
  };
  const auto first = log_in("ada");
  EXPECT_EQ(
      send("POST", "/auth/logout", R"({"refresh_token":")" + first.text("refresh_token") + R"("})")
          .status,
      204);
  EXPECT_EQ(why(1), "logout");

  const auto second = running.log_in("offline_access").text("refresh_token");
  running.ask(post_form("/oauth2/revoke", "token=" + second, app_credentials()));
  EXPECT_EQ(why(2), "revoked");

  const auto third = log_in("ada").text("access_token");
  EXPECT_EQ(end(ids(third).at(0), third).status, 204);
  EXPECT_EQ(why(3), "session_revoked");

  const auto fourth = log_in("ada").text("refresh_token");
  const auto later = refresh(refresh(fourth).text("refresh_token")).text("refresh_token");
  EXPECT_EQ(problem(refresh(fourth)), "401 invalid_grant");
  EXPECT_EQ(problem(refresh(later)), "401 invalid_grant");
  EXPECT_EQ(why(4), "reuse");
}

constexpr sql::Statement expire_all(
    "UPDATE refresh_families SET expires_at = 1, rotated_at = 0, sweep_at = 1");

TEST_F(ApiSessions, WhatHasEndedIsRemovedByTheRunningServer) {
  log_in("ada");
  auto& authority = running.authority();
  authority.database->execute(expire_all, {});
  EXPECT_EQ(authority.keep_house.backlog().waiting, 1U);
  // The first sweep comes a second after the start: thousands of these.
  for (int i = 0; i < 1'000'000 && authority.keep_house.backlog().waiting > 0; ++i) {
    std::this_thread::yield();
  }
  EXPECT_EQ(authority.keep_house.backlog(), Backlog{});
}

}  // namespace
}  // namespace chancery::test
