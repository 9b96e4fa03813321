#include "app/letter_files.hpp"

#include "app/template_folder.hpp"

namespace chancery {

using mail::Letters;

std::expected<Letters, Complaint> wanted_letters(const Settings& settings) {
  if (settings.templates) return letters_of(settings.issuer, *settings.templates);
  auto built_in = Letters::make(settings.issuer);
  if (built_in) return *std::move(built_in);
  return std::unexpected(Complaint{built_in.error().file + ": " + built_in.error().error.message});
}

std::expected<Letters, Complaint> letters_of(const Issuer& issuer,
                                             const std::filesystem::path& folder) {
  const auto texts = read_template_folder(folder);
  if (!texts) return std::unexpected(texts.error());
  auto letters = Letters::make(issuer, *texts);
  if (letters) return *std::move(letters);
  const auto& [file, error] = letters.error();
  return std::unexpected(complaint_about_template(folder / file, error));
}

}  // namespace chancery
