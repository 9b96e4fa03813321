#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <string>

#include "adapters/templates/catalogue.hpp"
#include "app/complaint.hpp"

namespace chancery {

/// The texts of the templates that a folder has, of pages and of mails, by the names of their
/// files; other files are left alone. A folder without any is a complaint: it is the wrong one.
std::expected<std::map<std::string, std::string>, Complaint> read_template_folder(
    const std::filesystem::path& folder);

/// What is wrong with one of them, and where.
Complaint complaint_about_template(const std::filesystem::path& file,
                                   const templates::TextError& error);

}  // namespace chancery
