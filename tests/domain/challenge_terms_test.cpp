#include "domain/challenge_terms.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

const ChallengeTerms all{.code_challenge = "c;1:",
                         .scopes = Scopes{"openid", "email"},
                         .acr_values = {"2", "1"},
                         .resources = {"https://api.example"},
                         .nonce = "n:1"};

TEST(ChallengeTerms, WhatIsWrittenIsRead) {
  auto no_scope_at_all = all;
  no_scope_at_all.scopes = Scopes{};
  for (const auto& terms : {all, ChallengeTerms{}, ChallengeTerms{.code_challenge = "c"},
                            no_scope_at_all, ChallengeTerms{.code_challenge = "c", .nonce = ""}}) {
    EXPECT_EQ(read_terms(write_terms(terms)), terms) << write_terms(terms);
  }
}

TEST(ChallengeTerms, OtherTextsAreNone) {
  const auto text = write_terms(all);
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(read_terms(std::string_view(text).substr(0, size))) << size;
  }
  EXPECT_FALSE(read_terms(text + ";"));
  EXPECT_TRUE(read_terms("1:c0;0;0;0;"));
  EXPECT_FALSE(read_terms("1:c2;1:a1:b0;0;0;")) << "two scopes";
  EXPECT_FALSE(read_terms("1:c1;3:b a0;0;0;")) << "not as it is written";
  EXPECT_FALSE(read_terms("1:c1;1:\"0;0;0;")) << "no scope";
}

}  // namespace
}  // namespace chancery
