// Random tables of every bus, decoded by ko2alias and by the real modpost: whole sequences, byte
// for byte.
//
//   ko2alias_differential --release 7.3.4 --seconds 20 [--seed S] [--keep DIR] --modpost
//   PATH/modpost.real-lsb-64 ...
//
// --release is the version of the build tools, whose layouts and symbol spelling the tables get.
// --modpost may be repeated; the program's name tells its ELF kind (lsb-64, msb-64, lsb-32,
// msb-32). At the first difference the smallest table that still differs is printed with the seed
// that repeats it at once, the object is left in DIR (the current folder), and the exit status
// is 1.
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>

#include <fmt/core.h>

#include "kind_judge.h"

namespace ko2alias::judge {
namespace {

struct Options {
  RandomOptions random;
  unsigned seconds = 20;
  std::uint64_t seed = 0;
  std::vector<std::filesystem::path> modposts;
};

const ElfKind* kind_of(const std::filesystem::path& program) {
  for (const ElfKind& kind : elf_kinds())
    if (program.filename().string().ends_with(kind.name)) return &kind;
  return nullptr;
}

class WorkFolder {
 public:
  WorkFolder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "ko2alias-differential-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

bool run(const Options& options) {
  using Clock = std::chrono::steady_clock;
  const WorkFolder work;
  std::vector<std::unique_ptr<KindJudge>> judges;
  for (const auto& program : options.modposts)
    judges.push_back(
        std::make_unique<KindJudge>(options.random, *kind_of(program), program, work.path()));
  const auto end = Clock::now() + std::chrono::seconds(options.seconds);
  bool is_good = true;
  for (std::uint64_t seed = options.seed; is_good && Clock::now() < end; ++seed)
    for (const auto& judge : judges) is_good = is_good && judge->run_batch(seed);
  std::map<std::string, std::size_t> entries_by_bus;
  for (const auto& judge : judges) judge->print_counts(entries_by_bus);
  for (const auto& [bus, entries] : entries_by_bus)
    fmt::print("  {:<12} {:>8} entries\n", bus, entries);
  return is_good;
}

bool set_option(Options& options, const std::string& name, const std::string& value) {
  if (name == "--release") {
    const auto release = parse_release(value);
    options.random.release_text = value;
    options.random.release = release.value_or(Release{});
    return release.has_value();
  }
  if (name == "--seconds")
    options.seconds = static_cast<unsigned>(std::stoul(value));
  else if (name == "--seed")
    options.seed = std::stoull(value);
  else if (name == "--keep")
    options.random.keep = value;
  else if (name == "--modpost" && kind_of(value) != nullptr)
    options.modposts.emplace_back(value);
  else
    return false;
  return true;
}

std::optional<Options> read_options(const std::vector<std::string>& arguments) {
  Options options;
  options.seed = std::random_device{}();
  for (std::size_t i = 0; i < arguments.size(); i += 2)
    if (i + 1 == arguments.size() || !set_option(options, arguments[i], arguments[i + 1]))
      return std::nullopt;
  if (options.modposts.empty() || options.random.release_text.empty()) return std::nullopt;
  return options;
}

}  // namespace
}  // namespace ko2alias::judge

int main(int argc, char** argv) {
  using namespace ko2alias::judge;
  const auto options = read_options(std::vector<std::string>(argv + 1, argv + argc));
  if (!options) {
    fmt::print(stderr,
               "usage: ko2alias_differential --release RELEASE [--seconds N] [--seed S] [--keep "
               "DIR] --modpost "
               "PATH/modpost.real-KIND...\n");
    return 2;
  }
  fmt::print("release {}, --seed {}\n", options->random.release_text, options->seed);
  return run(*options) ? 0 : 1;
}
