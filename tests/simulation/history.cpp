#include "tests/simulation/history.hpp"

#include <array>
#include <cstdio>

namespace chancery::simulation {
namespace {

void mix(std::uint64_t& hash, std::string_view bytes) {
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  }
}

void mix(std::uint64_t& hash, std::uint64_t number) {
  hash = (hash ^ number) * 0x100000001b3U;
  hash ^= hash >> 29U;
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::string readable(const Line& line) {
  std::array<char, 32> time{};
  std::snprintf(time.data(), time.size(), "%9.3f s ", static_cast<double>(line.at.count()) / 1000);
  auto text = std::string(time.data());
  text += padded(line.node < 0 ? "-" : "node" + std::to_string(line.node), 6);
  text += padded(line.request == 0 ? "" : "#" + std::to_string(line.request), 5);
  text += padded(std::string(line.actor), 12) + padded(std::string(line.call), 26);
  text += line.outcome;
  if (line.number != 0) text += " " + std::to_string(line.number);
  return text;
}

}  // namespace

void History::add(const Line& line) {
  ++length_;
  mix(hash_, static_cast<std::uint64_t>(line.at.count()));
  mix(hash_, static_cast<std::uint64_t>(line.node + 1));
  mix(hash_, static_cast<std::uint64_t>(line.request));
  mix(hash_, line.actor);
  mix(hash_, line.call);
  mix(hash_, line.outcome);
  mix(hash_, line.number);
  if (keeps_text()) text_.push_back(readable(line));
}

void History::remark(std::string text) {
  if (keeps_text()) text_.push_back("            " + std::move(text));
}

}  // namespace chancery::simulation
