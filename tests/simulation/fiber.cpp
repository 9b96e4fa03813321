#include "tests/simulation/fiber.hpp"

#include <cxxabi.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <utility>
#include <vector>

#ifdef CHANCERY_ADDRESS_SANITIZER
#include <sanitizer/common_interface_defs.h>
#endif

namespace chancery::simulation {
namespace {

#ifdef CHANCERY_ADDRESS_SANITIZER
constexpr std::size_t stack_size = 512 * 1024;
#else
constexpr std::size_t stack_size = 128 * 1024;
#endif

/// A mapping whose lowest page faults: an overflow is a crash, not a riddle.
class Stack {
 public:
  Stack()
      : memory_(mmap(nullptr, stack_size, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0)) {
    if (memory_ == MAP_FAILED) throw std::bad_alloc();
    mprotect(memory_, static_cast<std::size_t>(getpagesize()), PROT_NONE);
  }
  Stack(Stack&& other) noexcept : memory_(std::exchange(other.memory_, MAP_FAILED)) {}
  Stack& operator=(Stack&& other) noexcept {
    std::swap(memory_, other.memory_);
    return *this;
  }
  ~Stack() {
    if (memory_ != MAP_FAILED) munmap(memory_, stack_size);
  }
  [[nodiscard]] void* bottom() const { return memory_; }

 private:
  void* memory_;
};

/// Stacks outlive fibers: a story begins hundreds of fibers, a few dozen live at a time.
std::vector<Stack>& idle_stacks() {
  thread_local std::vector<Stack> stacks;
  return stacks;
}

Stack take_stack() {
  auto& idle = idle_stacks();
  if (idle.empty()) return {};
  auto stack = std::move(idle.back());
  idle.pop_back();
  return stack;
}

/// What the C++ runtime keeps for each thread of exceptions being thrown and handled (Itanium C++
/// ABI §2.2.2). Fibers of one thread would pop each other's without this.
struct ExceptionState {
  void* caught = nullptr;
  unsigned uncaught = 0;
};

void swap_exception_state(ExceptionState& kept) {
  ExceptionState live;
  void* const runtime = abi::__cxa_get_globals();
  std::memcpy(&live, runtime, sizeof live);
  std::memcpy(runtime, &kept, sizeof kept);
  kept = live;
}

}  // namespace

struct Fiber::State {
  std::function<void()> body;
  Stack stack = take_stack();
  ucontext_t own{};
  ucontext_t caller{};
  ExceptionState exceptions{};
  std::exception_ptr thrown{};
  bool begun = false;
  bool ended = false;
  void* fake_stack = nullptr;
  const void* caller_bottom = nullptr;
  std::size_t caller_size = 0;

  static State*& running() {
    thread_local State* state = nullptr;
    return state;
  }

  static void entry(unsigned high, unsigned low) {
    const auto address = (std::uint64_t{high} << 32U) | low;
    std::bit_cast<State*>(address)->run();
  }

  [[noreturn]] void run() {
    arrived_in_fiber();
    try {
      body();
    } catch (...) {
      thrown = std::current_exception();
    }
    ended = true;
    to_caller();
    std::terminate();
  }

  void to_fiber() {
    void* fake = nullptr;
#ifdef CHANCERY_ADDRESS_SANITIZER
    __sanitizer_start_switch_fiber(&fake, stack.bottom(), stack_size);
#endif
    swapcontext(&caller, &own);
#ifdef CHANCERY_ADDRESS_SANITIZER
    __sanitizer_finish_switch_fiber(fake, nullptr, nullptr);
#endif
    std::ignore = fake;
  }

  void to_caller() {
#ifdef CHANCERY_ADDRESS_SANITIZER
    __sanitizer_start_switch_fiber(ended ? nullptr : &fake_stack, caller_bottom, caller_size);
#endif
    swapcontext(&own, &caller);
    arrived_in_fiber();
  }

  void arrived_in_fiber() {
#ifdef CHANCERY_ADDRESS_SANITIZER
    __sanitizer_finish_switch_fiber(fake_stack, &caller_bottom, &caller_size);
#endif
  }
};

Fiber::Fiber(std::function<void()> body) : state_(std::make_unique<State>()) {
  state_->body = std::move(body);
  getcontext(&state_->own);
  state_->own.uc_stack.ss_sp = state_->stack.bottom();
  state_->own.uc_stack.ss_size = stack_size;
  const auto address = std::bit_cast<std::uint64_t>(state_.get());
  // makecontext passes ints only.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-cstyle-cast)
  makecontext(&state_->own, reinterpret_cast<void (*)()>(&State::entry), 2,
              static_cast<unsigned>(address >> 32U), static_cast<unsigned>(address));
}

Fiber::~Fiber() {
  assert(!state_->begun || state_->ended);
  idle_stacks().push_back(std::move(state_->stack));
}

void Fiber::resume() {
  assert(!done() && State::running() == nullptr);
  state_->begun = true;
  State::running() = state_.get();
  swap_exception_state(state_->exceptions);
  state_->to_fiber();
  swap_exception_state(state_->exceptions);
  State::running() = nullptr;
  if (auto thrown = std::exchange(state_->thrown, nullptr)) std::rethrow_exception(thrown);
}

bool Fiber::done() const { return state_->ended; }

void Fiber::leave() { State::running()->to_caller(); }

}  // namespace chancery::simulation
