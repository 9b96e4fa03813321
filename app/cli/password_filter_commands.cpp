#include <istream>

#include "adapters/blocklist/filter_builder.hpp"
#include "adapters/blocklist/filter_file.hpp"
#include "adapters/blocklist/password_key.hpp"
#include "app/cli/command.hpp"
#include "app/cli/input_file.hpp"
#include "app/cli/line_reader.hpp"
#include "app/cli/show.hpp"
#include "domain/password_policy.hpp"

namespace chancery::cli {
namespace {

using codec::Json;

/// Long enough for any password that could be one, however it is typed.
constexpr std::size_t longest_line = 4 * max_password_length;

/// What the lines of a list are.
struct Form {
  std::string_view name;
  std::optional<std::uint64_t> (*key_of)(std::string_view line);
  /// What is wrong with a line that has no key; empty: it is left out.
  std::string_view fault;
};
constexpr Form forms[] = {
    {"sha1", blocklist::key_of_sha1_line,
     "is no SHA-1 digest in hexadecimal, with or without a colon and a count"},
    {"lines", blocklist::key_of_password_line, ""},
};

struct Counts {
  std::uint64_t lines = 0;
  std::uint64_t left_out = 0;
};

std::expected<Counts, Failure> read_keys(const InputFile& input, const Form& form,
                                         blocklist::FilterBuilder& builder, Progress& progress) {
  LineReader reader(*input.stream, longest_line);
  Counts counts;
  while (const auto line = reader.next()) {
    const auto key = line->is_cut ? std::nullopt : form.key_of(line->text);
    if (key) {
      builder.add(*key);
    } else if (form.fault.empty()) {
      ++counts.left_out;
    } else {
      // Never the line itself: it may be a password.
      return failed(
          {input.name + " line " + std::to_string(reader.number()) + " " + std::string(form.fault),
           "is it a list of passwords themselves? then: --from lines"});
    }
    progress.show("reading", reader.bytes(), input.length);
  }
  if (input.stream->bad()) return failed({input.name + ": it cannot be read"});
  counts.lines = reader.number();
  return counts;
}

Outcome build_from(const Call& call, const Form& form, const std::string& out) {
  const auto input = open_input(call);
  if (!input) return std::unexpected(input.error());
  blocklist::FilterBuilder builder(out);
  Progress progress(call.console);
  const auto counts = read_keys(*input, form, builder, progress);
  if (!counts) return std::unexpected(counts.error());
  if (builder.added() == 0) return failed({input->name + " has no password that could be one"});
  const auto made =
      builder.finish([&](std::uint64_t done) { progress.show("building", done, builder.added()); });
  progress.clear();
  show(call, Json::object({{"file", out},
                           {"keys", static_cast<std::int64_t>(made.keys)},
                           {"lines", static_cast<std::int64_t>(counts->lines)},
                           {"left_out", static_cast<std::int64_t>(counts->left_out)},
                           {"bytes", static_cast<std::int64_t>(made.length)}}));
  return {};
}

Outcome build(const Call& call) {
  const auto out = call.flags.value("out");
  if (!out) return wrong_usage("--out is needed", "it names the file to make");
  const auto from = call.flags.value("from");
  for (const auto& form : forms) {
    if (from == form.name) return build_from(call, form, *out);
  }
  return wrong_usage("--from is sha1 or lines",
                     "sha1: a digest in hexadecimal a line; lines: a password a line");
}

Outcome check(const Call& call) {
  const auto& name = call.operand();
  std::optional<Secret> password;
  if (call.flags.has("password-stdin")) {
    auto read = read_secret(call.console, "password", false);
    if (!read) return failed(std::move(read.error()));
    password = normal_form(*read);
    if (!password) return failed({"this can be no password"});
  }
  const auto filter = blocklist::FilterFile::open(name);
  if (!filter) return failed({name + ": " + filter.error()});
  const auto& index = filter->index();
  Progress progress(call.console);
  const auto verified = filter->verify(
      [&](std::size_t done) { progress.show("checking", done, index.shards.size()); });
  progress.clear();
  if (!verified) return failed({name + ": " + verified.error(), "copy or build it anew"});
  auto object = Json::object({{"file", name},
                              {"keys", static_cast<std::int64_t>(index.keys)},
                              {"bytes", static_cast<std::int64_t>(index.file_length)}});
  if (password) {
    object.set("listed", filter->contains(blocklist::password_key(password->reveal())));
  }
  show(call, object);
  return {};
}

}  // namespace

std::vector<Command> password_filter_commands() {
  return {
      {"password-filter build",
       "[INPUT]",
       "make a file for PASSWORD_FILTER of a list of stolen or common passwords",
       {{"from", "sha1|lines",
         "what a line is: a SHA-1 digest, perhaps a colon and a count behind "
         "it; or a password"},
        {"out", "FILE", "the file to make; one that is there is replaced"}},
       build},
      {"password-filter check",
       "FILE",
       "compare every checksum of such a file",
       {{"password-stdin", "",
         "read a password from standard input, and say whether it is listed"}},
       check},
  };
}

}  // namespace chancery::cli
