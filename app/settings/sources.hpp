#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>

#include "app/complaint.hpp"
#include "app/settings.hpp"

namespace chancery::settings {

/// A setting's value as it was found.
struct Given {
  /// Where it stands, for complaints: `--listen`, `CHANCERY_LISTEN`, `a.env line 3:
  /// CHANCERY_LISTEN`.
  std::string origin;
  /// The value, or the name of the file that holds it.
  std::string text;
  bool in_file = false;
  bool by_flag = false;
};

/// The winning value of every setting that is given anywhere, by its name without `CHANCERY_`.
/// Refuses unknown names and a place that gives one setting twice. From the environment, what
/// container platforms inject (`CHANCERY_SERVICE_*`, `CHANCERY_PORT`, `CHANCERY_PORT_*`) is
/// ignored.
std::expected<std::map<std::string, Given, std::less<>>, Complaint> collect(
    const SettingSources& sources);

/// The value itself: reads the file where there is one, without its last newline.
std::expected<std::string, Complaint> resolve(const Given& given);

}  // namespace chancery::settings
