// A list is a file with one device a line or with what a program printed, or a folder that is a
// /sys.
#include "device/device_list.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "device/device_reader.h"
#include "device/sys_devices.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

struct KindName {
  ListingKind kind;
  std::string_view name;
  std::string_view words;
  /// What a text has to have, in which no device of this kind was found.
  std::string_view expected;
};

constexpr KindName kind_names[] = {
    {ListingKind::automatic, "auto", "", "no devices in it"},
    {ListingKind::list, "list", "a list of modaliases", "no devices in it"},
    {ListingKind::lspci, "lspci", "what lspci prints",
     "no PCI device: expected what lspci -n prints, lines such as 00:1f.6 0200: 8086:15b7"},
    {ListingKind::lsusb, "lsusb", "what lsusb or usb-devices prints",
     "no USB device: expected what lsusb prints, lines such as Bus 001 Device 004: ID 0bda:8152"},
    {ListingKind::udevadm, "udevadm", "what udevadm prints",
     "no device with a modalias: expected what udevadm info -e prints, lines such as E: "
     "MODALIAS=spi:ad5300"},
    {ListingKind::verbatim, "verbatim", "lines as they are", "no devices in it"},
};

const KindName& row_of(ListingKind kind) {
  return *std::find_if(std::begin(kind_names), std::end(kind_names),
                       [&](const KindName& row) { return row.kind == kind; });
}

struct Form {
  ListingKind kind;
  DeviceReaderMaker make;
};

// A line that may begin a device in two forms is of the first: `E: MODALIAS=…` is a property, and
// `00:1f.2<TAB>pci:v…` a line of a list.
constexpr Form forms[] = {
    {ListingKind::udevadm, make_property_reader},  {ListingKind::list, make_list_reader},
    {ListingKind::lspci, make_lspci_reader},       {ListingKind::lsusb, make_lsusb_reader},
    {ListingKind::lsusb, make_usb_devices_reader}, {ListingKind::lsusb, make_usb_tree_reader},
    {ListingKind::verbatim, make_verbatim_reader},
};

// Without a mail's `> `, the blanks around it, and the end of a line of Windows.
std::string_view bare_line(std::string_view line) {
  line = trim(line);
  while (line.starts_with('>')) line = trim(line.substr(1));
  return line;
}

// Gives each line to its reader.
class TextReader {
 public:
  explicit TextReader(ListingKind kind) : kind_(kind) {
    for (const Form& form : forms)
      if (kind == form.kind ||
          (kind == ListingKind::automatic && form.kind != ListingKind::verbatim))
        readers_.push_back({form.kind, form.make(reading_)});
  }

  void read(const TextLine& line) {
    if (Reader* const next = reader_of(line.text)) {
      begin(*next);
      next->reader->read(line);
    } else if (current_ != nullptr) {
      current_->reader->read(line);
    } else if (!line.text.empty()) {
      preface_.push_back(line);
    }
  }

  DeviceReading finish() {
    if (current_ == nullptr) read_preface();
    if (current_ != nullptr) current_->reader->finish();
    if (reading_.devices.empty() && reading_.problems.empty())
      reading_.problems.push_back(error(std::string(row_of(kind_).expected)));
    return std::move(reading_);
  }

 private:
  struct Reader {
    ListingKind kind;
    std::unique_ptr<DeviceReader> reader;
  };

  template <class Predicate>
  Reader* find(Predicate is_it) {
    const auto found = std::find_if(readers_.begin(), readers_.end(), is_it);
    return found == readers_.end() ? nullptr : &*found;
  }

  Reader* reader_of(std::string_view line) {
    return find([&](const Reader& one) { return !line.empty() && one.reader->begins(line); });
  }

  void begin(Reader& next) {
    if (current_ == nullptr && next.kind == ListingKind::list) read_preface();
    if (current_ != nullptr && current_ != &next) current_->reader->finish();
    current_ = &next;
    const auto known = std::find(reading_.kinds.begin(), reading_.kinds.end(), next.kind);
    if (known == reading_.kinds.end()) reading_.kinds.push_back(next.kind);
  }

  // The lines before all that was recognised. In a list they count like all others; before a
  // program's output they are prompts and remarks.
  void read_preface() {
    Reader* const list = find([](const Reader& one) { return one.kind == ListingKind::list; });
    if (list == nullptr || preface_.empty()) return;
    for (const TextLine& line : preface_) list->reader->read(line);
    if (!reading_.devices.empty()) reading_.kinds.push_back(ListingKind::list);
  }

  ListingKind kind_;
  DeviceReading reading_{};
  std::vector<Reader> readers_{};
  Reader* current_ = nullptr;
  std::vector<TextLine> preface_{};
};

}  // namespace

bool is_told(const Device& device, std::string_view module,
             const std::optional<std::vector<std::string>>& drivers) {
  const std::string name = underscored(module);
  const auto is_it = [&](const std::string& told) { return underscored(told) == name; };
  if (std::any_of(device.modules.begin(), device.modules.end(), is_it)) return true;
  if (device.driver.empty()) return false;
  if (!drivers) return is_it(device.driver);
  return std::find(drivers->begin(), drivers->end(), device.driver) != drivers->end();
}

std::optional<ListingKind> find_listing_kind(std::string_view name) {
  for (const KindName& row : kind_names)
    if (row.name == name) return row.kind;
  return std::nullopt;
}

std::string_view words_for(ListingKind kind) { return row_of(kind).words; }

DeviceReading read_device_text(std::string_view text, ListingKind kind) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  TextReader reader(kind);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view whole = take_line(text);
    const std::string_view line = kind == ListingKind::verbatim ? trim(whole) : bare_line(whole);
    reader.read({line.starts_with('#') ? std::string_view() : line, number});
  }
  return reader.finish();
}

DeviceReading read_devices(const std::string& path, ListingKind kind) {
  std::error_code ignored;
  const bool is_folder =
      kind == ListingKind::automatic && std::filesystem::is_directory(path, ignored);
  const auto text = is_folder ? Result<std::string>(std::string()) : read_text_file(path);
  DeviceReading reading = is_folder ? read_sys_devices(path)
                          : text    ? read_device_text(*text, kind)
                                    : DeviceReading{.problems = {text.problem()}};
  const std::string name = path == "-" ? "standard input" : path;
  for (Problem& problem : reading.problems)
    if (!is_folder || problem.place.empty())
      problem.place = name + (problem.place.empty() ? "" : ": ") + problem.place;
  for (Device& device : reading.devices)
    if (!device.doubtful_at.empty()) device.doubtful_at.insert(0, name + ": ");
  return reading;
}

}  // namespace ko2alias
