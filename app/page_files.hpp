#pragma once

#include <expected>
#include <filesystem>

#include "adapters/http/pages/pages.hpp"
#include "app/complaint.hpp"

namespace chancery {

/// The pages with an operator's own templates in the place of the built-in ones: those of its files
/// that the folder has. The complaint names the file, and the line where it is no template.
std::expected<http::pages::Pages, Complaint> pages_of(const Issuer& issuer,
                                                      const std::filesystem::path& folder);

}  // namespace chancery
