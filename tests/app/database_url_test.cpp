// Where a database URL may hold a password.

#include <gtest/gtest.h>

#include "app/settings/parse.hpp"

namespace chancery {
namespace {

TEST(DatabaseUrl, PasswordsAreSeenWhereverLibpqSeesThem) {
  using settings::has_password;
  EXPECT_TRUE(has_password("postgresql://u:p@h/d"));
  EXPECT_TRUE(has_password("postgres://u:p@h/d"));
  EXPECT_TRUE(has_password("postgresql://:p@h"));
  EXPECT_TRUE(has_password("postgresql://h/d?password=p"));
  EXPECT_TRUE(has_password("postgresql://h/d?sslmode=require&password=p"));
  EXPECT_TRUE(has_password("postgresql://h/d?pass%77ord=p"));
  EXPECT_TRUE(has_password("postgresql://?sslpassword=p"));
  EXPECT_FALSE(has_password("postgresql://u@h:5432/d"));
  EXPECT_FALSE(has_password("postgresql://h:5432/d?sslmode=require"));
  EXPECT_FALSE(has_password("postgresql://h:5432/d@e"));
  EXPECT_FALSE(has_password("postgresql://h/d?passfile=/x"));
  EXPECT_FALSE(has_password("sqlite:a:b@c"));
}

}  // namespace
}  // namespace chancery
