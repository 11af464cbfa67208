#!/bin/sh
# The first process of a guest: it runs /guest/script, which calls the functions below, and switches the machine off. What is
# told leaves the guest on the console, in lines that begin with @ko2alias; guest.py reads them.
PATH=/usr/bin
export PATH

# busybox's shell prefers its own programs to those that stand in the PATH. kmod's are the judges here.
for name in depmod insmod lsmod modinfo modprobe rmmod; do
  eval "$name() { /usr/bin/$name \"\$@\"; }"
done

# KEY TEXT: as a line of JSON.
tell() { echo "@ko2alias {$(quoted "$1"): $(quoted "$2")}"; }

# The text of JSON that stands for a text.
quoted() {
  printf '%s\n' "$1" | awk 'BEGIN { printf "\"" }
    { gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); gsub(/\r/, "\\r"); printf "%s%s", (NR > 1 ? "\\n" : ""), $0 }
    END { printf "\"" }'
}

# KEY COMMAND…: the exit status of a command and what it printed.
tell_run() {
  key=$1
  shift
  status=0
  output=$("$@" 2>&1) || status=$?
  echo "@ko2alias {$(quoted "$key"): {\"status\": $status, \"output\": $(quoted "$output")}}"
}

# KEY FILE: the bytes of a file.
tell_file() {
  echo "@ko2alias-file $1"
  base64 "$2"
  echo "@ko2alias-end"
}

# KEY: the modalias, the driver and the driver's module of each device; of one of ACPI also the driver of the device that it is.
tell_devices() {
  find /sys/devices -name modalias | sed 's|/modalias$||' | sort | while read -r device; do
    while read -r modalias || [ -n "$modalias" ]; do
      printf '%s\t%s\t%s\t%s\t%s\n' "${device#/sys/devices/}" "$modalias" "$(target "$device/driver")" \
        "$(target "$device/driver/module")" "$(target "$device/physical_node/driver")"
    done <"$device/modalias"
  done | awk -v key="$1" -F '\t' 'BEGIN { printf "@ko2alias {\"%s\": [", key }
    { gsub(/\\/, "\\\\"); gsub(/"/, "\\\"")
      printf "%s{\"where\": \"%s\", \"modalias\": \"%s\", \"driver\": \"%s\", ", (NR > 1 ? ", " : ""), $1, $2, $3
      printf "\"module\": \"%s\", \"driver_beside\": \"%s\"}", $4, $5 }
    END { print "]}" }'
}

# The name of what a link leads to, or nothing.
target() { [ ! -e "$1" ] || { link=$(readlink "$1"); echo "${link##*/}"; }; }

# KEY: what is of use to others in the folders of devices, as an archive.
tell_sys() {
  key=$1
  find /sys/devices -name modalias | sed 's|/modalias$||' | while read -r device; do
    mkdir -p "/copy$device"
    set --
    for file in modalias uevent class vendor device subsystem_vendor subsystem_device revision driver subsystem; do
      if [ -f "$device/$file" ] || [ -L "$device/$file" ]; then set -- "$@" "$device/$file"; fi
    done
    # A device may be called off meanwhile.
    cp -dp "$@" "/copy$device" 2>/dev/null
  done
  tar -C /copy -czf /copy.tar.gz sys
  tell_file "$key" /copy.tar.gz
}

# As udev does when a machine starts, until there is no device with a new modalias.
load_all_modules() {
  # busybox's grep takes an empty list of patterns for one that matches everything. Some devices have an empty modalias.
  echo >/tmp/asked
  while find /sys/devices -name modalias -exec cat {} + | sort -u | grep -vxFf /tmp/asked >/tmp/new; do
    cat /tmp/new >>/tmp/asked
    tr '\n' '\0' </tmp/new | xargs -0 /usr/bin/modprobe -a -q -b --
    wait_for_devices
  done
}

# Devices behind controllers appear some time after these have their drivers.
wait_for_devices() {
  count=-1
  while sleep 1 && [ "$(find /sys/devices -name modalias | wc -l)" != "$count" ]; do
    count=$(find /sys/devices -name modalias | wc -l)
  done
}

# kmod's programs are there already, and stay.
/usr/bin/busybox --install -s /usr/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
# Long lines are to stay whole.
stty -F /dev/console -opost 2>/dev/null
# shellcheck disable=SC1091 # the test's
. /guest/script
echo "@ko2alias-done"
poweroff -f
