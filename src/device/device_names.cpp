#include "device/device_names.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Id = IdNames::Id;
constexpr Id none = IdNames::none;
// What is no number: a star, a range of digits, a mistake. No text has a name for it.
constexpr Id unknown = -2;

// The whole text as a hex number of so many digits.
Id to_id(std::string_view text, std::size_t digits) {
  std::uint32_t id = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, id, 16);
  return text.size() == digits && error == std::errc() && stop == end ? Id{id} : unknown;
}

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

// The id at the front of a line; the line goes on behind the blanks that follow.
Id take_id(std::string_view& line, std::size_t digits) {
  const auto id_end = std::find_if(line.begin(), line.end(), is_blank);
  const auto next = std::find_if_not(id_end, line.end(), is_blank);
  const auto id_size = static_cast<std::size_t>(id_end - line.begin());
  const Id id = to_id(line.substr(0, id_size), digits);
  line.remove_prefix(static_cast<std::size_t>(next - line.begin()));
  return id;
}

// Goes down and up the tree with the lines of a text.
class TreeReader {
 public:
  // Whether the line gives a name; `line` is then the name.
  bool read(std::string_view& line) {
    const std::size_t depth = std::min(line.find_first_not_of('\t'), line.size());
    line.remove_prefix(depth);
    // These two say nothing of where the tree goes on.
    if (line.empty() || line.front() == '#') return false;
    if (depth == 0) is_class_ = line.starts_with("C ");
    if (depth == 0 && is_class_) line.remove_prefix(2);
    return depth <= 2 && read_ids(line, depth);
  }

  [[nodiscard]] bool is_class() const { return is_class_; }
  [[nodiscard]] const IdNames::Path& path() const { return path_; }

 private:
  // A line that is wrong stays in the path, so that what hangs below it goes to nobody else.
  bool read_ids(std::string_view& line, std::size_t depth) {
    const std::size_t end = depth == 2 && !is_class_ ? 4 : depth + 1;
    std::fill(path_.begin() + depth, path_.end(), none);
    for (std::size_t i = depth; i < end; ++i) path_[i] = take_id(line, is_class_ ? 2 : 4);
    return std::all_of(path_.begin(), path_.begin() + end, [](Id id) { return id >= 0; });
  }

  IdNames::Path path_{none, none, none, none};
  bool is_class_ = false;
};

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7f; }

// U+0080 to U+009F, which some terminals obey like those of ASCII.
bool is_control_pair(unsigned char first, unsigned char second) {
  return first == 0xc2 && second >= 0x80 && second <= 0x9f;
}

std::string without_controls(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (is_control(out[i]))
      out[i] = ' ';
    else if (i + 1 < out.size() && is_control_pair(out[i], out[i + 1]))
      out[i] = out[i + 1] = ' ';
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

// What stands in an alias before a number, and the number's digits.
struct Field {
  std::string_view label{};
  std::size_t digits = 0;
};

constexpr Field pci_fields[] = {{"v", 8},  {"d", 8},  {"sv", 8}, {"sd", 8},
                                {"bc", 2}, {"sc", 2}, {"i", 2}};
constexpr Field usb_fields[] = {{"v", 4},  {"p", 4},  {"d", 4},   {"dc", 2}, {"dsc", 2},
                                {"dp", 2}, {"ic", 2}, {"isc", 2}, {"ip", 2}, {"in", 2}};

// In the order of the fields, whether they are there or not. Labels are in lower case and digits in
// upper case, so a value ends where the next label is found.
template <std::size_t count>
std::array<Id, count> read_fields(std::string_view text, const Field (&fields)[count]) {
  std::array<Id, count> ids{};
  for (std::size_t i = 0; i < count; ++i) {
    ids[i] = unknown;
    if (!text.starts_with(fields[i].label)) continue;
    text.remove_prefix(fields[i].label.size());
    const std::size_t end =
        i + 1 < count ? std::min(text.find(fields[i + 1].label), text.size()) : text.size();
    std::string_view value = text.substr(0, end);
    // The star that ends a pattern.
    if (value.ends_with('*')) value.remove_suffix(1);
    ids[i] = to_id(value, fields[i].digits);
    text.remove_prefix(end);
  }
  return ids;
}

std::string join(const std::string& first, const std::string& second) {
  return first.empty() || second.empty() ? first + second : first + ", " + second;
}

// `Intel Corporation device 10d3` for a device without a name of its own.
std::string device_name(const IdNames& names, Id vendor, Id device) {
  std::string name = names.vendor_name({vendor, device, none, none});
  if (!name.empty()) return name;
  name = "device ";
  append_lower_hex(name, static_cast<std::uint64_t>(device), 4);
  return name;
}

// The class helps where there is no device.
std::string describe_device(const IdNames& names, const IdNames::Path& path,
                            const std::string& class_text) {
  const Id vendor = path[0];
  const Id device = path[1];
  const std::string vendor_name = names.vendor_name({vendor, none, none, none});
  if (vendor_name.empty()) return class_text;
  if (device == unknown) return join(vendor_name, class_text);
  const std::string text = vendor_name + " " + device_name(names, vendor, device);
  const std::string subsystem = names.vendor_name(path);
  return subsystem.empty() ? text : text + " (" + subsystem + ")";
}

// `USB controller, XHCI`: a subclass of PCI says of which class it is.
std::string describe_pci_class(const IdNames& names, Id base, Id sub, Id interface) {
  const std::string subclass = names.class_name({base, sub, none, none});
  if (subclass.empty()) return names.class_name({base, none, none, none});
  return join(subclass, names.class_name({base, sub, interface, none}));
}

// `Mass Storage, SCSI, Bulk-Only`
std::string describe_usb_class(const IdNames& names, Id base, Id sub, Id protocol) {
  const std::string text =
      join(names.class_name({base, none, none, none}), names.class_name({base, sub, none, none}));
  return join(text, names.class_name({base, sub, protocol, none}));
}

std::string describe_pci(const IdNames& names, std::string_view text) {
  const auto [vendor, device, subvendor, subdevice, base, sub, interface] =
      read_fields(text, pci_fields);
  return describe_device(names, {vendor, device, subvendor, subdevice},
                         describe_pci_class(names, base, sub, interface));
}

// The class of the interface comes first: that of the device is often `(Defined at Interface
// level)`.
std::string describe_usb(const IdNames& names, std::string_view text) {
  const auto [vendor, product, release, base, sub, protocol, interface_base, interface_sub,
              interface_protocol, number] = read_fields(text, usb_fields);
  std::string class_text =
      describe_usb_class(names, interface_base, interface_sub, interface_protocol);
  if (class_text.empty()) class_text = describe_usb_class(names, base, sub, protocol);
  return describe_device(names, {vendor, product, unknown, unknown}, class_text);
}

}  // namespace

IdNames::IdNames(std::string text) : text_(std::move(text)) {
  // Most lines are of some 30 bytes.
  vendors_.reserve(text_.size() / 24);
  TreeReader reader;
  const std::string_view all = text_;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    std::string_view line = all.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (reader.read(line)) {
      const auto name_begin = static_cast<std::size_t>(line.data() - all.data());
      (reader.is_class() ? classes_ : vendors_).push_back({reader.path(), name_begin, line.size()});
    }
    begin = end + 1;
  }
  sort(vendors_);
  sort(classes_);
}

// The real texts are in order, or nearly; it pays to look.
void IdNames::sort(std::vector<Name>& names) {
  const auto by_path = [](const Name& a, const Name& b) { return a.path < b.path; };
  if (!std::is_sorted(names.begin(), names.end(), by_path))
    std::stable_sort(names.begin(), names.end(), by_path);
}

std::string IdNames::find(const std::vector<Name>& names, const Path& path) const {
  const auto found =
      std::lower_bound(names.begin(), names.end(), path,
                       [](const Name& name, const Path& wanted) { return name.path < wanted; });
  if (found == names.end() || found->path != path) return {};
  return without_controls(std::string_view(text_).substr(found->begin, found->size));
}

DeviceNames::DeviceNames(std::string pci_ids, std::string usb_ids)
    : pci_(std::move(pci_ids)), usb_(std::move(usb_ids)) {}

std::string DeviceNames::describe(std::string_view alias) const {
  const std::size_t colon = std::min(alias.find(':'), alias.size());
  const std::string_view bus = alias.substr(0, colon);
  const std::string_view fields = alias.substr(std::min(colon + 1, alias.size()));
  // A driver that takes devices only when told to has a prefix: `vfio_pci:`.
  if (bus == "pci" || bus.ends_with("_pci")) return describe_pci(pci_, fields);
  if (bus == "usb") return describe_usb(usb_, fields);
  return {};
}

DeviceNames read_device_names(const std::optional<std::string>& folder) {
  const auto read = [&](const std::string& name) {
    for (const std::string& place :
         {folder.value_or("/usr/share/misc"), folder.value_or("/usr/share/hwdata")})
      if (auto text = read_text_file(std::string(place).append("/").append(name)))
        return std::move(*text);
    return std::string();
  };
  return {read("pci.ids"), read("usb.ids")};
}

}  // namespace ko2alias
