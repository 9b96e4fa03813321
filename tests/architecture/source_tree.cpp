#include "tests/architecture/source_tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>

#include "source_dir.hpp"

namespace chancery::architecture {
namespace {

namespace fs = std::filesystem;

/// The folder that has a rule of its own.
std::string layer_of(const fs::path& path) {
  auto part = path.begin();
  const auto top = part->string();
  const auto below = (++part)->string();
  const bool is_folder = std::next(part) != path.end();
  const bool has_layers = top == "adapters" || top == "ports" || below == "usecases";
  return has_layers && is_folder ? top + "/" + below : top;
}

std::vector<Include> includes_of(const std::string& code) {
  static const std::regex include_line(R"re((^|\n)[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+))re");
  std::vector<Include> found;
  for (std::sregex_iterator it(code.begin(), code.end(), include_line), end; it != end; ++it) {
    found.push_back({.path = (*it)[3], .angled = (*it)[2] == "<"});
  }
  return found;
}

SourceFile load(const fs::path& path) {
  const auto relative = path.lexically_relative(project_root());
  auto code = without_comments(read_file(path));
  auto includes = includes_of(code);
  return {.path = relative.string(),
          .layer = layer_of(relative),
          .code = std::move(code),
          .includes = std::move(includes)};
}

std::vector<SourceFile> load_all() {
  std::vector<SourceFile> files;
  for (const char* top : {"domain", "ports", "app", "adapters"}) {
    for (const auto& entry : fs::recursive_directory_iterator(project_root() / top)) {
      const auto extension = entry.path().extension();
      if (extension == ".hpp" || extension == ".cpp") files.push_back(load(entry.path()));
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

/// How far a comment or literal that begins at `at` reaches; `at` when none begins there.
std::size_t end_of_token(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  const auto until = [&](std::string_view end, std::size_t skip) {
    const auto found = text.find(end, at + skip);
    return found == std::string_view::npos ? text.size() : found + end.size();
  };
  if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
  if (rest.starts_with("/*")) return until("*/", 2);
  if (rest.starts_with("R\"")) {
    const auto open = rest.find('(');
    return until(")" + std::string(rest.substr(2, open - 2)) + "\"", open);
  }
  if (rest.front() != '"' && rest.front() != '\'') return at;
  auto end = at + 1;
  while (end < text.size() && text[end] != rest.front() && text[end] != '\n') {
    end += text[end] == '\\' ? 2U : 1U;
  }
  return std::min(end + 1, text.size());
}

/// The `'` of 1'000 opens no literal.
bool separates_digits(std::string_view text, std::size_t at) {
  const auto is_digit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
  return text[at] == '\'' && at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) &&
         is_digit(text[at + 1]);
}

}  // namespace

fs::path project_root() { return CHANCERY_SOURCE_DIR; }

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << "cannot read " << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string without_comments(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = separates_digits(text, at) ? at : end_of_token(text, at);
    const bool is_comment = end > at && text[at] == '/';
    if (!is_comment) out += text.substr(at, std::max<std::size_t>(end - at, 1));
    at = std::max(end, at + 1);
  }
  return out;
}

const std::vector<SourceFile>& product_sources() {
  static const auto files = load_all();
  return files;
}

const SourceFile* find_source(std::string_view path) {
  const auto& files = product_sources();
  const auto it = std::ranges::find(files, path, &SourceFile::path);
  return it == files.end() ? nullptr : &*it;
}

}  // namespace chancery::architecture
