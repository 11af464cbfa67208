// Two pieces of work side by side.
#pragma once

#include <exception>
#include <system_error>
#include <thread>

namespace ko2alias {

/// Runs both, at once where that is wanted and a thread can be had. What one of them throws is
/// thrown once both are done.
template <class First, class Second>
void run_both(bool at_once, First first, Second second) {
  std::exception_ptr failure;
  const auto guarded = [&] {
    try {
      first();
    } catch (...) {
      failure = std::current_exception();
    }
  };
  std::jthread other;
  try {
    if (at_once) other = std::jthread(guarded);
  } catch (const std::system_error&) {
    // One behind the other takes longer, and is no reason to stop.
  }
  if (!other.joinable()) guarded();
  second();
  if (other.joinable()) other.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace ko2alias
