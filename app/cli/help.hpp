#pragma once

#include <string>
#include <string_view>

#include "app/cli/command.hpp"

namespace chancery::cli {

/// `chancery --help`: every command, a line each.
std::string program_help();
/// `chancery client --help`: the commands that begin with a word.
std::string group_help(std::string_view group);
/// `chancery client add --help`: synopsis, flags, and for `serve` every setting.
std::string command_help(const Command& command);

}  // namespace chancery::cli
