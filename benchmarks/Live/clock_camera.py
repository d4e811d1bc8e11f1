"""An RTSP camera that films a clock: every picture bears the time at which it was taken, as squares. Prints its port, then serves /clock until its input ends.

Along the top lie 32 squares, the milliseconds of the Unix epoch modulo 2^32, most significant first, white for one; beneath them the same with black and white exchanged.
"""

import sys
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

WIDTH, HEIGHT, FPS, SQUARE = 640, 360, 25, 20
LAUNCH = (
    f"( appsrc name=lens is-live=true format=time do-timestamp=true caps=video/x-raw,format=I420,width={WIDTH},height={HEIGHT},framerate={FPS}/1 ! "
    f"x264enc tune=zerolatency speed-preset=ultrafast key-int-max={FPS} ! video/x-h264,profile=baseline ! rtph264pay name=pay0 pt=96 )"
)
WHITE, BLACK = b"\xeb" * SQUARE, b"\x10" * SQUARE
REST = b"\x60" * (WIDTH * (HEIGHT - 2 * SQUARE)) + b"\x80" * (WIDTH * HEIGHT // 2)


def picture():
    now = int(time.time() * 1000) % 2**32
    bits = [now >> (31 - i) & 1 for i in range(32)]
    line = b"".join(WHITE if bit else BLACK for bit in bits)
    under = b"".join(BLACK if bit else WHITE for bit in bits)
    return line * SQUARE + under * SQUARE + REST


def film(_factory, media):
    lens = media.get_element().get_by_name("lens")
    GLib.timeout_add(1000 // FPS, lambda: lens.emit("push-buffer", Gst.Buffer.new_wrapped(picture())) == Gst.FlowReturn.OK)


def main():
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(LAUNCH)
    factory.set_shared(True)
    factory.connect("media-configure", film)
    server.get_mount_points().add_factory("/clock", factory)
    if server.attach(None) == 0:
        sys.exit("No port is free.")
    print(server.get_bound_port(), flush=True)
    loop = GLib.MainLoop()
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, lambda *_: loop.quit())
    loop.run()


main()
