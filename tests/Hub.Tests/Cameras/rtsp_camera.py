"""A real RTSP server with made-up pictures: GStreamer's, as Debian ships it. Prints its port, then serves until its input ends.

rtsp_camera.py [--port N] [--login USER PASSWORD] [--tls CERTIFICATE_AND_KEY.pem]
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

H264 = "x264enc tune=zerolatency speed-preset=ultrafast key-int-max={gop} ! video/x-h264,profile=baseline ! rtph264pay name=pay0 pt=96"
BALL = "( videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width={w},height={h},framerate={fps}/1 ! "
STREAMS = {
    "/ball": BALL.format(w=640, h=360, fps=15) + H264.format(gop=15) + " )",
    "/still": "( videotestsrc is-live=true pattern=circular ! video/x-raw,format=I420,width=640,height=360,framerate=15/1 ! " + H264.format(gop=15) + " )",
    # A key frame in ten seconds: too few to look for motion in them alone.
    "/rarekeys": BALL.format(w=640, h=360, fps=15) + H264.format(gop=150) + " )",
    # The ball is 40 pixels wide whatever the picture: it grows with it.
    "/large": BALL.format(w=480, h=270, fps=2) + "videoscale method=0 ! video/x-raw,width=3840,height=2160 ! " + H264.format(gop=2) + " )",
    "/irregular": BALL.format(w=640, h=360, fps=25) + "identity drop-probability=0.6 ! " + H264.format(gop=10) + " )",
    "/mjpeg": BALL.format(w=640, h=360, fps=10) + "jpegenc ! rtpjpegpay name=pay0 pt=26 )",
    "/hevc": BALL.format(w=640, h=360, fps=10) + "x265enc tune=zerolatency speed-preset=ultrafast key-int-max=10 ! h265parse ! rtph265pay name=pay0 pt=96 )",
    "/sound": BALL.format(w=320, h=240, fps=15) + H264.format(gop=15) + " audiotestsrc is-live=true ! audioconvert ! alawenc ! rtppcmapay name=pay1 pt=8 )",
    "/onlysound": "( audiotestsrc is-live=true ! audioconvert ! alawenc ! rtppcmapay name=pay0 pt=8 )",
    "/shared": BALL.format(w=640, h=360, fps=15) + H264.format(gop=15) + " )",
}


def options(words):
    found = {"--port": ["0"], "--login": None, "--tls": None}
    while words:
        name = words.pop(0)
        count = 2 if name == "--login" else 1
        found[name], words = words[:count], words[count:]
    return found


def main():
    Gst.init(None)
    given = options(sys.argv[1:])
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(given["--port"][0])
    auth = GstRtspServer.RTSPAuth() if given["--login"] or given["--tls"] else None
    if given["--tls"]:
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(given["--tls"][0]))
    if given["--login"]:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "owner")
        auth.add_digest(given["--login"][0], given["--login"][1], token)
    elif auth:
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "owner")
        auth.set_default_token(token)
    if auth:
        server.set_auth(auth)
    for path, launch in STREAMS.items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(launch)
        factory.set_shared(path == "/shared")
        if auth:
            permissions = GstRtspServer.RTSPPermissions()
            permissions.add_permission_for_role("owner", "media.factory.access", True)
            permissions.add_permission_for_role("owner", "media.factory.construct", True)
            factory.set_permissions(permissions)
        server.get_mount_points().add_factory(path, factory)
    if server.attach(None) == 0:
        sys.exit("The port is taken.")
    print(server.get_bound_port(), flush=True)
    loop = GLib.MainLoop()

    # Whoever started this holds its input open; when they are gone, so is this.
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, lambda *_: loop.quit())
    loop.run()


main()
