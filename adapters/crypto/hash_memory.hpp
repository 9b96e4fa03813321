#pragma once

#include <cstddef>

namespace chancery::crypto {

/// Memory for one argon2 at a time: in huge pages where the system has some, and kept from one hash
/// to the next. libsodium maps its own for each, which takes the kernel almost as long as the hash
/// takes (docs/decisions/hash-memory.md). What a hash leaves in it can be used to guess at the
/// password: it is in no core file, the next hash writes over it, and whoever finds that none
/// follows gives it back. One thread at a time.
class HashMemory {
 public:
  HashMemory() = default;
  ~HashMemory() { give_back(); }
  HashMemory(const HashMemory&) = delete;
  HashMemory& operator=(const HashMemory&) = delete;

  /// As long as it lives, what the calling thread maps in the way of libsodium's hashes comes from
  /// the memory: one piece at a time, of no known content. All else, and that for which there is no
  /// room, comes from the system.
  class Use {
   public:
    explicit Use(HashMemory& memory) noexcept;
    ~Use();
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

   private:
    HashMemory* const previous_;
  };

  /// `length` bytes from the beginning of a huge page; nullptr when there are none, or they are
  /// lent already.
  [[nodiscard]] void* lend(std::size_t length) noexcept;
  /// Whether `address` is what was lent; it can be lent again then.
  bool take_back(const void* address) noexcept;

  /// To the system, all of it. Not while it is lent.
  void give_back() noexcept;

  /// In bytes.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  bool grow(std::size_t length) noexcept;

  void* mapping_ = nullptr;  ///< larger than the memory by what aligns it
  std::size_t mapping_size_ = 0;
  void* begin_ = nullptr;
  std::size_t size_ = 0;
  bool is_lent_ = false;
};

}  // namespace chancery::crypto
