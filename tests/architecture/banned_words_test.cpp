// What the sources never say, since something of ours does it safely.

#include <gtest/gtest.h>

#include <ostream>
#include <regex>

#include "tests/architecture/source_tree.hpp"

namespace chancery::architecture {
namespace {

struct Ban {
  const char* what;
  const char* pattern;
  /// The only folder that may say it; empty for none.
  const char* except;
  const char* instead;
};

const Ban bans[] = {
    {"guessable randomness",
     R"(Poco::Random|RandomStream|UUIDGenerator|\brandom_device\b|\bmt19937|\bs?rand\s*\(|\bdrand48)",
     "", "randomness comes from ports/outbound/entropy.hpp: the others can be guessed"},
    {"scattered randomness",
     R"(\bRAND_(pseudo_)?bytes\b|\bRAND_priv_bytes\b|\bgetrandom\b|\bgetentropy\b|randombytes_)",
     "adapters/crypto", "randomness comes from ports/outbound/entropy.hpp, checked in one place"},
    {"scattered clocks",
     R"(\b(system|utc|tai|high_resolution)_clock::now\b|\bCLOCK_REALTIME\b|\bgettimeofday\b|\btime\s*\(\s*(nullptr|NULL|0)\s*\)|Poco::(Timestamp|DateTime|LocalDateTime)\b)",
     "adapters/system", "the time of day comes from ports/outbound/clock.hpp, or as an argument"},
    {"Poco's HTTP server", R"(\bHTTPServer|\bHTTPRequestHandler|\bServerApplication\b)", "",
     "adapters/http/server.hpp reads requests: Poco's server accepts ambiguous ones"},
    {"Poco's forms", R"(\bHTMLForm\b)", "",
     "adapters/http/form.hpp reads forms: HTMLForm keeps repeated parameters"},
    {"Poco's tokens", R"(Poco::JWT|Poco/JWT)", "", "adapters/crypto signs and verifies tokens"},
    {"Poco's JSON", R"(Poco::JSON|Poco/JSON|Poco::Dynamic)", "",
     "domain/codec/json.hpp reads JSON: Poco's parser accepts duplicate keys"},
    {"weak digests", R"(\bEVP_md5\b|Poco::(MD5|SHA1)Engine)", "", "SHA-256 or better"},
    {"SHA-1", R"(\bEVP_sha1\b)", "adapters/crypto",
     "SHA-256 or better: what others have fixed on SHA-1 is in adapters/crypto"},
    {"unsafe calls", R"(\b(strcpy|strcat|sprintf|gets|alloca|strtok|system|popen)\s*\()", "",
     "there is a safe way to say it"},
    {"all of std", R"(\busing\s+namespace\s+std\s*;)", "", "name what is used"},
    {"unfinished work", R"(\bTODO\b|\bFIXME\b|\bXXX\b|not implemented)", "",
     "finish it, or leave it out"},
};

void PrintTo(const Ban& ban, std::ostream* out) { *out << ban.what; }

class BannedWords : public testing::TestWithParam<Ban> {};

TEST_P(BannedWords, OccurNowhere) {
  const auto& ban = GetParam();
  const std::regex pattern(ban.pattern);
  for (const auto& file : product_sources()) {
    if (file.layer == ban.except) continue;
    std::smatch match;
    EXPECT_FALSE(std::regex_search(file.code, match, pattern))
        << file.path << " says " << match.str() << "\n"
        << ban.instead;
  }
}

INSTANTIATE_TEST_SUITE_P(Architecture, BannedWords, testing::ValuesIn(bans));

TEST(PureDecisions, ReadNoClockAndStartNoThread) {
  const std::regex impure(
      R"(_clock::now\b|\bsleep_for\b|std::(j?thread|async|cout|cerr|getenv)\b)");
  for (const auto& file : product_sources()) {
    if (file.layer != "domain") continue;
    std::smatch match;
    EXPECT_FALSE(std::regex_search(file.code, match, impure))
        << file.path << " says " << match.str()
        << "\n`now` and all else is an argument of a decision";
  }
}

TEST(WithoutComments, LeavesCodeAndLiterals) {
  EXPECT_EQ(without_comments("a // rand(\nb"), "a \nb");
  EXPECT_EQ(without_comments("a /* rand( */ b"), "a  b");
  EXPECT_EQ(without_comments(R"("http://x" + rand())"), R"("http://x" + rand())");
  EXPECT_EQ(without_comments(R"("\"// no comment" c)"), R"("\"// no comment" c)");
  EXPECT_EQ(without_comments("1'000 // one\n'/' '\\''//two"), "1'000 \n'/' '\\''");
  EXPECT_EQ(without_comments("R\"(\" // text)\" // gone"), "R\"(\" // text)\" ");
  EXPECT_EQ(without_comments("a /* open"), "a ");
}

}  // namespace
}  // namespace chancery::architecture
