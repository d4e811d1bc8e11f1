# Sourced by ./run, ./test and ./bench: makes sure that what a script needs is there, or says what to install and stops.

# need WHAT WHY: WHAT is a Debian package.
need() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed' && return 0
    missing="${missing:-} $1"
    echo "  $1: $2" >&2
}

need_settle() {
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

need_command() {
    command -v "$1" >/dev/null 2>&1 && return 0
    echo "$1 is missing: $2" >&2
    exit 1
}

need_toolchain() {
    need_command dotnet "install the .NET 10 SDK (https://dotnet.microsoft.com)"
    case "$(dotnet --version 2>/dev/null)" in
        10.*) ;;
        *) echo "The .NET SDK here is not version 10; install the .NET 10 SDK." >&2; exit 1 ;;
    esac
    need_command node "install Node.js 20 or newer"
    need_command npm "install npm, which comes with Node.js"
    if ! ldconfig -p 2>/dev/null | grep -q 'libsodium\.so'; then
        need libsodium23 "signatures and commitments of the record (Ed25519, ristretto255)"
    fi
}
