#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chancery::templates {

/// What a page says, by the names that templates use: texts, flags, lists of further values, and
/// fragments, which are HTML of our own making.
class Values {
 public:
  using List = std::vector<Values>;

  /// An empty text counts as absent.
  Values& text(std::string name, std::string value);
  Values& flag(std::string name, bool value);
  Values& list(std::string name, List items);
  /// HTML that goes into the page as it is: never anything that came from outside.
  Values& fragment(std::string name, std::string html);

  /// Null when there is none of that name and kind.
  [[nodiscard]] const std::string* find_text(std::string_view name) const;
  [[nodiscard]] const bool* find_flag(std::string_view name) const;
  [[nodiscard]] const List* find_list(std::string_view name) const;
  [[nodiscard]] const std::string* find_fragment(std::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
  std::map<std::string, bool, std::less<>> flags_;
  std::map<std::string, List, std::less<>> lists_;
  std::map<std::string, std::string, std::less<>> fragments_;
};

/// The names that a template may use, so that a misspelt one is found when the program starts
/// rather than when somebody signs in.
struct Names {
  using Set = std::set<std::string, std::less<>>;

  Set texts{};
  Set flags{};
  /// The names that the items of a list bring along.
  std::map<std::string, Set, std::less<>> lists{};
  Set fragments{};
};

}  // namespace chancery::templates
