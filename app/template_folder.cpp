#include "app/template_folder.hpp"

#include <system_error>
#include <vector>

#include "adapters/http/pages/pages.hpp"
#include "adapters/mail/letters.hpp"
#include "app/read_file.hpp"

namespace chancery {
namespace {

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const auto& file : http::pages::PageFiles::files()) names.emplace_back(file.name);
  for (auto& name : mail::Letters::files()) names.push_back(std::move(name));
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

}  // namespace

std::expected<std::map<std::string, std::string>, Complaint> read_template_folder(
    const std::filesystem::path& folder) {
  std::map<std::string, std::string> texts;
  const auto names = known_names();
  for (const auto& name : names) {
    const auto path = folder / name;
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) continue;
    auto text = read_small_file(path);
    if (!text) {
      return std::unexpected(Complaint{path.string() + ": " + text.error(),
                                       "every template in the folder must be readable"});
    }
    texts.emplace(name, *std::move(text));
  }
  if (!texts.empty()) return texts;
  return std::unexpected(Complaint{folder.string() + ": there is no template in this folder",
                                   "it may have any of " + listed(names)});
}

Complaint complaint_about_template(const std::filesystem::path& file,
                                   const templates::TextError& error) {
  return {file.string() + " line " + std::to_string(error.line) + ": " + error.message, error.hint};
}

}  // namespace chancery
