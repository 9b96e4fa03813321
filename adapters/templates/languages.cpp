#include "adapters/templates/languages.hpp"

#include <algorithm>
#include <stdexcept>

#include "adapters/templates/language.hpp"

namespace chancery::templates {

Languages::Languages(std::initializer_list<Source> sources) {
  for (const auto& [tag, text] : sources) {
    auto catalogue = Catalogue::parse(text);
    if (!catalogue) throw std::logic_error("a catalogue: " + catalogue.error().message);
    languages_.push_back({tag, *std::move(catalogue)});
    tags_.emplace_back(tag);
  }
}

const Languages::Language& Languages::choose(std::span<const std::string> ui_locales,
                                             std::string_view accept_language) const {
  const auto tag = choose_language(ui_locales, accept_language, tags_);
  const auto found = std::ranges::find(languages_, tag, &Language::tag);
  return found == languages_.end() ? languages_.front() : *found;
}

}  // namespace chancery::templates
