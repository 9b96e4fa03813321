#include "app/cli/importer.hpp"

#include <istream>
#include <ostream>

#include "app/cli/show.hpp"

namespace chancery::cli {
namespace {

using codec::Json;
using inbound::ImportedRow;
using inbound::ImportVerdict;

/// One transaction each: few enough to be over well within a call's time, however far the database.
constexpr std::size_t batch = 250;

std::string_view word(ImportVerdict verdict) {
  switch (verdict) {
    case ImportVerdict::imported: return "imported";
    case ImportVerdict::present: return "present";
    case ImportVerdict::refused: return "refused";
  }
  std::unreachable();
}

std::string_view member_of(ImportFormat format) {
  const bool is_in_object = format == ImportFormat::keycloak || format == ImportFormat::firebase;
  return is_in_object ? "users" : "";
}

}  // namespace

Outcome Importer::run(const InputFile& input) {
  RecordReader reader(*input.stream, member_of(wish_.format));
  while (const auto record = reader.next()) {
    take(*record);
    if (gathered_.size() < batch) continue;
    settle();
    progress_.show(wish_.is_dry ? "checking" : "importing", reader.bytes(), input.length);
  }
  settle();
  progress_.clear();
  if (input.stream->bad()) return failed({input.name + ": it cannot be read"});
  if (!call_.json()) tell_counts();
  if (!reader.is_whole()) {
    return failed({input.name + " is not whole: the list of its users is not there, or not closed",
                   "is it of the format that --format names?"});
  }
  if (counts_.refused == 0) return {};
  return failed({std::to_string(counts_.refused) + " rows were refused",
                 "mend them and import the file again: what is there already stays as it is"});
}

void Importer::take(const RecordReader::Record& record) {
  if (record.is_cut) {
    gathered_.push_back({record.line, "this is longer than 64 KiB"});
    return;
  }
  auto row = read_user_row(wish_.format, record.text, wish_.firebase);
  if (!row) {
    gathered_.push_back({record.line, std::move(row.error())});
  } else if (*row) {
    gathered_.push_back({record.line, std::nullopt});
    rows_.push_back(**std::move(row));
  } else {
    ++counts_.ignored;
  }
}

void Importer::settle() {
  const auto verdicts = rows_.empty()  ? std::vector<ImportedRow>()
                        : wish_.is_dry ? users_.rehearse(rows_)
                                       : users_.import(rows_);
  auto verdict = verdicts.begin();
  for (auto& [line, fault] : gathered_) {
    if (fault) {
      tell(line, {ImportVerdict::refused, std::nullopt, *std::move(fault)});
    } else {
      tell(line, *verdict++);
    }
  }
  // What was told is done: a pipe must not say less than the database.
  call_.console.out.flush();
  gathered_.clear();
  rows_.clear();
}

void Importer::tell(std::uint64_t line, const ImportedRow& row) {
  if (row.verdict == ImportVerdict::imported) ++counts_.imported;
  if (row.verdict == ImportVerdict::present) ++counts_.present;
  if (row.verdict == ImportVerdict::refused) ++counts_.refused;
  auto& out = call_.console.out;
  if (call_.json()) {
    auto object =
        Json::object({{"line", static_cast<std::int64_t>(line)}, {"verdict", word(row.verdict)}});
    if (row.id) object.set("id", row.id->value());
    if (!row.reason.empty()) object.set("reason", row.reason);
    out << codec::write_json(object) << '\n';
  } else if (row.verdict == ImportVerdict::refused) {
    progress_.clear();
    out << "line " << line << " refused: " << printable(row.reason) << '\n';
  }
}

void Importer::tell_counts() const {
  show(call_, Json::object({{"imported", counts_.imported},
                            {"present", counts_.present},
                            {"refused", counts_.refused},
                            {"ignored", counts_.ignored}}));
}

}  // namespace chancery::cli
