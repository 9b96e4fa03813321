// Clients page by page.

#include "app/usecases/list_clients.hpp"

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class ListClientsTest : public testing::Test, protected World {
 protected:
  ListClientsTest() {
    for (const auto* id : {"shop", "Zoo", "a.b"}) {
      Client other = app;
      other.id = ClientId(id);
      EXPECT_TRUE(clients.add(other, {}));
    }
  }

  ListClients pages{clients, macs};

  /// The ids of all pages, `|` between pages.
  std::string walk(std::size_t limit) {
    std::string ids;
    std::optional<std::string> cursor;
    do {
      const auto page = pages.list(cursor, limit);
      if (!page) return "no page";
      for (const auto& client : page->clients) ids += client.id.value() + ' ';
      cursor = page->next_cursor;
      if (cursor) ids += "| ";
    } while (cursor);
    return ids;
  }
};

TEST_F(ListClientsTest, ComeInAscendingOrderEachOnceWhateverThePage) {
  std::string all;
  for (const auto& client : clients.list()) all += client.id.value() + ' ';
  const auto count = clients.list().size();
  ASSERT_EQ(count, 4U);
  EXPECT_EQ(walk(count), all) << "a page that is just full is the last";
  EXPECT_EQ(walk(count + 1), all);
  auto one_by_one = walk(1);
  std::size_t pages_seen = 1;
  for (auto at = one_by_one.find("| "); at != std::string::npos; at = one_by_one.find("| ")) {
    one_by_one.erase(at, 2);
    ++pages_seen;
  }
  EXPECT_EQ(one_by_one, all);
  EXPECT_EQ(pages_seen, count);
}

TEST_F(ListClientsTest, B35_ACursorThatIsNotOursIsNone) {
  const auto cursor = pages.list(std::nullopt, 1)->next_cursor.value();
  EXPECT_TRUE(pages.list(cursor, 1));
  auto forged = cursor;
  forged.back() = forged.back() == 'A' ? 'B' : 'A';
  const PageCursors others(macs);
  for (const auto& text :
       {forged, std::string(), std::string("x"), cursor + "A", others.write({"users"}, "app")}) {
    EXPECT_FALSE(pages.list(text, 1)) << text;
  }
}

}  // namespace
}  // namespace chancery::test
