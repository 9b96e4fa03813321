#include "adapters/http/dispatch/router.hpp"

#include <stdexcept>
#include <utility>

namespace chancery::http {
namespace {

constexpr std::string_view placeholder = "{id}";

std::string allow(const Route& route) {
  std::string out;
  for (const auto& [method, endpoint] : route.methods) {
    out += method + ", ";
    if (method == "GET") out += "HEAD, ";
  }
  return out + "OPTIONS";
}

}  // namespace

const Endpoint* Router::Entry::endpoint(std::string_view method) const {
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  for (const auto& [name, endpoint] : route.methods) {
    if (name == wanted) return &endpoint;
  }
  return nullptr;
}

Router::Router(std::vector<Route> routes) {
  for (auto& route : routes) {
    std::string path = route.path;
    std::string methods = allow(route);
    const bool is_pattern = path.find(placeholder) != std::string::npos;
    const bool is_new =
        (is_pattern ? patterns_ : entries_)
            .try_emplace(std::move(path), Entry{std::move(route), std::move(methods)})
            .second;
    if (!is_new) throw std::logic_error("two routes of one path");
  }
}

const Router::Entry* Router::find(std::string_view path) const {
  const auto exact = entries_.find(path);
  if (exact != entries_.end()) return &exact->second;
  auto end = path.size();
  for (int from_the_last = 0; from_the_last < 2; ++from_the_last) {
    const auto slash = path.substr(0, end).rfind('/');
    if (slash == std::string_view::npos) return nullptr;
    if (slash + 1 < end) {
      const auto pattern = patterns_.find(
          std::string(path.substr(0, slash + 1)).append(placeholder).append(path.substr(end)));
      if (pattern != patterns_.end()) return &pattern->second;
    }
    end = slash;
  }
  return nullptr;
}

}  // namespace chancery::http
