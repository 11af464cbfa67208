// Work on a sequence of items in several threads, with results in the order of the items.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace ko2alias {

/// Takes items from `next` until it has none, gives each to `work` in one of `jobs` threads, and
/// its result to `finish` in the items' order. `next`, `finish` and `weigh` are called by the
/// calling thread alone. At most a few items per thread are held at a time, and no more once the
/// sum of their weights has reached `most_held`. Each thread has a `State` for itself, which `work`
/// gets. Where the system starts fewer threads, these do the work, or else the calling thread. What
/// any of the functions throws comes out of `run`, once all threads have ended.
template <class Item, class Output, class State>
class OrderedPipeline {
 public:
  using Next = std::function<std::optional<Item>()>;
  using Work = std::function<Output(Item&, State&)>;
  using Finish = std::function<void(Output&)>;
  using Weigh = std::function<std::uint64_t(const Item&)>;

  OrderedPipeline(unsigned jobs, Next next, Work work, Finish finish, Weigh weigh,
                  std::uint64_t most_held)
      : jobs_(jobs),
        next_(std::move(next)),
        work_(std::move(work)),
        finish_(std::move(finish)),
        weigh_(std::move(weigh)),
        most_held_(most_held) {}

  void run() {
    auto first = next_();
    auto second = first && jobs_ > 1 ? next_() : std::nullopt;
    // One item is not worth a thread.
    if (!second) return run_here(std::move(first));
    auto batch = std::make_unique<Batch>();
    put(*batch, std::move(*first));
    put(*batch, std::move(*second));
    add(std::move(batch));
    const Threads threads(*this);
    if (threads.is_empty()) here_.emplace();
    feed(next_());
  }

 private:
  void run_here(std::optional<Item> item) {
    State state;
    for (; item; item = next_()) {
      Output output = work_(*item, state);
      finish_(output);
    }
  }

  // A few items at once: waking a thread for each would cost more than the work on it.
  static constexpr std::size_t batch_size = 16;
  static constexpr std::size_t batches_a_job = 4;

  struct Batch {
    std::vector<Item> items;
    std::vector<Output> outputs;
    std::uint64_t weight = 0;
    bool is_done = false;
  };

  // The threads, as many of them as can be started. They end with this object: all work is done
  // then, or an exception has made it useless.
  class Threads {
   public:
    explicit Threads(OrderedPipeline& pipeline) : pipeline_(pipeline) {
      threads_.reserve(pipeline.jobs_);
      try {
        while (threads_.size() < pipeline.jobs_)
          threads_.emplace_back([&pipeline] { pipeline.serve(); });
      } catch (const std::exception&) {
        // No more threads, or no memory for one.
      }
    }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;
    ~Threads() { pipeline_.stop(); }

    [[nodiscard]] bool is_empty() const { return threads_.empty(); }

   private:
    OrderedPipeline& pipeline_;
    std::vector<std::jthread> threads_;
  };

  void stop() {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    is_over_ = true;
    has_work_.notify_all();
  }

  void put(Batch& batch, Item item) {
    batch.weight += weigh_(item);
    batch.items.push_back(std::move(item));
  }

  void feed(std::optional<Item> item) {
    while (item || !batches_.empty()) {
      while (item && batches_.size() < jobs_ * batches_a_job &&
             (batches_.empty() || held_ < most_held_)) {
        auto batch = std::make_unique<Batch>();
        for (; item && batch->items.size() < batch_size && held_ + batch->weight < most_held_;
             item = next_())
          put(*batch, std::move(*item));
        add(std::move(batch));
      }
      finish_first();
    }
  }

  void add(std::unique_ptr<Batch> batch) {
    held_ += batch->weight;
    batches_.push_back(std::move(batch));
    const std::lock_guard lock(mutex_);
    waiting_.push_back(batches_.back().get());
    has_work_.notify_one();
  }

  void finish_first() {
    if (here_)
      work_on(*take_waiting(), *here_);
    else
      await_first();
    for (Output& output : batches_.front()->outputs) finish_(output);
    held_ -= batches_.front()->weight;
    batches_.pop_front();
  }

  void await_first() {
    std::unique_lock lock(mutex_);
    has_output_.wait(lock, [this] { return batches_.front()->is_done || failure_ != nullptr; });
    if (failure_) std::rethrow_exception(failure_);
  }

  // A thread.
  void serve() {
    try {
      State state;
      while (Batch* const batch = take_waiting()) {
        work_on(*batch, state);
        const std::lock_guard lock(mutex_);
        batch->is_done = true;
        has_output_.notify_one();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
      has_output_.notify_one();
    }
  }

  // Null when there will be no more.
  Batch* take_waiting() {
    std::unique_lock lock(mutex_);
    has_work_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
    if (waiting_.empty()) return nullptr;
    Batch* const batch = waiting_.front();
    waiting_.pop_front();
    return batch;
  }

  void work_on(Batch& batch, State& state) {
    for (Item& item : batch.items) batch.outputs.push_back(work_(item, state));
    batch.items.clear();
  }

  unsigned jobs_;
  Next next_;
  Work work_;
  Finish finish_;
  Weigh weigh_;
  std::uint64_t most_held_;
  /// The weight of all batches.
  std::uint64_t held_ = 0;
  std::deque<std::unique_ptr<Batch>> batches_;
  std::mutex mutex_;
  std::condition_variable has_work_;
  std::condition_variable has_output_;
  std::deque<Batch*> waiting_;
  bool is_over_ = false;
  /// What a thread ended with.
  std::exception_ptr failure_;
  /// Of the calling thread, where no other could be started.
  std::optional<State> here_;
};

}  // namespace ko2alias
