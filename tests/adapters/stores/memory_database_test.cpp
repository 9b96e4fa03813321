// The one thing the in-memory database can do that others cannot: go back.

#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

TEST(MemoryDatabase, ReturnsToAStateThatWasKept) {
  const auto login = samples::event(AuditType::login_succeeded);
  MemoryStores stores;
  stores.families.add(samples::family("f1"), login);
  const auto kept = stores.database.snapshot();

  ASSERT_TRUE(stores.families.end(FamilyId("f1"), login));
  stores.families.add(samples::family("f2"), login);
  EXPECT_TRUE(kept.families.contains(FamilyId("f1"))) << "a snapshot is a copy";

  stores.database.restore(kept);
  EXPECT_TRUE(stores.families.find(FamilyId("f1")));
  EXPECT_FALSE(stores.families.find(FamilyId("f2")));
  EXPECT_EQ(stores.events(), std::vector{login});
}

}  // namespace
}  // namespace chancery
