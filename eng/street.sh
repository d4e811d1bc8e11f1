# Sourced by ./run: a hub with two made-up cameras beside a sample, so that its street is alive. It waits to be paired:
# its code stands in the terminal and on its own page. A company's own data folder gets none.

street() {
    local port=${WRIT_PORT:-8080} data=${WRIT_DATA:-./data}
    while [ $# -gt 0 ]; do
        case "$1" in
            --port) port=${2:-}; shift ;;
            --port=*) port=${1#*=} ;;
            --data) data=${2:-}; shift ;;
            --data=*) data=${1#*=} ;;
        esac
        shift
    done
    # $$ is the server itself, once ./run has become it.
    until [ -f "$data/sample.json" ] && (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null; do
        kill -0 $$ 2>/dev/null || return 0
        [ -f "$data/company.json" ] && [ ! -f "$data/sample.json" ] && (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null && return 0
        sleep 1
    done
    mkdir -p -m 700 "$data/street"
    cat >"$data/street/hub.json" <<CONFIG
{
  // Made up: nothing here was filmed. Something moves in each picture for a while, then nothing does.
  "server": "http://localhost:$port",
  // In the sample town, where the sample agency asks.
  "place": { "latitude": "44.2905", "longitude": "-88.4080" },
  "cameras": [
    { "id": "street", "name": "Street", "kind": "test", "width": 640, "height": 368, "framesPerSecond": 5, "every": 45, "moving": 8, "postRoll": 3 },
    { "id": "garden", "name": "Garden", "kind": "test", "width": 640, "height": 368, "framesPerSecond": 5, "every": 70, "moving": 8, "postRoll": 3 }
  ]
}
CONFIG
    # It ends with the server, however that ends.
    exec setpriv --pdeathsig TERM "$here/writ-hub" serve "$data/street/hub.json" --data "$data/street/hub" --page "$((port + 10))"
}
