#include <ostream>

#include "app/cli/command.hpp"
#include "app/cli/show.hpp"
#include "app/nearest.hpp"
#include "domain/codec/decimal.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::cli {
namespace {

using codec::Json;

struct Wanted {
  AuditFilter filter{};
  std::size_t limit = 20;
};

std::expected<AuditType, Failure> read_type(const std::string& text) {
  if (const auto type = parse_audit_type(text)) return *type;
  std::vector<std::string> names;
  for (const auto type : audit_types) names.emplace_back(name(type));
  return wrong_usage("--type: there is no such type of event",
                     "did you mean " + nearest(text, names).value_or("") + "?");
}

std::expected<Wanted, Failure> read_flags(const Flags& flags) {
  constexpr std::size_t max_limit = 10'000;
  Wanted wanted;
  if (const auto text = flags.value("limit")) {
    const auto limit = codec::from_decimal<std::size_t>(*text);
    if (!limit || *limit > max_limit) return wrong_usage("--limit is a number from 0 to 10000");
    wanted.limit = *limit;
  }
  if (const auto text = flags.value("type")) {
    const auto type = read_type(*text);
    if (!type) return std::unexpected(type.error());
    wanted.filter.type = *type;
  }
  return wanted;
}

/// Accounts that are gone are still in the trail, by their ids.
std::optional<UserId> read_user(const Flags& flags, Management& management) {
  const auto text = flags.value("user");
  if (!text) return std::nullopt;
  const auto user = management.users.find(*text);
  return user ? user->id : UserId(*text);
}

void append(std::string& line, std::string_view name, std::string_view value) {
  if (!value.empty()) line += ' ' + std::string(name) + '=' + printable(value);
}

template <class Id>
std::string_view text_of(const std::optional<Id>& id) {
  return id ? std::string_view(id->value()) : std::string_view();
}

std::string line_of(const AuditEvent& event) {
  auto line = codec::rfc3339(event.at) + ' ' + std::string(name(event.type));
  append(line, "reason", event.reason);
  append(line, "user", text_of(event.user));
  append(line, "client", text_of(event.client));
  append(line, "session", text_of(event.family));
  append(line, "address", event.origin.address);
  append(line, "request", event.request_id);
  // Last, since it may have spaces.
  append(line, "agent", event.origin.user_agent);
  return line;
}

void print_lines(const Call& call, const std::vector<AuditEvent>& events) {
  for (const auto& event : events) {
    call.console.out << (call.json() ? codec::write_json(to_json(event)) : line_of(event)) << '\n';
  }
  call.console.out.flush();
}

Outcome follow(const Call& call, inbound::ReadAudit& audit, const AuditFilter& filter,
               inbound::AuditMark mark) {
  while (call.wiring.pause()) {
    auto page = audit.since(mark, filter);
    print_lines(call, page.events);
    if (!call.console.out) return failed({"cannot write to standard output"});
    mark = std::move(page.mark);
  }
  return {};
}

void print_array(const Call& call, const std::vector<AuditEvent>& events) {
  Json::Array array;
  for (const auto& event : events) array.push_back(to_json(event));
  call.console.out << codec::write_json(array) << '\n';
}

Outcome tail(const Call& call) {
  auto wanted = read_flags(call.flags);
  if (!wanted) return std::unexpected(std::move(wanted.error()));
  return with_management(call, [&](Management& management) -> Outcome {
    wanted->filter.user = read_user(call.flags, management);
    auto page = management.audit.newest(wanted->filter, wanted->limit);
    const bool follows = call.flags.has("follow");
    if (call.json() && !follows) {
      print_array(call, page.events);
    } else {
      print_lines(call, page.events);
    }
    return follows ? follow(call, management.audit, wanted->filter, std::move(page.mark))
                   : Outcome{};
  });
}

}  // namespace

std::vector<Command> audit_commands() {
  return {
      {"audit tail",
       "",
       "the newest events of the audit trail, a line each, oldest first",
       {{"limit", "N", "how many, 20 if not given"},
        {"follow", "", "go on with what happens, until interrupted; --json prints a line each"},
        {"user", "USER", "about one user, by id, e-mail address or username"},
        {"type", "TYPE", "of one type, such as login_ended"}},
       tail},
  };
}

}  // namespace chancery::cli
