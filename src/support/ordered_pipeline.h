// Work on a sequence of items in several threads, with results in the order of the items.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace ko2alias {

/// Takes items from `next` until it has none, gives each to `work` in one of `jobs` threads, and its result to `finish`
/// in the items' order. `next` and `finish` are called by the calling thread alone. At most a few items per thread are
/// held at a time. `make_state` makes what each thread keeps for itself; `work` gets it.
template <class Item, class Output, class State>
class OrderedPipeline {
 public:
  using Next = std::function<std::optional<Item>()>;
  using Work = std::function<Output(Item&, State&)>;
  using Finish = std::function<void(Output&)>;

  OrderedPipeline(unsigned jobs, Next next, Work work, Finish finish)
      : jobs_(jobs), next_(std::move(next)), work_(std::move(work)), finish_(std::move(finish)) {}

  void run() {
    auto first = next_();
    auto second = first && jobs_ > 1 ? next_() : std::nullopt;
    // One item is not worth a thread.
    if (!second) return run_here(std::move(first));
    add(std::move(*first));
    add(std::move(*second));
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < jobs_; ++i) threads.emplace_back([this] { serve(); });
    feed();
  }

 private:
  void run_here(std::optional<Item> item) {
    State state;
    for (; item; item = next_()) {
      Output output = work_(*item, state);
      finish_(output);
    }
  }

  struct Slot {
    Item item;
    std::optional<Output> output;
  };

  void feed() {
    const std::size_t most_held = jobs_ * std::size_t{16};
    bool has_more = true;
    while (has_more || !slots_.empty()) {
      while (has_more && slots_.size() < most_held) {
        auto item = next_();
        has_more = item.has_value();
        if (has_more) add(std::move(*item));
      }
      finish_first();
    }
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    has_work_.notify_all();
  }

  void add(Item item) {
    slots_.push_back(std::make_unique<Slot>(Slot{std::move(item), {}}));
    const std::lock_guard lock(mutex_);
    waiting_.push_back(slots_.back().get());
    has_work_.notify_one();
  }

  void finish_first() {
    if (slots_.empty()) return;
    {
      std::unique_lock lock(mutex_);
      has_output_.wait(lock, [this] { return slots_.front()->output.has_value(); });
    }
    finish_(*slots_.front()->output);
    slots_.pop_front();
  }

  void serve() {
    State state;
    std::unique_lock lock(mutex_);
    while (true) {
      has_work_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      Slot& slot = *waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      Output output = work_(slot.item, state);
      lock.lock();
      slot.output = std::move(output);
      has_output_.notify_one();
    }
  }

  unsigned jobs_;
  Next next_;
  Work work_;
  Finish finish_;
  std::deque<std::unique_ptr<Slot>> slots_;
  std::mutex mutex_;
  std::condition_variable has_work_;
  std::condition_variable has_output_;
  std::deque<Slot*> waiting_;
  bool is_over_ = false;
};

}  // namespace ko2alias
