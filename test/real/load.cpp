// Asks libkmod what it would load for devices: a judge of modprobe's configuration that is not us.
//
//   ko2alias_load FOLDER CONFIG <MODALIASES      FOLDER: where depmod put modules.alias.bin and its
//   like; CONFIG: a folder or file of modprobe.d
//
// Reads modaliases, one a line, and prints for each what libkmod finds, and behind a bar what it
// would do for the modules that are not blacklisted:
//
//   pci:v00001ED5…      acme_nic acme_old_nic | insmod acme_phy; insmod acme_nic
//   usb:v1ED5…          acme_usb | install acme_usb
#include <cerrno>
#include <iostream>
#include <string>

#include <libkmod.h>

namespace {

void print_action(kmod_module* module, bool is_command, const char* /*options*/) {
  // libkmod tells of modules that it has no file of.
  if (!is_command && kmod_module_get_path(module) == nullptr) return;
  std::cout << (is_command ? " install " : " insmod ") << kmod_module_get_name(module) << ';';
}

void print_loading(kmod_list* modules) {
  kmod_list* entry = nullptr;
  kmod_list_foreach(entry, modules) {
    kmod_module* const module = kmod_module_get_module(entry);
    std::cout << kmod_module_get_name(module) << ' ';
    kmod_module_unref(module);
  }
  std::cout << '|';
  kmod_list_foreach(entry, modules) {
    kmod_module* const module = kmod_module_get_module(entry);
    constexpr unsigned flags = KMOD_PROBE_DRY_RUN | KMOD_PROBE_APPLY_BLACKLIST_ALIAS_ONLY;
    kmod_module_probe_insert_module(module, flags, nullptr, nullptr, nullptr, print_action);
    kmod_module_unref(module);
  }
  std::cout << '\n';
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const char* const config[] = {arguments[2], nullptr};
  kmod_ctx* const context = kmod_new(arguments[1], config);
  if (context == nullptr || kmod_load_resources(context) != 0) return 2;
  // What is wrong with the configuration is no fault of the test.
  kmod_set_log_priority(context, 0);
  for (std::string line; std::getline(std::cin, line);) {
    kmod_list* modules = nullptr;
    kmod_module_new_from_lookup(context, line.c_str(), &modules);
    print_loading(modules);
    kmod_module_unref_list(modules);
  }
  kmod_unref(context);
}
