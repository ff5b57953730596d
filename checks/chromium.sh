#!/usr/bin/env bash
# The browser tests drive Debian's chromium. Install it when that is possible without asking; else say what to do.
set -euo pipefail

if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "chromium is missing; installing Debian's package" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2
    apt-get install -y -qq --no-install-recommends chromium >&2
    exit 0
fi
echo "The browser tests need chromium. Install it and run again:" >&2
echo "    sudo apt-get install chromium        (Debian; on Ubuntu: sudo snap install chromium)" >&2
exit 1
