# Sourced by ./run, ./test and ./bench: makes sure that what a script needs is there, or says what to install and stops.

# need WHAT WHY: WHAT is a Debian package.
need() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed' && return 0
    missing="${missing:-} $1"
    echo "  $1 (Debian package): $2" >&2
}

# What is missing was named line by line; installs what can be, or stops.
need_settle() {
    if [ -n "${absent:-}" ]; then
        echo "Install what is named above, then run this again." >&2
        exit 1
    fi
    [ -n "${missing:-}" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "Install what is named above with your system's package manager (names are Debian's), then run this again." >&2
        exit 1
    fi
    if [ "$(id -u)" != 0 ]; then
        echo "Not root, so nothing was installed. Run:  sudo apt-get install$missing   and then this again." >&2
        exit 1
    fi
    echo "Installing:$missing" >&2
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# need_command COMMAND HOW: not a Debian package of ours to choose; named with all the rest.
need_command() {
    command -v "$1" >/dev/null 2>&1 && return 0
    absent=1
    echo "  $1: $2" >&2
    return 1
}

need_toolchain() {
    if need_command dotnet "install the .NET 10 SDK (https://dotnet.microsoft.com)"; then
        case "$(dotnet --version 2>/dev/null)" in
            10.*) ;;
            *) absent=1; echo "  dotnet: the SDK here is not version 10; install the .NET 10 SDK (https://dotnet.microsoft.com)" >&2 ;;
        esac
    fi
    need_command node "install Node.js 20 or newer" || true
    need_command npm "install npm, which comes with Node.js" || true
    if ! ldconfig -p 2>/dev/null | grep -q 'libsodium\.so'; then
        need libsodium23 "signatures and commitments of the record (Ed25519, ristretto255)"
    fi
}
