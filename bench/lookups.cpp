// Look-ups of `match` against those of libkmod, in one process and on one core: the same
// modaliases, the same kernel.
//
//   lookups KERNEL INDEXES <MODALIASES      KERNEL: what `match --in` takes; INDEXES: a folder of
//   depmod's indexes
//
// Prints, separated by blanks: aliases, seconds in which they were indexed, look-ups a second of
// ours and of libkmod's, and modaliases for which the two found other modules.
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include <libkmod.h>

#include "kernel/read_kernel.h"
#include "match/matcher.h"

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

}  // namespace

int main(int argc, char** argv) {
  using namespace ko2alias;
  if (argc != 3) {
    std::cerr << "usage: lookups KERNEL INDEXES <MODALIASES\n";
    return 2;
  }
  Names modaliases;
  for (std::string line; std::getline(std::cin, line);) modaliases.push_back(line);
  const Kernel kernel =
      read_kernel(argv[1], {.source = AliasSource::all, .jobs = 2}, nullptr, nullptr);
  const char* const no_configuration = nullptr;
  kmod_ctx* const context = kmod_new(argv[2], &no_configuration);
  if (modaliases.empty() || kernel.modules.empty() || context == nullptr ||
      kmod_load_resources(context) < 0) {
    std::cerr << "lookups: nothing to look up, or no kernel, or none of depmod's indexes\n";
    return 2;
  }

  double build = 1e9;
  for (int round = 0; round < 5; ++round) {
    const auto start = Clock::now();
    const Matcher matcher(kernel);
    build = std::min(build, seconds_since(start));
  }
  const Matcher matcher(kernel);
  std::vector<std::string_view> found;
  std::size_t aliases = 0;
  for (const KernelModule& module : kernel.modules) aliases += module.claims.size();
  const double ours = rate_of(modaliases, 5, [&](const std::string& modalias) {
    found.clear();
    matcher.find_names(modalias, found);
  });
  const double theirs =
      rate_of(modaliases, 2, [&](const std::string& modalias) { kmod_look_up(context, modalias); });
  std::size_t differences = 0;
  for (const std::string& modalias : modaliases) {
    found.clear();
    matcher.find_names(modalias, found);
    differences += kmod_names(context, modalias) == Names(found.begin(), found.end()) ? 0 : 1;
  }
  std::cout << aliases << ' ' << build << ' ' << ours << ' ' << theirs << ' ' << differences
            << '\n';
  kmod_unref(context);
  return 0;
}
