# Makes the environment that ./run and ./test share. Needs Python 3.11 or newer and a package registry.

# Compiled modules are kept: without them each start of a server or a test compiles all again.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for name in "${PYTHON:-}" python3.14 python3.13 python3.12 python3.11 python3 python; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    say "Python 3.11 or newer is needed and was not found. Install it, or set PYTHON to its path."
    return 1
}

# prepare FILE: installs the packages locked in FILE, and Luister itself, into .venv; nothing to do when that was done.
prepare() {
    wanted=$(cat "$1" pyproject.toml | cksum | tr -d ' ')
    stamp=.venv/installed-$(basename "$1" .txt)
    if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        return 0
    fi
    python=$(find_python)
    if command -v uv >/dev/null 2>&1; then
        [ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv
        install="uv pip install --quiet --python .venv/bin/python"
    else
        [ -x .venv/bin/pip ] || "$python" -m venv .venv
        install=".venv/bin/python -m pip install --quiet --disable-pip-version-check"
    fi
    say "Installing what Luister needs into .venv ..."
    $install --require-hashes -r "$1"
    $install --no-build-isolation --no-deps -e .
    printf '%s' "$wanted" >"$stamp"
}
