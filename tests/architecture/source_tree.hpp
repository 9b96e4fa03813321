#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::architecture {

/// One `#include`, as written.
struct Include {
  std::string path;
  bool angled = false;  ///< `<path>`, not `"path"`
};

/// A source file of the product, as the rules see it.
struct SourceFile {
  std::string path;   ///< from the project's root
  std::string layer;  ///< `domain`, `ports/inbound`, `app/usecases`, `adapters/http`, `app`, …
  std::string code;   ///< the text without its comments
  std::vector<Include> includes;
};

/// Every `.hpp` and `.cpp` of the product (not of the tests), by path.
const std::vector<SourceFile>& product_sources();

/// The file of that path; null when there is none.
const SourceFile* find_source(std::string_view path);

/// The project's root.
std::filesystem::path project_root();

/// The whole text of a file; a test failure if it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// C++ text with comments taken out; string and character literals are left as they are.
std::string without_comments(std::string_view text);

}  // namespace chancery::architecture
