#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace chancery {

/// The whole of a small file (at most 1 MiB): settings, secrets. The error is the reason in words,
/// without the file's name.
std::expected<std::string, std::string> read_small_file(const std::filesystem::path& path);

}  // namespace chancery
