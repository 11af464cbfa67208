// The file .ko2alias.conf of a tree: what it may set, where it is looked for, and who reads it.
#include <nlohmann/json.hpp>

#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

namespace fs = std::filesystem;

const std::string config = ".ko2alias.conf";

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string told(std::string_view count, const fs::path& folder) {
  return "ko2alias: " + std::string(count) + " read from " +
         (fs::canonical(folder) / config).string() + "\n";
}

}  // namespace

TEST_CASE("settings: a file of the tree sets policy alone", "[cli][settings]") {
  const ExampleFolder folder;
  const std::string before = read_file("acme_nic.ko");
  for (const std::string key :
       {"output",     "o",    "write-baseline", "list-rules", "config",   "against",
        "kernel",     "jobs", "verbose",        "max-size",   "depmod-d", "override-prefix",
        "no-builtin", "help", "path",           "only",       "full",     "devices",
        "nonsense",   ""}) {
    CAPTURE(key);
    write_file(config, "# ours\n\n" + key + " = acme_nic.ko\n");
    for (const Arguments& arguments :
         {Arguments{"check", "broken.ko"}, {"diff", "old.json", "new.json"}}) {
      const Outcome outcome = run_program(arguments);
      CHECK(outcome.status == trouble);
      CHECK(outcome.out.empty());
      CHECK(outcome.err.starts_with(
          "ko2alias: error: .ko2alias.conf: line 3: '" + key +
          "' cannot be set in a file, only suppress, baseline, fail-on and format can (give other "
          "options on the command line)\n"));
    }
  }
  CHECK(read_file("acme_nic.ko") == before);
}

TEST_CASE("settings: what is wrong in a file is said with its line", "[cli][settings]") {
  const ExampleFolder folder;
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"[check]\n", "line 1: expected OPTION = VALUE, as in suppress = class-wide"},
      {"\nsuppress\n", "line 2: expected OPTION = VALUE"},
      {"suppress = table-sise\n",
       "line 1: suppress = table-sise: no rule 'table-sise'; did you mean 'table-size'?"},
      {"suppress = catch-all, table\n", "line 1: suppress = catch-all, table: no rule 'table' ("},
      {"suppres = catch-all\n",
       "line 1: 'suppres' cannot be set in a file, only suppress, baseline, fail-on and format "
       "can; "
       "did you mean 'suppress'? (give "},
      {"fail-on = neve\n", "line 1: fail-on = neve: expected error, warning or note for check"},
      {"fail-on =\n", "line 1: fail-on = : expected "},
      {"format = xml\r\n", "line 1: format = xml: expected a format of check or diff"},
      {"baseline = # none\n", "line 1: baseline = : expected a file"},
      {"baseline = modules\n", "line 1: baseline = modules: not a regular file"},
      {"baseline = /dev/zero\n", "line 1: baseline = /dev/zero: not a regular file"},
      {"fail-on = note\nfail-on = lost\nfail-on = error\n", "line 3: fail-on is set in line 1 too"},
  };
  for (const auto& [text, message] : rows) {
    CAPTURE(text);
    write_file(config, text);
    const Outcome outcome = run_program({"check", "broken.ko"});
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err, "ko2alias: error: .ko2alias.conf: " + message));
  }
  fs::remove(config);
  fs::create_directory(config);
  CHECK(contains(run_program({"check", "broken.ko"}).err, ".ko2alias.conf: not a regular file"));
  fs::remove(config);
  fs::create_symlink("/dev/zero", config);
  CHECK(contains(run_program({"check", "broken.ko"}).err, ".ko2alias.conf: not a regular file"));
  fs::remove(config);
  fs::create_symlink("nowhere", config);
  CHECK(run_program({"check", "broken.ko"}).status == trouble);
}

TEST_CASE("settings: that a file was read is told, and from where", "[cli][settings]") {
  const ExampleFolder folder;
  write_file(config, "suppress = missing-alias\nfail-on = error\nformat = json\n");
  const Outcome outcome = run_program({"check", "acme_nic.ko"});
  CHECK(outcome.status == nothing_to_report);
  CHECK(outcome.err == told("3 settings", "."));
  CHECK(run_program({"check", "--help"}).err.empty());
  CHECK(run_program({"check", "--list-rules"}).err.empty());
  CHECK(run_program({"emit", "acme_hid.ko"}).err.empty());
}

TEST_CASE("settings: the file is looked for up to the root of the repository", "[cli][settings]") {
  const ExampleFolder folder;
  const std::string module = folder.path() / "acme_nic.ko";
  const auto in = [&](const fs::path& place) {
    fs::current_path(folder.path() / place);
    Outcome outcome = run_program({"check", module});
    fs::current_path(folder.path());
    return outcome;
  };
  fs::create_directories("repo/drivers/net");
  // It is nobody's repository, and so is what stands above one.
  write_file(config, "nonsense = 1\n");
  write_file("repo/" + config, "fail-on = error\nsuppress = missing-alias\n");
  CHECK(in("repo/drivers/net").err.empty());
  CHECK(in("repo/drivers/net").status == finding);
  CHECK(in("repo").err == told("2 settings", "repo"));
  fs::create_directory("repo/.git");
  for (const std::string place : {"repo", "repo/drivers", "repo/drivers/net"}) {
    CHECK(in(place).err == told("2 settings", "repo"));
    CHECK(in(place).status == nothing_to_report);
  }
  // The nearest one counts, and a submodule's .git is a file.
  write_file("repo/drivers/" + config, "fail-on = note\n");
  CHECK(in("repo/drivers/net").err == told("1 setting", "repo/drivers"));
  write_file("repo/drivers/net/.git", "gitdir: ../../.git/modules/net\n");
  CHECK(in("repo/drivers/net").err.empty());
  fs::remove("repo/drivers/net/.git");
  write_file("repo/drivers/" + config, "jobs = 1\n");
  CHECK(contains(in("repo/drivers/net").err, "error: ../.ko2alias.conf: line 1: 'jobs' cannot"));
}

TEST_CASE("settings: a baseline stands beside the file that names it", "[cli][settings]") {
  const ExampleFolder folder;
  fs::create_directories("repo/.git");
  fs::create_directories("repo/drivers");
  run_program({"check", "--write-baseline", "repo/accepted.txt", "acme_nic.ko"});
  write_file("repo/" + config, "baseline = accepted.txt\n");
  const std::string module = folder.path() / "acme_nic.ko";
  fs::current_path("repo/drivers");
  CHECK(contains(run_program({"check", module}).out, "accepted by the baseline"));
  fs::current_path(folder.path());
  CHECK(contains(run_program({"check", "--config", "repo/" + config, module}).out,
                 "accepted by the baseline"));
  fs::remove("repo/accepted.txt");
  const Outcome missing = run_program({"check", "--config", "repo/" + config, module});
  CHECK(missing.status == trouble);
  CHECK(contains(missing.err, "--baseline repo/accepted.txt: No such file or directory"));
}

TEST_CASE("settings: check and diff take from one file what is theirs", "[cli][settings]") {
  const ExampleFolder folder;
  write_file(config,
             "suppress = missing-alias\nfail-on = error\nformat = sarif\n"
             "fail-on = data-changed\nformat = markdown\n");
  const Outcome checked = run_program({"check", "acme_nic.ko"});
  CHECK(checked.status == nothing_to_report);
  CHECK(contains(checked.out, "sarif"));
  CHECK(contains(checked.err, "3 settings read from"));
  const Outcome compared = run_program({"diff", "old.json", "new.json"});
  CHECK(compared.status == nothing_to_report);
  CHECK(compared.out.starts_with("# "));
  CHECK(contains(compared.err, told("2 settings", ".")));
  CHECK(run_program({"diff", "--fail-on", "lost", "old.json", "new.json"}).status == finding);
  write_file(config, "fail-on = never\n");
  CHECK(run_program({"check", "acme_nic.ko"}).status == nothing_to_report);
  CHECK(run_program({"diff", "old.json", "new.json"}).status == nothing_to_report);
  write_file(config, "suppress = missing_alias, unknown-override:acme_*\n");
  CHECK(run_program({"check", "acme_nic.ko"}).out == "nothing found in 1 module; 3 suppressed\n");
  // A format of both is both commands'.
  write_file(config, "format = json\n");
  CHECK(run_program({"check", "acme_nic.ko"}).out.starts_with("{"));
  CHECK(run_program({"diff", "old.json", "new.json"}).out.starts_with("{"));
  CHECK(run_program({"diff", "-f", "text", "old.json", "new.json"}).out.starts_with("6.12.57 → "));
}

TEST_CASE("settings: --config names another file, which sets no more", "[cli][settings]") {
  const ExampleFolder folder;
  write_file(config, "nonsense = 1\n");
  write_file("ours.conf", "fail-on = error\nsuppress = missing-alias\n");
  const Outcome outcome = run_program({"check", "--config", "ours.conf", "acme_nic.ko"});
  CHECK(outcome.status == nothing_to_report);
  CHECK(contains(outcome.err, "2 settings read from "));
  write_file("ours.conf", "output = acme_nic.ko\n");
  CHECK(contains(run_program({"check", "--config", "ours.conf", "acme_nic.ko"}).err,
                 "error: ours.conf: line 1: 'output' cannot be set in a file"));
  CHECK(run_program({"check", "--config", "/dev/null", "acme_nic.ko"}).status == finding);
  CHECK(run_program({"diff", "--config", "/dev/null", "old.json", "new.json"}).status == finding);
}

TEST_CASE("settings: the file that is read is not overwritten", "[cli][settings]") {
  const ExampleFolder folder;
  const std::string text = "fail-on = error\n";
  write_file(config, text);
  write_file("ours.conf", text);
  for (const Arguments& arguments :
       {Arguments{"check", "-o", config, "acme_hid.ko"},
        {"check", "--write-baseline", config, "acme_hid.ko"},
        {"check", "--config", "ours.conf", "-o", "ours.conf", "acme_hid.ko"},
        {"check", "--config", "ours.conf", "--write-baseline", "ours.conf", "acme_hid.ko"},
        {"diff", "-o", config, "old.json", "new.json"}}) {
    CAPTURE(arguments);
    const Outcome outcome = run_program(arguments);
    CHECK(outcome.status == trouble);
    CHECK(contains(outcome.err, ": is read too, and so not overwritten: name another file\n"));
    CHECK(read_file(config) == text);
    CHECK(read_file("ours.conf") == text);
  }
}

TEST_CASE("--write-baseline: no input is overwritten", "[cli][check]") {
  const ExampleFolder folder;
  const std::string before = read_file("acme_nic.ko");
  const Outcome outcome =
      run_program({"check", "--write-baseline", "acme_nic.ko", "-o", "report.txt", "acme_nic.ko"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err, "acme_nic.ko: is read too, and so not overwritten"));
  CHECK(read_file("acme_nic.ko") == before);
  CHECK(!fs::exists("report.txt"));
}

TEST_CASE("--write-baseline: - is standard output, if that has no report", "[cli][check]") {
  const ExampleFolder folder;
  const Outcome mixed = run_program({"check", "--write-baseline", "-", "acme_nic.ko"});
  CHECK(mixed.status == trouble);
  CHECK(mixed.out.empty());
  CHECK(mixed.err.starts_with(
      "ko2alias: error: --write-baseline -: the report goes there (-o moves it)\n"));
  const Outcome same = run_program({"check", "--write-baseline", "a", "-o", "./a", "acme_nic.ko"});
  CHECK(same.status == trouble);
  CHECK_FALSE(fs::exists("a"));
  const Outcome apart =
      run_program({"check", "--write-baseline", "-", "-o", "report.txt", "acme_nic.ko"});
  CHECK(apart.status == nothing_to_report);
  CHECK(apart.out.starts_with("# Findings of ko2alias check"));
  CHECK(!fs::exists("-"));
  run_program({"check", "--write-baseline", "accepted.txt", "acme_nic.ko"});
  CHECK(read_file("accepted.txt") == apart.out);
}

TEST_CASE("emit: depmod's lines overwrite no module that they are of", "[cli]") {
  const ExampleFolder folder;
  const std::string before = read_file("acme_nic.ko");
  const Outcome outcome = run_program({"emit", "-f", "depmod", "-o", "acme_nic.ko", "acme_nic.ko"});
  CHECK(outcome.status == trouble);
  CHECK(contains(outcome.err, "acme_nic.ko: is read too, and so not overwritten"));
  CHECK(read_file("acme_nic.ko") == before);
}

}  // namespace ko2alias::test
