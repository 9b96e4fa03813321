#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/sql/sqlite/session.hpp"

namespace chancery::sql::sqlite {

/// The one writer of a SQLite file. A COMMIT costs a synchronised write to the disk, so whoever
/// waits to write shares one: the first to come leads, takes all who wait into one transaction and
/// commits for them; those who come meanwhile are the next batch. Thread-safe.
class SharedCommits {
 public:
  /// The session is opened anew whenever its state is in doubt.
  explicit SharedCommits(std::function<std::unique_ptr<Session>()> open);

  /// One change, run once, on whichever thread leads. False undoes it, and so does an exception,
  /// which goes to the caller of `run` and leaves the others of its batch alone.
  struct Change {
    std::function<bool(sql::Session&)> work;
    /// A single statement undoes itself when it fails: it needs no savepoint.
    bool single_statement;
    /// Whether it is to be on the disk before anybody is told of it. A batch is as soon as one of
    /// it is.
    bool durable = true;
  };

  /// Gives back what the work returned, once it is committed. Throws Unavailable if the batch could
  /// not be: then nothing of it was. When another process holds the database too long, everybody
  /// who waits is told at once: nobody waits twice for the same lock.
  bool run(const Change& change);

  /// How many changes wait for the next batch.
  [[nodiscard]] std::size_t waiting() const;

 private:
  struct Waiting {
    const Change& change;
    bool result = false;
    std::exception_ptr failure{};
    enum { queued, leads, done } state = queued;
    std::condition_variable changed{};
  };
  using Batch = std::vector<Waiting*>;

  void lead(std::unique_lock<std::mutex>& lock);
  void commit(const Batch& batch) noexcept;
  void begin_together(const Batch& batch);
  void commit_together(const Batch& batch);
  void abandon(const Batch& batch, const std::exception_ptr& why) noexcept;

  std::function<std::unique_ptr<Session>()> open_;
  mutable std::mutex mutex_;
  Batch queue_;
  bool led_ = false;
  /// Why the last batch could not begin, if it could not. Used by the leader only.
  std::exception_ptr held_up_{};
  /// Used by the leader only; none when it has to be opened.
  std::unique_ptr<Session> session_;
};

}  // namespace chancery::sql::sqlite
