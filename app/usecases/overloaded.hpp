#pragma once

namespace chancery {

/// A visitor made of one lambda per alternative of a variant.
template <class... Ts>
struct overloaded : Ts... {
  using Ts::operator()...;
};

}  // namespace chancery
