#include "domain/password_hash_format.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/password_hashes.hpp"

namespace chancery {
namespace {

using Fault = PasswordHashFault;

std::string repeated(std::size_t count, char c = 'A') { return std::string(count, c); }

void expect_algorithm(const std::string& text, PasswordAlgorithm expected) {
  const auto algorithm = algorithm_of(text);
  ASSERT_TRUE(algorithm.has_value()) << text;
  EXPECT_EQ(*algorithm, expected) << text;
}

void expect_fault(const std::string& text, Fault expected) {
  const auto algorithm = algorithm_of(text);
  ASSERT_FALSE(algorithm.has_value()) << text;
  EXPECT_EQ(algorithm.error(), expected) << text;
}

TEST(PasswordHashFormat, KnowsWhatOthersMade) {
  std::set<std::string> seen;
  for (const auto& [made_by, name, password, hash] : hashes_made_elsewhere()) {
    const auto algorithm = algorithm_of(hash);
    ASSERT_TRUE(algorithm.has_value()) << made_by << ' ' << hash;
    EXPECT_EQ(name_of(*algorithm), name) << made_by;
    seen.insert(name);
  }
  EXPECT_EQ(seen.size(), 12U);
}

TEST(PasswordHashFormat, KnowsASchemeByItsName) {
  for (const auto& made : hashes_made_elsewhere()) {
    const auto scheme = made.hash.substr(0, made.hash.find_first_of("$}", 1));
    EXPECT_EQ(algorithm_of_scheme(scheme), algorithm_of(made.hash).value()) << scheme;
  }
  for (const auto* scheme : {"", "$", "$1", "argon2id", "$peppered", "{sha", "$2b$"}) {
    EXPECT_EQ(algorithm_of_scheme(scheme), std::nullopt) << scheme;
  }
}

TEST(PasswordHashFormat, NothingMayBeMissingOrFollow) {
  for (const auto& made : hashes_made_elsewhere()) {
    for (const auto* more : {"$", " ", "\n", "=", "!"}) {
      EXPECT_FALSE(algorithm_of(made.hash + more).has_value()) << made.hash << more;
    }
    EXPECT_FALSE(algorithm_of(made.hash + std::string(1, '\0')).has_value()) << made.hash;
    EXPECT_FALSE(algorithm_of(" " + made.hash).has_value()) << made.hash;
    EXPECT_FALSE(algorithm_of(made.hash.substr(1)).has_value()) << made.hash;
    const auto last = made.hash.find_last_of("$}");
    EXPECT_FALSE(algorithm_of(made.hash.substr(0, last)).has_value()) << made.hash;
    EXPECT_FALSE(algorithm_of(made.hash.substr(0, last + 1)).has_value()) << made.hash;
  }
}

TEST(PasswordHashFormat, WhatBeginsLikeNoFormatIsUnknown) {
  for (const auto* text :
       {"", "plain", "$1$salt$hash", "$2$04$x", "$2x$04$x", "$argon2d$v=19$m=64,t=1,p=1$x$y",
        "{CRYPT}x", "{sha}x", "md5$salt$hash", "pbkdf2_sha512$1$a$b", "$y$j9T$x$y", "sha1"}) {
    expect_fault(text, Fault::unknown_format);
  }
}

struct Case {
  std::string text;
  std::optional<Fault> fault;
};

void expect_each(const std::vector<Case>& cases) {
  for (const auto& [text, fault] : cases) {
    if (fault) {
      expect_fault(text, *fault);
    } else {
      EXPECT_TRUE(algorithm_of(text).has_value()) << text;
    }
  }
}

TEST(PasswordHashFormat, BoundsOfBcrypt) {
  const auto tail = "$" + repeated(21, 'a') + "e" + repeated(30, 'b') + "C";
  expect_each({{"$2b$04" + tail, {}},
               {"$2a$15" + tail, {}},
               {"$2y$16" + tail, Fault::too_costly},
               {"$2b$99" + tail, Fault::too_costly},
               {"$2b$03" + tail, Fault::malformed},
               {"$2b$4" + tail, Fault::malformed},
               {"$2b$004" + tail, Fault::malformed},
               {"$2b$+4" + tail, Fault::malformed},
               {"$2b$04$" + repeated(52), Fault::malformed},
               {"$2b$04$" + repeated(54), Fault::malformed},
               {"$2b$04$" + repeated(52) + "+", Fault::malformed},
               {"$2b$04$" + repeated(52, 'a') + "b", Fault::malformed}});
}

TEST(PasswordHashFormat, BoundsOfShaCrypt) {
  const auto hash = "$" + repeated(43);
  const auto longer = "$" + repeated(86);
  expect_each({{"$5$salt" + hash, {}},
               {"$5$" + repeated(16) + hash, {}},
               {"$5$" + repeated(17) + hash, Fault::malformed},
               {"$5$" + hash, Fault::malformed},
               {"$5$sa:t" + hash, Fault::malformed},
               {"$5$salt" + longer, Fault::malformed},
               {"$6$salt" + longer, {}},
               {"$6$salt" + hash, Fault::malformed},
               {"$6$rounds=1000$salt" + longer, {}},
               {"$6$rounds=999$salt" + longer, Fault::malformed},
               {"$6$rounds=1000000$salt" + longer, {}},
               {"$6$rounds=1000001$salt" + longer, Fault::too_costly},
               {"$6$rounds=4294967296$salt" + longer, Fault::malformed},
               {"$6$rounds=01000$salt" + longer, Fault::malformed},
               {"$6$rounds=$salt" + longer, Fault::malformed},
               {"$6$rounds=1000" + longer, Fault::malformed}});
}

TEST(PasswordHashFormat, BoundsOfArgon2) {
  const auto text = [](const std::string& cost) {
    return "$argon2id$v=19$" + cost + "$" + repeated(22) + "$" + repeated(43);
  };
  expect_each({{text("m=1048576,t=10,p=16"), {}},
               {text("m=1048577,t=1,p=1"), Fault::too_costly},
               {text("m=64,t=11,p=1"), Fault::too_costly},
               {text("m=1024,t=1,p=17"), Fault::too_costly},
               {text("m=4294967295,t=1,p=1"), Fault::too_costly},
               {text("m=64,t=0,p=1"), Fault::malformed},
               {text("m=64,t=1"), Fault::malformed}});
}

TEST(PasswordHashFormat, BoundsOfPbkdf2) {
  const auto text = [](const std::string& iterations, std::size_t salt = 22,
                       std::size_t hash = 43) {
    return "$pbkdf2-sha256$" + iterations + "$" + repeated(salt) + "$" + repeated(hash);
  };
  expect_each({{text("1"), {}},
               {text("5000000"), {}},
               {text("5000001"), Fault::too_costly},
               {text("2500000", 22, 86), {}},
               {text("2500001", 22, 86), Fault::too_costly},
               {text("4294967295"), Fault::too_costly},
               {text("4294967296"), Fault::malformed},
               {text("0"), Fault::malformed},
               {text("-1"), Fault::malformed},
               {text("1e3"), Fault::malformed},
               {text(""), Fault::malformed},
               {text("1", 0), Fault::malformed},
               {text("1", 2), {}},
               {text("1", 86), {}},
               {text("1", 87), Fault::malformed},
               {text("1", 22, 22), {}},
               {text("1", 22, 20), Fault::malformed},
               {text("1", 22, 87), Fault::malformed},
               {"$pbkdf2$1$" + repeated(21) + "+$" + repeated(27), Fault::malformed},
               {"$pbkdf2$1$" + repeated(21) + "B$" + repeated(27), Fault::malformed},
               {"pbkdf2_sha1$1$salt$" + repeated(27) + "=", {}},
               {"pbkdf2_sha1$1$salt$" + repeated(27), Fault::malformed},
               {"pbkdf2_sha1$1$sa t$" + repeated(27) + "=", Fault::malformed},
               {"pbkdf2_sha1$1$$" + repeated(27) + "=", Fault::malformed},
               {"pbkdf2_sha256$5000001$salt$" + repeated(43) + "=", Fault::too_costly}});
}

TEST(PasswordHashFormat, BoundsOfScrypt) {
  const auto text = [](const std::string& cost) {
    return "$scrypt$" + cost + "$" + repeated(22) + "$" + repeated(43);
  };
  expect_each({{text("ln=1,r=1,p=1"), {}},
               {text("ln=18,r=8,p=1"), {}},
               {text("ln=18,r=9,p=1"), Fault::too_costly},
               {text("ln=19,r=8,p=1"), Fault::too_costly},
               {text("ln=14,r=8,p=32"), {}},
               {text("ln=14,r=8,p=33"), Fault::too_costly},
               {text("ln=31,r=8,p=1"), Fault::too_costly},
               {text("ln=64,r=8,p=1"), Fault::too_costly},
               {text("ln=1,r=4294967295,p=4294967295"), Fault::too_costly},
               {text("ln=16,r=1,p=1"), Fault::malformed},
               {text("ln=0,r=8,p=1"), Fault::malformed},
               {text("ln=10,p=1,r=8"), Fault::malformed},
               {text("ln=10,r=8"), Fault::malformed},
               {text("ln=10,r=8,p=1,x=1"), Fault::malformed}});
}

TEST(PasswordHashFormat, BoundsOfFirebase) {
  const auto text = [](const std::string& cost, std::size_t key = 86, std::size_t hash = 86) {
    return "$firebase-scrypt$" + cost + ",sep=Bw,key=" + repeated(key) + "$" + repeated(16) + "$" +
           repeated(hash);
  };
  expect_each({{text("ln=14,r=8"), {}},
               {text("ln=18,r=8"), {}},
               {text("ln=19,r=8"), Fault::too_costly},
               {text("ln=14"), Fault::malformed},
               {text("ln=14,r=8", 86, 43), Fault::malformed},
               {text("ln=14,r=8", 20, 20), Fault::malformed},
               {text("ln=14,r=8", 171, 171), {}},
               {text("ln=14,r=8", 172, 172), Fault::malformed},
               {"$firebase-scrypt$ln=14,r=8,sep=,key=" + repeated(43) + "$" + repeated(8) + "$" +
                    repeated(43),
                {}}});
}

TEST(PasswordHashFormat, BoundsOfSha) {
  const auto digest = repeated(27);
  expect_each({{"{SHA}" + digest + "=", {}},
               {"{SHA}" + digest, Fault::malformed},
               {"{SHA}" + repeated(28), Fault::malformed},
               {"{SSHA}" + digest + "=", Fault::malformed},
               {"{SSHA}" + repeated(28), {}},
               {"{SSHA}" + repeated(112), {}},
               {"{SSHA}" + repeated(116), Fault::malformed},
               {"{SHA256}" + repeated(43) + "=", {}},
               {"{SHA512}" + repeated(86) + "==", {}},
               {"sha1$salt$" + repeated(40, 'a'), {}},
               {"sha1$salt$" + repeated(40, 'A'), Fault::malformed},
               {"sha1$salt$" + repeated(41, 'a'), Fault::malformed},
               {"sha1$salt$" + repeated(38, 'a'), Fault::malformed},
               {"sha1$$" + repeated(40, 'a'), Fault::malformed}});
}

TEST(PasswordHashFormat, ASaltIsWhatFollowsTheDigest) {
  const auto fields = read_password_hash("{SSHA}" + repeated(27) + "B");
  ASSERT_TRUE(fields.has_value());
  const auto* const hash = std::get_if<ShaHash>(&*fields);
  ASSERT_NE(hash, nullptr);
  EXPECT_EQ(hash->hash, std::string(20, '\0'));
  EXPECT_EQ(hash->salt, "\x01");
  EXPECT_FALSE(hash->salt_first);
  expect_algorithm("{SSHA}" + repeated(28), PasswordAlgorithm::salted_sha);
  expect_algorithm("{SHA}" + repeated(27) + "=", PasswordAlgorithm::unsalted_sha);
}

}  // namespace
}  // namespace chancery
