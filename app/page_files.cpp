#include "app/page_files.hpp"

#include <system_error>

#include "app/read_file.hpp"

namespace chancery {
namespace {

using http::pages::PageFiles;

std::string names_of_files() {
  std::string names;
  for (const auto& file : PageFiles::files()) {
    names += (names.empty() ? "" : ", ") + std::string(file.name);
  }
  return names;
}

std::expected<PageFiles, Complaint> read_files(const std::filesystem::path& folder) {
  PageFiles own;
  bool has_any = false;
  for (const auto& [name, member] : PageFiles::files()) {
    const auto path = folder / name;
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) continue;
    auto text = read_small_file(path);
    if (!text) {
      return std::unexpected(Complaint{path.string() + ": " + text.error(),
                                       "every template in the folder must be readable"});
    }
    own.*member = *std::move(text);
    has_any = true;
  }
  if (has_any) return own;
  return std::unexpected(Complaint{folder.string() + ": there is no template in this folder",
                                   "it may have any of " + names_of_files()});
}

}  // namespace

std::expected<http::pages::Pages, Complaint> wanted_pages(const Settings& settings) {
  if (settings.templates) return pages_of(settings.issuer, *settings.templates);
  auto built_in = http::pages::Pages::make(settings.issuer);
  if (built_in) return *std::move(built_in);
  return std::unexpected(Complaint{built_in.error().file + ": " + built_in.error().error.message});
}

std::expected<http::pages::Pages, Complaint> pages_of(const Issuer& issuer,
                                                      const std::filesystem::path& folder) {
  const auto own = read_files(folder);
  if (!own) return std::unexpected(own.error());
  auto pages = http::pages::Pages::make(issuer, *own);
  if (pages) return *std::move(pages);
  const auto& [file, error] = pages.error();
  return std::unexpected(Complaint{
      (folder / file).string() + " line " + std::to_string(error.line) + ": " + error.message,
      error.hint});
}

}  // namespace chancery
