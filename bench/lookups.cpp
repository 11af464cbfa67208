// Look-ups of `match` against those of libkmod, in one process and on one core: the same
// modaliases, the same kernel.
//
//   lookups KERNEL INDEXES <MODALIASES      KERNEL: what `match --in` takes; INDEXES: a folder of
//   depmod's indexes
//
// Prints, separated by blanks: aliases, seconds in which they were indexed, look-ups a second of
// ours and of libkmod's, and modaliases for which the two found other modules.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include <libkmod.h>

#include "kernel/read_kernel.h"
#include "match/matcher.h"

using namespace ko2alias;

namespace {

using Clock = std::chrono::steady_clock;
using Names = std::vector<std::string>;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// The best of a few rounds over all modaliases.
template <class LookUp>
double rate_of(const Names& modaliases, int rounds, LookUp look_up) {
  double best = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto start = Clock::now();
    for (const std::string& modalias : modaliases) look_up(modalias);
    best = std::max(best, static_cast<double>(modaliases.size()) / seconds_since(start));
  }
  return best;
}

Names kmod_names(kmod_ctx* context, const std::string& modalias) {
  Names names;
  kmod_list* modules = nullptr;
  kmod_module_new_from_lookup(context, modalias.c_str(), &modules);
  kmod_list* entry = nullptr;
  kmod_list_foreach(entry, modules) {
    kmod_module* const module = kmod_module_get_module(entry);
    std::string name = kmod_module_get_name(module);
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
    kmod_module_unref(module);
  }
  kmod_module_unref_list(modules);
  return names;
}

void kmod_look_up(kmod_ctx* context, const std::string& modalias) {
  kmod_list* modules = nullptr;
  kmod_module_new_from_lookup(context, modalias.c_str(), &modules);
  kmod_module_unref_list(modules);
}

Names read_lines(std::istream& in) {
  Names lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Of a folder with depmod's indexes, without any configuration; null where they cannot be read.
kmod_ctx* load_kmod(const char* indexes) {
  const char* const no_configuration = nullptr;
  kmod_ctx* const context = kmod_new(indexes, &no_configuration);
  return context != nullptr && kmod_load_resources(context) >= 0 ? context : nullptr;
}

// The best of a few rounds.
double seconds_to_index(const Kernel& kernel) {
  double best = 1e9;
  for (int round = 0; round < 5; ++round) {
    const auto start = Clock::now();
    const Matcher matcher(kernel);
    best = std::min(best, seconds_since(start));
  }
  return best;
}

void compare(const Kernel& kernel, kmod_ctx* context, const Names& modaliases) {
  const Matcher matcher(kernel);
  std::vector<std::string_view> found;
  const auto find = [&](const std::string& modalias) {
    found.clear();
    matcher.find_names(modalias, found);
  };
  std::size_t aliases = 0;
  for (const KernelModule& module : kernel.modules) aliases += module.claims.size();
  const double ours = rate_of(modaliases, 5, find);
  const double theirs =
      rate_of(modaliases, 2, [&](const std::string& modalias) { kmod_look_up(context, modalias); });
  std::size_t differences = 0;
  for (const std::string& modalias : modaliases) {
    find(modalias);
    differences += kmod_names(context, modalias) == Names(found.begin(), found.end()) ? 0 : 1;
  }
  std::cout << aliases << ' ' << seconds_to_index(kernel) << ' ' << ours << ' ' << theirs << ' '
            << differences << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: lookups KERNEL INDEXES <MODALIASES\n";
    return 2;
  }
  const Names modaliases = read_lines(std::cin);
  const Kernel kernel =
      read_kernel(argv[1], {.source = AliasSource::all, .jobs = 2}, nullptr, nullptr);
  kmod_ctx* const context = load_kmod(argv[2]);
  if (modaliases.empty() || kernel.modules.empty() || context == nullptr) {
    std::cerr << "lookups: nothing to look up, or no kernel, or none of depmod's indexes\n";
    return 2;
  }
  compare(kernel, context, modaliases);
  kmod_unref(context);
  return 0;
}
