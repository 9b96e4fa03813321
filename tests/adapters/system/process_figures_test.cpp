#include "adapters/system/process_figures.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

namespace chancery::system {
namespace {

TEST(ProcessFigures, CountDescriptorsAndThreads) {
  const auto before = process_figures();
  const int one_more = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  std::optional<std::uint64_t> threads;
  std::thread([&] { threads = process_figures().threads; }).join();
  EXPECT_EQ(process_figures().open_descriptors, *before.open_descriptors + 1);
  EXPECT_EQ(threads, *before.threads + 1);
  ::close(one_more);
}

TEST(ProcessFigures, AreInBytesAndSeconds) {
  const auto figures = process_figures();
  EXPECT_GT(*figures.resident_bytes, std::uint64_t{1} << 20U);
  EXPECT_GE(*figures.virtual_bytes, *figures.resident_bytes);
  EXPECT_GE(*figures.max_descriptors, *figures.open_descriptors);
  EXPECT_LT(*figures.cpu_seconds, 3600.0);
}

}  // namespace
}  // namespace chancery::system
