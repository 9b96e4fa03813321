#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/cli/command.hpp"
#include "app/cli/input_file.hpp"
#include "app/cli/record_reader.hpp"
#include "domain/import/row_readers.hpp"

namespace chancery::cli {

/// One run of `user import`: reads, hands over in batches, tells the verdicts.
class Importer {
 public:
  struct Wish {
    ImportFormat format;
    const std::optional<FirebaseHashConfig>& firebase;
    bool is_dry;
  };

  Importer(const Call& call, inbound::TransferUsers& users, Wish wish)
      : call_(call), users_(users), wish_(wish), progress_(call.console) {}

  /// Fails when the file is not whole, and when a row was refused; what could be imported was.
  Outcome run(const InputFile& input);

 private:
  void take(const RecordReader::Record& record);
  /// Hands over what has been gathered, and tells what came of it.
  void settle();
  void tell(std::uint64_t line, const inbound::ImportedRow& row);
  void tell_counts() const;

  const Call& call_;
  inbound::TransferUsers& users_;
  Wish wish_;
  Progress progress_;

  /// A row, or why it is none, at its line.
  struct Gathered {
    std::uint64_t line;
    std::optional<std::string> fault;
  };
  std::vector<Gathered> gathered_{};
  std::vector<UserRow> rows_{};

  struct Counts {
    std::int64_t imported = 0;
    std::int64_t present = 0;
    std::int64_t refused = 0;
    std::int64_t ignored = 0;
  } counts_{};
};

}  // namespace chancery::cli
