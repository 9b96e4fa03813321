#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/templates/catalogue.hpp"

namespace chancery::templates {

/// The same texts in several languages, English first. Thread-safe once made.
class Languages {
 public:
  struct Language {
    std::string tag;  ///< BCP 47
    Catalogue texts;
  };

  struct Source {
    const char* tag;
    std::string_view text;
  };
  /// Throws std::logic_error when one of them is no catalogue: they are ours.
  Languages(std::initializer_list<Source> sources);

  /// The language that is wanted most; see choose_language.
  [[nodiscard]] const Language& choose(std::span<const std::string> ui_locales,
                                       std::string_view accept_language) const;

  /// What templates are checked against.
  [[nodiscard]] const Catalogue& english() const { return languages_.front().texts; }
  [[nodiscard]] const std::vector<std::string>& tags() const { return tags_; }

 private:
  std::vector<Language> languages_;
  std::vector<std::string> tags_;
};

}  // namespace chancery::templates
