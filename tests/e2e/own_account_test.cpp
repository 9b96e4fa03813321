// The account page in the whole program: from its login to the end of the account.

#include <gtest/gtest.h>

#include "tests/e2e/sign_in_fixture.hpp"

namespace chancery::test {
namespace {

class OwnAccountStory : public SignInTest {
 protected:
  static bool has(const Browser::View& view, std::string_view text) {
    return view.page.find(text) != std::string::npos;
  }
};

TEST_F(OwnAccountStory, FromItsLoginToTheEndOfTheAccount) {
  Browser browser(running);
  Browser other(running);
  const auto tokens = sign_in(other, "photos");
  ASSERT_EQ(tokens.status, 200);

  auto view = browser.visit("/account");
  ASSERT_EQ(view.form(), "/login");
  view = browser.walk(view);
  ASSERT_EQ(view.form(), "/account");
  view = browser.submit(view, "do=username&username=countess");
  EXPECT_TRUE(has(view, "Saved.")) << view.page;

  view = browser.visit("/account/apps");
  EXPECT_TRUE(has(view, R"(value="photos")"));
  view = browser.submit(view, "id=photos");
  EXPECT_TRUE(has(view, "The app is disconnected.")) << view.page;
  EXPECT_EQ(refresh(tokens, "photos").status, 400);

  const std::string old(Running::password);
  const std::string next = "quite+another+long+secret";
  view = browser.visit("/account/password");
  view = browser.submit(view, "current_password=" + old + "&new_password=" + next);
  EXPECT_TRUE(has(view, "The password is changed.")) << view.page;
  EXPECT_EQ(other.visit("/account").form(), "/login") << "signed out everywhere else";

  const auto deletion = browser.visit("/account/delete");
  view = browser.submit(deletion, "confirm=ada@example.org&current_password=" + old);
  EXPECT_TRUE(has(view, "The current password is wrong.")) << view.page;
  view = browser.submit(deletion, "confirm=ada@example.org&current_password=" + next);
  EXPECT_TRUE(has(view, "The account is deleted")) << view.page;
  EXPECT_EQ(browser.visit("/account").form(), "/login");
}

}  // namespace
}  // namespace chancery::test
