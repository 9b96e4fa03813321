#include "app/page_files.hpp"

#include "app/template_folder.hpp"

namespace chancery {

using http::pages::PageFiles;
using http::pages::Pages;

std::expected<Pages, Complaint> wanted_pages(const Settings& settings) {
  if (settings.templates) return pages_of(settings.issuer, *settings.templates);
  auto built_in = Pages::make(settings.issuer);
  if (built_in) return *std::move(built_in);
  return std::unexpected(Complaint{built_in.error().file + ": " + built_in.error().error.message});
}

std::expected<Pages, Complaint> pages_of(const Issuer& issuer,
                                         const std::filesystem::path& folder) {
  const auto texts = read_template_folder(folder);
  if (!texts) return std::unexpected(texts.error());
  PageFiles own;
  for (const auto& [name, member] : PageFiles::files()) {
    const auto found = texts->find(name);
    if (found != texts->end()) own.*member = found->second;
  }
  auto pages = Pages::make(issuer, own);
  if (pages) return *std::move(pages);
  const auto& [file, error] = pages.error();
  return std::unexpected(complaint_about_template(folder / file, error));
}

}  // namespace chancery
