#include "adapters/crypto/entropy.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <sys/resource.h>
#include <unistd.h>

#include <set>
#include <vector>

#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

TEST(Entropy, GivesAsManyBytesAsAskedFor) {
  Entropy entropy;
  for (const std::size_t count : {0U, 1U, 32U, 4096U}) {
    EXPECT_EQ(entropy.bytes(count).size(), count);
  }
}

TEST(Entropy, NeverRepeatsItself) {
  Entropy entropy;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(entropy.bytes(16)).second);
}

TEST(Entropy, B102_AGeneratorThatFailsGivesNothingAtAll) {
  for (const auto generator : {Entropy::Generator([](unsigned char*, int) { return 0; }),
                               Entropy::Generator([](unsigned char*, int) { return -1; })}) {
    Entropy entropy(generator);
    EXPECT_THROW((void)entropy.bytes(32), Unavailable);
  }
}

TEST(Entropy, LeavesNoErrorBehindForTls) {
  Entropy entropy([](unsigned char*, int) {
    ERR_raise(ERR_LIB_USER, 1);
    return 0;
  });
  EXPECT_THROW((void)entropy.bytes(32), Unavailable);
  EXPECT_EQ(ERR_peek_error(), 0U);
}

/// No file descriptor is to be had while it lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int next = dup(STDERR_FILENO);
    close(next);
    const rlimit none{.rlim_cur = static_cast<rlim_t>(next), .rlim_max = before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit before_{};
};

// Runs in a process of its own under ctest, so this is the generator's first use too.
TEST(Entropy, B102_RunningOutOfDescriptorsWeakensNothing) {
  Entropy entropy;  // before: UndefinedBehaviorSanitizer looks at a new type through a pipe
  const NoDescriptors none;
  ASSERT_EQ(open("/dev/urandom", O_RDONLY | O_CLOEXEC), -1);
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(seen.insert(entropy.bytes(16)).second);
}

}  // namespace
}  // namespace chancery::crypto
