#pragma once

#include <optional>
#include <string_view>
#include <type_traits>

#include "domain/housekeeping.hpp"
#include "ports/unavailable.hpp"
#include "tests/simulation/world.hpp"

namespace chancery::simulation {

/// One run of the program on a machine, from start to crash.
struct Life {
  int node;
  bool alive = true;
};

/// What a port call is, and so what can befall it.
enum class Kind {
  reads,     ///< a store: fails without effect
  writes,    ///< a store: fails with or without effect
  computes,  ///< keys, entropy: fails without effect
  thinks,    ///< a clock, arithmetic: takes its time like the others, but never fails
};

/// What every outbound port call of a node passes through: before and after it the scheduler may
/// let others go first, and something may go wrong. The ports of a life that is over are dead: each
/// call fails at once, without effect, so that a crash unwinds every request by the program's own
/// way of giving up, and nothing of them is seen outside.
class Gate {
 public:
  Gate(World& world, const Life& life) : world_(world), life_(life) {}

  /// `work` is the call itself: it happens at once for all others.
  template <class Work>
  auto call(std::string_view name, Kind kind, Work work) {
    enter(name, kind);
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      leave(name, kind, "done", 0);
    } else {
      auto result = work();
      leave(name, kind, outcome(result), number(result));
      return result;
    }
  }

  [[nodiscard]] World& world() const { return world_; }
  /// Whose call it is.
  [[nodiscard]] Request& request() const { return *world_.scheduler.request(); }

 private:
  void enter(std::string_view name, Kind kind);
  void leave(std::string_view name, Kind kind, std::string_view outcome, std::uint64_t number);
  void linger(Kind kind);
  /// Writes a line of history.
  void note(std::string_view name, std::string_view outcome, std::uint64_t number = 0);
  /// Throws if this life is over, unless the call cannot fail.
  void must_live(Kind kind) const;

  static std::string_view outcome(bool done) { return done ? "true" : "false"; }
  template <class T>
  static std::string_view outcome(const std::optional<T>& found) {
    return found ? "found" : "none";
  }
  template <class T>
  static std::string_view outcome(const T&) {
    return "done";
  }
  static std::uint64_t number(const std::optional<FoundFamily>& found) {
    return found ? found->family.generation : 0;
  }
  static std::uint64_t number(const Instant& now) {
    return static_cast<std::uint64_t>(now.time_since_epoch().count());
  }
  static std::uint64_t number(const Swept& swept) { return swept.removed; }
  template <class T>
  static std::uint64_t number(const T& result) {
    if constexpr (std::is_enum_v<T>) return static_cast<std::uint64_t>(result);
    return 0;
  }

  World& world_;
  const Life& life_;
};

}  // namespace chancery::simulation
