#include "adapters/http/endpoints/users.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/idempotency.hpp"
#include "adapters/http/api/json_body.hpp"
#include "adapters/http/api/user_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/form.hpp"
#include "adapters/http/oauth_reply.hpp"
#include "domain/codec/decimal.hpp"

namespace chancery::http {
namespace {

using codec::Json;

constexpr std::size_t default_limit = 50;
constexpr std::size_t max_limit = 200;
constexpr std::array<std::string_view, 6> parameters{"email",    "username", "role",
                                                     "disabled", "limit",    "cursor"};

/// What a query asks for.
struct Listing {
  UserFilter filter{};
  std::optional<std::string> cursor{};
  std::optional<std::size_t> limit{};
};

std::expected<Form, Problem> query_of(const Request& request) {
  auto form = Form::parse(request.query.value_or(""));
  if (!form) return std::unexpected(unreadable(std::string(describe(form.error()))));
  if (form->get("access_token")) {
    return std::unexpected(unreadable("a token belongs in the Authorization header"));
  }
  return *std::move(form);
}

std::optional<bool> parse_flag(std::string_view text) {
  return text == "true" || text == "false" ? std::optional(text == "true") : std::nullopt;
}

std::optional<std::size_t> parse_limit(std::string_view text) {
  const auto limit = codec::from_decimal<std::size_t>(text);
  return limit && *limit >= 1 && *limit <= max_limit ? limit : std::nullopt;
}

std::optional<std::string> as_text(std::string_view text) { return std::string(text); }

/// Reads the parameters of a listing and collects what is wrong with them.
class ListingReader {
 public:
  explicit ListingReader(const Form& form) : form_(form) {}

  template <class T, class Parse>
  void read(std::string_view name, std::optional<T>& target, Parse parse) {
    const auto text = form_.get(name);
    if (!text) return;
    target = parse(*text);
    if (!target) errors_.push_back({std::string(name), "invalid"});
  }

  std::vector<FieldError> take_errors() {
    for (const auto& [name, value] : form_.parameters()) {
      if (std::ranges::find(parameters, name) == parameters.end()) {
        errors_.push_back({name, "unknown"});
      }
    }
    return std::move(errors_);
  }

 private:
  const Form& form_;
  std::vector<FieldError> errors_;
};

std::expected<Listing, Problem> parse(const Form& form) {
  Listing listing;
  ListingReader reader(form);
  reader.read("email", listing.filter.email, canonical_email);
  reader.read("username", listing.filter.username, canonical_username);
  reader.read("role", listing.filter.role, as_text);
  reader.read("disabled", listing.filter.disabled, parse_flag);
  reader.read("limit", listing.limit, parse_limit);
  reader.read("cursor", listing.cursor, as_text);
  auto errors = reader.take_errors();
  if (!errors.empty()) return std::unexpected(invalid(std::move(errors)));
  return listing;
}

Json page_json(const inbound::UserPage& page) {
  Json::Array items;
  for (const auto& user : page.users) items.push_back(user_json(user));
  return Json::object({{"items", std::move(items)},
                       {"next_cursor", page.next_cursor ? Json(*page.next_cursor) : Json()}});
}

User read_user(JsonBody& body) {
  return {.id = UserId(""),
          .email = body.required_text("email"),
          .username = body.text("username"),
          .email_verified = body.flag("email_verified").value_or(false),
          .roles = body.texts("roles").value_or(std::set<std::string>{}),
          .disabled = body.flag("disabled").value_or(false)};
}

}  // namespace

Reply UsersEndpoint::list(const Request& request) const {
  const auto form = query_of(request);
  if (!form) return problem_reply(form.error(), request);
  const auto admin = admin_of(request, ports_.bearer);
  if (!admin) return problem_reply(admin.error(), request);
  const auto wanted = parse(*form);
  if (!wanted) return asked_by(*admin, problem_reply(wanted.error(), request));
  const auto page =
      ports_.list.list(wanted->filter, wanted->cursor, wanted->limit.value_or(default_limit));
  if (!page) {
    return asked_by(
        *admin, problem_reply({400, "invalid_cursor", "the cursor is not of this list"}, request));
  }
  return asked_by(*admin, json_reply(200, page_json(*page)));
}

Reply UsersEndpoint::add(const Request& request) const {
  const auto admin = admin_of(request, ports_.bearer);
  if (!admin) return problem_reply(admin.error(), request);
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*admin, problem_reply(body.error(), request));
  const auto wanted = read_user(*body);
  const auto password = body->secret("password");
  if (const auto wrong = body->objection()) {
    return asked_by(*admin, problem_reply(*wrong, request));
  }
  return asked_by(*admin, answer_once(request, ports_.once, "user " + admin->user.id.value(), [&] {
    const auto user = ports_.users.add(wanted, password, context_of(request));
    return user ? json_reply(201, user_json(*user))
                : problem_reply(problem_of(user.error()), request);
  }));
}

Lane UsersEndpoint::lane(const Request& request) {
  return request.method == "POST" ? Lane::hashing : Lane::general;
}

}  // namespace chancery::http
