#pragma once

#include <optional>
#include <string>

#include "domain/codec/json.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery {

/// Cursors of lists that go by id: the id that the page before ended with, and a MAC of it and of
/// the list, so that nobody makes one, nor takes it to another list (attack B35). Thread-safe.
class PageCursors {
 public:
  /// What list it is: its name and its filter. JSON, so that no two lists have one text.
  using List = codec::Json::Array;

  explicit PageCursors(outbound::MessageMac& macs) : macs_(macs) {}

  [[nodiscard]] std::string write(const List& list, const std::string& last_id) const;

  /// The id, UTF-8; nothing for a text that is no cursor of this list.
  [[nodiscard]] std::optional<std::string> read(const List& list, const std::string& cursor) const;

 private:
  [[nodiscard]] std::string mac(List list, const std::string& last_id) const;

  outbound::MessageMac& macs_;
};

}  // namespace chancery
