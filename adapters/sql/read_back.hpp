#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "adapters/sql/session.hpp"

/// What to do when nobody can say whether a write was done. Never is it guessed, and never is a
/// write repeated that would not be the same the second time.
namespace chancery::sql {

/// What a look at the records says: yes, or nothing at all.
inline std::optional<bool> yes_if(bool proven) {
  return proven ? std::optional(true) : std::nullopt;
}

/// What `write` gives, or when its outcome is unknown, what `look` finds on another connection.
/// That finds nothing unless the records prove that the write was done: a record that is as before
/// may still change.
template <class Write, class Look>
auto or_as_read_back(const Write& write, const Look& look) {
  try {
    return write();
  } catch (const UnknownOutcome&) {
    if (std::optional<std::decay_t<decltype(write())>> found = look()) return *std::move(found);
    throw;
  }
}

/// For a write that does nothing if it was done before: made once more when its outcome is unknown.
/// Whatever the second one finds, the two have done it: gives true then.
template <class Write>
bool or_once_more(const Write& write) {
  try {
    return write();
  } catch (const UnknownOutcome&) {
    write();
    return true;
  }
}

}  // namespace chancery::sql
