// Questions about names. In folders and archives the name alone decides whether a file is read; a
// file that the user names is judged by its content.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ko2alias {

/// `e1000.ko`, compressed or not.
bool is_module_name(std::string_view name);

/// The name that depmod gives the module of a file or an archive's member, whatever it was built
/// as: `snd_hda_intel` for `linux.deb: ./lib/modules/6.12/kernel/snd-hda-intel.ko.xz`, `x` for
/// `x.y.ko`.
std::string name_of_file(std::string_view path);

/// Whether a module can have this name. A name that is empty, or has a blank or a control character
/// in it, cannot stand in a modules.alias.
bool is_module_word(std::string_view name);

/// The endings of modules' names, for messages: `.ko, .ko.xz, .ko.zst, .ko.gz`.
std::string module_endings();

/// `modules.builtin.modinfo`, the records of the modules that are linked into a kernel.
bool is_builtin_name(std::string_view name);

/// Whether a member of an archive may be an archive itself: `data.tar.xz` of a .deb, but not its
/// `control.tar.xz`, in which no module is.
bool is_archive_name(std::string_view name);

/// `boot/config-6.12.57`, and `lib/modules/6.12.57/config` as other distributions have it.
bool is_config_name(std::string_view name);

/// `modules.order`, the order in which a kernel's build linked its modules.
bool is_order_name(std::string_view name);

/// `modules.builtin`, the list of the modules that are linked into a kernel.
bool is_builtin_list_name(std::string_view name);

/// The folders in which depmod looks for its configuration, below the root; a file hides those of
/// its name in later folders.
constexpr std::string_view depmod_folders[] = {
    "etc/depmod.d", "run/depmod.d", "usr/local/lib/depmod.d", "lib/depmod.d", "usr/lib/depmod.d"};

/// `etc/depmod.d/dist.conf`.
bool is_depmod_name(std::string_view name);

/// The index in `depmod_folders` of a path to one of them.
std::size_t depmod_folder_rank(std::string_view folder);

/// The same of modprobe.
constexpr std::string_view modprobe_folders[] = {"etc/modprobe.d", "run/modprobe.d",
                                                 "usr/local/lib/modprobe.d", "usr/lib/modprobe.d",
                                                 "lib/modprobe.d"};

/// `etc/modprobe.d/acme.conf`, and other files there that are not hidden.
bool is_modprobe_name(std::string_view name);

/// The index in `modprobe_folders` of a path to one of them.
std::size_t modprobe_folder_rank(std::string_view folder);

/// One of the files above that say something of a kernel's modules.
bool is_kernel_file_name(std::string_view name);

}  // namespace ko2alias
