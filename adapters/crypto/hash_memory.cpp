#include "adapters/crypto/hash_memory.hpp"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cassert>
#include <cstdint>
#include <memory>
#include <utility>

namespace chancery::crypto {
namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;
/// Shorter ones are not worth it.
constexpr std::size_t least_length = std::size_t{1} << 20;

// mmap() has no parameter for it.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
thread_local HashMemory* memory_in_use = nullptr;

// The C library's own functions of these names are hidden by those below.
void* map(void* address, std::size_t length, int protection, int flags, int descriptor,
          off_t offset) noexcept {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): it is how the kernel answers.
  return reinterpret_cast<void*>(
      ::syscall(SYS_mmap, address, length, protection, flags, descriptor, offset));
}

int unmap(void* address, std::size_t length) noexcept {
  return static_cast<int>(::syscall(SYS_munmap, address, length));
}

bool is_for_a_hash(const void* address, std::size_t length, int protection, int flags) {
  constexpr int kind = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE;
  return address == nullptr && length >= least_length && flags == kind &&
         protection == (PROT_READ | PROT_WRITE);
}

}  // namespace

HashMemory::Use::Use(HashMemory& memory) noexcept
    : previous_(std::exchange(memory_in_use, &memory)) {}

HashMemory::Use::~Use() { memory_in_use = previous_; }

void* HashMemory::lend(std::size_t length) noexcept {
  if (is_lent_ || (length > size_ && !grow(length))) return nullptr;
  is_lent_ = true;
  return begin_;
}

bool HashMemory::take_back(const void* address) noexcept {
  if (!is_lent_ || address != begin_) return false;
  is_lent_ = false;
  return true;
}

void HashMemory::give_back() noexcept {
  assert(!is_lent_);
  if (mapping_ != nullptr) unmap(mapping_, mapping_size_);
  mapping_ = begin_ = nullptr;
  mapping_size_ = size_ = 0;
}

bool HashMemory::grow(std::size_t length) noexcept {
  give_back();
  if (length > SIZE_MAX - 2 * huge_page) return false;
  const std::size_t size = (length + huge_page - 1) / huge_page * huge_page;
  std::size_t room = size + huge_page;
  void* const mapping =
      map(nullptr, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) return false;
  mapping_ = mapping;
  mapping_size_ = room;
  begin_ = mapping;
  std::align(huge_page, size, begin_, room);
  size_ = size;
  // Wishes, all of them: an older system, or one without huge pages, hands out what it has.
  ::madvise(begin_, size_, MADV_HUGEPAGE);
  ::madvise(begin_, size_, MADV_DONTDUMP);
  return true;
}

}  // namespace chancery::crypto

// libsodium has no parameter for its memory; but it asks for it by these names, which the program's
// own definitions are found under before the C library's.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): the C library's are reserved.
extern "C" {

void* mmap(void* address, std::size_t length, int protection, int flags, int descriptor,
           off_t offset) noexcept {
  using namespace chancery::crypto;
  if (memory_in_use != nullptr && is_for_a_hash(address, length, protection, flags)) {
    if (void* const lent = memory_in_use->lend(length)) return lent;
  }
  return map(address, length, protection, flags, descriptor, offset);
}

int munmap(void* address, std::size_t length) noexcept {
  using namespace chancery::crypto;
  if (memory_in_use != nullptr && memory_in_use->take_back(address)) return 0;
  return unmap(address, length);
}
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
