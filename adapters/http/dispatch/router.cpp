#include "adapters/http/dispatch/router.hpp"

#include <stdexcept>
#include <utility>

namespace chancery::http {
namespace {

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
    const bool is_new =
        entries_.try_emplace(std::move(path), Entry{std::move(route), std::move(methods)}).second;
    if (!is_new) throw std::logic_error("two routes of one path");
  }
}

const Router::Entry* Router::find(std::string_view path) const {
  const auto found = entries_.find(path);
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace chancery::http
