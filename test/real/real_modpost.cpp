#include "real_modpost.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace ko2alias::judge {
namespace {

std::string name_of(std::size_t index) { return "t" + std::to_string(index); }

std::string read_all(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// In single quotes, as a shell wants it.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

RealModpost::RealModpost(std::filesystem::path program, const std::filesystem::path& work)
    : program_(std::filesystem::absolute(program)),
      dir_(std::filesystem::absolute(work / program.filename())) {
  std::filesystem::create_directories(dir_);
}

bool RealModpost::run(const std::string& names) const {
  const std::string command = "cd " + quoted(dir_.string()) + " && " + quoted(program_.string()) +
                              " -w " + names + " >log 2>&1";
  return std::system(command.c_str()) ==
         0;  // NOLINT(cert-env33-c,concurrency-mt-unsafe): a test's own folder
}

std::vector<Answer> RealModpost::ask(const std::vector<std::string>& objects) const {
  std::string names;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string name = name_of(i);
    std::ofstream(dir_ / (name + ".o"), std::ios::binary) << objects[i];
    std::ofstream(dir_ / (name + ".mod")) << name << ".o\n";
    std::filesystem::remove(dir_ / (name + ".mod.c"));
    names += ' ' + name + ".o";
  }
  const bool all_good = run(names);
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < objects.size(); ++i)
    answers.push_back(read_answer(name_of(i), all_good || run(name_of(i) + ".o")));
  return answers;
}

Answer RealModpost::read_answer(const std::string& name, bool is_good) const {
  constexpr std::string_view start = "MODULE_ALIAS(\"";
  constexpr std::string_view end = "\");";
  Answer answer{.is_good = is_good};
  if (!is_good) {
    answer.log = read_all(dir_ / "log");
    return answer;
  }
  std::ifstream in(dir_ / (name + ".mod.c"), std::ios::binary);
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(start) && line.ends_with(end))
      answer.aliases.push_back(line.substr(start.size(), line.size() - start.size() - end.size()));
  return answer;
}

}  // namespace ko2alias::judge
