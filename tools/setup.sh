#!/bin/sh
# Makes .venv with the newest Python >= 3.12 of this machine and the locked packages: `tools/setup.sh [dev]`.
# Does nothing when .venv stands on the same lock already, so that everything may call it first.
set -eu
cd "$(dirname "$0")/.."

lock=base
[ "${1:-}" = dev ] && lock=dev
say() { printf '%s\n' "$*" >&2; }

# Prints "3.13.0 /path/to/python" for each Python that runs and can hold Jalon.
usable() {
    "$1" -c '
import sqlite3, ssl, sys, venv
if sys.version_info >= (3, 12) and sqlite3.sqlite_version_info >= (3, 37):
    print("%d.%d.%d" % sys.version_info[:3], sys.executable)' 2>/dev/null || true
}

candidates() {
    for name in python3.14 python3.13 python3.12 python3 python; do
        command -v "$name" || true
    done
    if command -v pyenv >/dev/null; then
        for python in "$(pyenv root)"/versions/3.1[2-9]*/bin/python; do
            [ -x "$python" ] && printf '%s\n' "$python"
        done
    fi
    if command -v uv >/dev/null; then
        uv python find --no-project '>=3.12' 2>/dev/null || true
    fi
}

newest() {
    candidates | while read -r python; do usable "$python"; done | sort -t. -k1,1n -k2,2n -k3,3n | tail -n 1
}

make_environment() {
    found=$(newest)
    if [ -z "$found" ]; then
        say "Jalon needs Python 3.12 or newer and found none: not as python3.x on the PATH, nor in pyenv, nor in uv."
        say "Install one (your system's package python3.13, https://www.python.org, or: uv python install 3.13)."
        exit 1
    fi
    python=${found#* }
    say "Setting up .venv with Python ${found%% *} ..."
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 || uv venv -q --seed --python "$python" .venv || {
        say "$python cannot make virtual environments: install its venv package (Debian: python3-venv), or uv."
        exit 1
    }
}

# The locked packages, each checked against its hash; uv does it faster where there is one.
install_packages() {
    if command -v uv >/dev/null &&
        uv pip install -q --python .venv/bin/python --require-hashes -r "requirements/$1.txt" 2>/dev/null; then
        return
    fi
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-compile --require-hashes \
        -r "requirements/$1.txt"
}

# Jalon itself, straight from src/: what `pip install --editable` does, without fetching a build tool.
install_jalon() {
    packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$PWD/src" >"$packages/jalon.pth"
    cat >.venv/bin/jalon <<END
#!/bin/sh
'''exec' "$PWD/.venv/bin/python" "\$0" "\$@"
' '''
import sys

from jalon.site.cli import main

sys.exit(main())
END
    chmod +x .venv/bin/jalon
}

# A .venv that was moved, or whose Python is gone, is made anew.
stands() {
    .venv/bin/python -c '' 2>/dev/null && [ "$(cat .venv/.place 2>/dev/null)" = "$PWD" ]
}

stamp=".venv/.installed-$lock"
wanted=$(cksum <"requirements/$lock.txt")
if ! stands || [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    stands || make_environment
    say "Installing the packages of requirements/$lock.txt ..."
    install_packages "$lock"
    install_jalon
    printf '%s' "$wanted" >"$stamp"
    printf '%s' "$PWD" >.venv/.place
    [ "$lock" = base ] || cksum <requirements/base.txt >.venv/.installed-base
fi
.venv/bin/python tools/messages.py compile
