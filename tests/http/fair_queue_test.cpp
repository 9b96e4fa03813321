// Requests that wait for a worker: networks take turns.

#include "adapters/http/dispatch/fair_queue.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <random>

namespace chancery::http {
namespace {

std::shared_ptr<Exchange> of(std::string network, std::string path = "/") {
  auto exchange = std::make_shared<Exchange>();
  exchange->request.network = std::move(network);
  exchange->request.path = std::move(path);
  return exchange;
}

std::string served(FairQueue& queue) {
  std::string order;
  while (!queue.empty()) {
    const auto next = queue.pop();
    order += next->request.network + next->request.path + ' ';
  }
  return order;
}

bool push_all(FairQueue& queue, const std::string& network, int count) {
  for (int i = 0; i < count; ++i) {
    if (!queue.push(of(network, std::to_string(i)))) return false;
  }
  return true;
}

TEST(FairQueue, ServesOneNetworkInItsOrder) {
  FairQueue queue({.capacity = 10, .share = 10});
  ASSERT_TRUE(push_all(queue, "a", 4));
  EXPECT_EQ(queue.size(), 4U);
  EXPECT_EQ(served(queue), "a0 a1 a2 a3 ");
  EXPECT_EQ(queue.size(), 0U);
}

TEST(FairQueue, B86_NetworksTakeTurnsHoweverManyRequestsOneHas) {
  FairQueue queue({.capacity = 100, .share = 100});
  ASSERT_TRUE(push_all(queue, "a", 5));
  ASSERT_TRUE(push_all(queue, "b", 2));
  ASSERT_TRUE(push_all(queue, "", 3));
  EXPECT_EQ(served(queue), "a0 b0 0 a1 b1 1 a2 2 a3 a4 ");
}

TEST(FairQueue, B86_WhoComesInAFloodWaitsForOneTurn) {
  FairQueue queue({.capacity = 1024, .share = 512});
  ASSERT_TRUE(push_all(queue, "flood", 512));
  ASSERT_TRUE(queue.push(of("a")));
  EXPECT_EQ(queue.pop()->request.network, "flood");
  EXPECT_EQ(queue.pop()->request.network, "a");
}

TEST(FairQueue, B86_NoNetworkHoldsMoreThanItsShare) {
  FairQueue queue({.capacity = 6, .share = 3});
  ASSERT_TRUE(push_all(queue, "a", 3));
  EXPECT_FALSE(queue.push(of("a")));
  EXPECT_EQ(queue.size(), 3U);
  ASSERT_TRUE(push_all(queue, "b", 3));
  EXPECT_FALSE(queue.push(of("c"))) << "it is full";
  EXPECT_EQ(queue.pop()->request.network, "a");
  EXPECT_TRUE(queue.push(of("a"))) << "one of its places came free";
}

TEST(FairQueue, WhoHasNoNetworkMayTakeAllOfIt) {
  FairQueue queue({.capacity = 6, .share = 3});
  EXPECT_TRUE(push_all(queue, "", 6));
  EXPECT_FALSE(queue.push(of("")));
}

TEST(FairQueue, LosesAndInventsNothing) {
  std::minstd_rand random(7);
  FairQueue queue({.capacity = 40, .share = 15});
  std::map<std::string, std::deque<int>> model;
  std::size_t size = 0;
  for (int i = 0; i < 20'000; ++i) {
    if (random() % 2 == 0) {
      const std::string network(1, static_cast<char>('a' + random() % 5));
      const bool fits = size < 40 && model[network].size() < 15;
      ASSERT_EQ(queue.push(of(network, std::to_string(i))), fits);
      if (fits) {
        model[network].push_back(i);
        ++size;
      }
    } else if (!queue.empty()) {
      const auto next = queue.pop();
      auto& line = model.at(next->request.network);
      ASSERT_FALSE(line.empty());
      EXPECT_EQ(next->request.path, std::to_string(line.front()));
      line.pop_front();
      --size;
    }
    ASSERT_EQ(queue.size(), size);
  }
}

}  // namespace
}  // namespace chancery::http
