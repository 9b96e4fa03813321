#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "app/complaint.hpp"

namespace chancery::cli {

/// A new file that only its owner may read. Written beside its name and moved there when it is
/// whole, so that nobody takes half of one for all; if it never becomes whole it is removed.
class ExportFile {
 public:
  static std::expected<ExportFile, Complaint> open(const std::string& name);
  ExportFile(ExportFile&& other) noexcept;
  ExportFile& operator=(ExportFile&&) = delete;
  ~ExportFile();

  std::expected<void, Complaint> write(std::string_view text);
  /// On the disk and under its name.
  std::expected<void, Complaint> finish();

 private:
  ExportFile(std::string name, int descriptor);
  [[nodiscard]] std::unexpected<Complaint> failure() const;

  std::string name_;
  std::string unfinished_;
  int descriptor_;
};

}  // namespace chancery::cli
