#include "adapters/templates/values.hpp"

namespace chancery::templates {
namespace {

template <class Map>
const typename Map::mapped_type* find(const Map& map, std::string_view name) {
  const auto found = map.find(name);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

Values& Values::text(std::string name, std::string value) {
  texts_.insert_or_assign(std::move(name), std::move(value));
  return *this;
}

Values& Values::flag(std::string name, bool value) {
  flags_.insert_or_assign(std::move(name), value);
  return *this;
}

Values& Values::list(std::string name, List items) {
  lists_.insert_or_assign(std::move(name), std::move(items));
  return *this;
}

Values& Values::fragment(std::string name, std::string html) {
  fragments_.insert_or_assign(std::move(name), std::move(html));
  return *this;
}

const std::string* Values::find_text(std::string_view name) const { return find(texts_, name); }
const bool* Values::find_flag(std::string_view name) const { return find(flags_, name); }
const Values::List* Values::find_list(std::string_view name) const { return find(lists_, name); }
const std::string* Values::find_fragment(std::string_view name) const {
  return find(fragments_, name);
}

}  // namespace chancery::templates
