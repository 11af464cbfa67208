// The screens of every command on a terminal of 80 columns: no line wraps. test/real/screens_test
// looks at those of real kernels, in a pseudo terminal.
#include <algorithm>
#include <sstream>

#include "kit/examples.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

constexpr std::size_t columns = 80;

// The columns of a line of our own examples, which have no wide characters.
std::size_t width_of(std::string_view line) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line.substr(i).starts_with("\x1b[")) {
      i = std::min(line.find_first_of("mK", i), line.size());
      continue;
    }
    width += (static_cast<unsigned char>(line[i]) & 0xC0) != 0x80 ? 1 : 0;
  }
  return width;
}

// The lines that wrap.
strings wide_lines(const std::string& text) {
  strings wide;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (width_of(line) > columns) wide.push_back(line);
  return wide;
}

}  // namespace

TEST_CASE("screens: no line of a command wraps on a terminal", "[cli][screens]") {
  const ExampleFolder folder;
  const std::string old = "lib/modules/6.12.57";
  const std::string now = "lib/modules/7.2.1";
  const std::string nic = "pci:v00001ED5d00000200sv00001ED5sd00000001bc02sc00i00";
  std::vector<Arguments> screens = {
      {"--help"},
      {"help", "decoding"},
      {"dump", "acme_nic.ko", "acme_hid.ko"},
      {"diff", old, now},
      {"diff", "--full", "--data", old, now},
      {"diff", "--summary", "linux-image-6.12.deb", "linux-image-7.2.deb"},
      {"diff", "--devices", "fleet.txt", "--ids", "ids", old, now},
      {"diff", "--by", "host", "--devices", "fleet.txt", old, now},
      {"check", "acme_nic.ko", old},
      {"check", "--list-rules"},
      {"match", "--in", now, nic},
      {"match", "--full", "--in", now, nic},
      {"match", "--in", old, "--in", now, nic, "usb:1ed5:0309"},
      {"match", "--in", old, "--in", now, "--devices", "fleet.txt"},
      {"match", "--vfio", "--in", now, nic},
      {"buses"},
      // Messages.
      {"emit", "-v", "acme_nic.ko", std::string(200, 'x') + ".ko"},
      {"emot"},
      {"diff", "--format", "nothing", old, now},
      {"check", "--suppress", "nothing", old},
      {"match", "--sys=nothing"},
  };
  for (const char* const command : {"emit", "dump", "diff", "check", "match", "buses"}) {
    screens.push_back({command, "--help"});
    screens.push_back({command, "-h"});
  }
  for (const Arguments& arguments : screens) {
    std::string name;
    for (const std::string& word : arguments) name += " " + word;
    CAPTURE(name);
    std::ostringstream out;
    std::ostringstream err;
    run(arguments, {.out = out,
                    .err = err,
                    .out_is_terminal = true,
                    .columns = columns,
                    .err_is_terminal = true});
    CHECK(!(out.str() + err.str()).empty());
    // The lines of emit are data, and stay whole.
    if (arguments[0] != "emit" || arguments[1].starts_with("-h") || arguments[1] == "--help")
      CHECK(wide_lines(out.str()) == strings{});
    CHECK(wide_lines(err.str()) == strings{});
  }
}

}  // namespace ko2alias::test
