"""RTSP cameras of the bench: looped H.264 clips, and one that writes the time into its picture.

Usage: cameras.py SOURCE=PATH ...
SOURCE is an Annex B file with access unit delimiters, or the word `timecode`. Each argument mounts one camera at
rtsp://127.0.0.1:N/PATH. Prints one JSON line {"port": N} when it listens; ends when its standard input ends.
"""

import json
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)

WIDTH, HEIGHT, FPS = 640, 360, 25
BITS, CELL = 40, 16
DELIMITER = b"\x00\x00\x00\x01\x09"


def timecode_frame(milliseconds: int) -> bytes:
    """One I420 picture whose top row of 16 px cells is `milliseconds` in binary, most significant bit first."""
    row = bytearray(b"\x80" * WIDTH)
    for bit in range(BITS):
        level = 235 if milliseconds >> (BITS - 1 - bit) & 1 else 16
        row[bit * CELL : (bit + 1) * CELL] = bytes([level]) * CELL
    grey = 16 + milliseconds // 40 % 200
    rest = bytes([grey]) * (WIDTH * (HEIGHT - CELL))
    return bytes(row) * CELL + rest + b"\x80" * (WIDTH * HEIGHT // 2)


def timecode_frames():
    while True:
        yield timecode_frame(int(time.time() * 1000))


def clip_frames(path: str):
    with open(path, "rb") as clip:
        units = [DELIMITER + unit for unit in clip.read().split(DELIMITER)[1:]]
    while True:
        yield from units


class Camera(GstRtspServer.RTSPMediaFactory):
    """Hands out what `frames` yields, 25 a second, stamped with the time at which it was handed out."""

    def __init__(self, caps, coding, frames, shared):
        super().__init__()
        self.frames = frames
        # A client that comes while the last one's connection breaks off would be given a shared stream that is ending,
        # and no picture.
        self.set_shared(shared)
        self.set_launch(
            f"( appsrc name=camera is-live=true format=time do-timestamp=true caps={caps} "
            f"{coding} ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
        )

    def do_configure(self, media):
        GstRtspServer.RTSPMediaFactory.do_configure(self, media)
        source = media.get_element().get_by_name_recurse_up("camera")
        ended = threading.Event()
        wanted = threading.Event()
        media.connect("unprepared", lambda _media: (ended.set(), wanted.set()))
        source.connect("need-data", lambda _source, _bytes: wanted.set())
        threading.Thread(target=self.push, args=(source, ended, wanted), daemon=True).start()

    def push(self, source, ended, wanted):
        # A source that has not started yet refuses what it is given, as one that has ended does.
        wanted.wait()
        due = time.monotonic()
        for frame in self.frames():
            if ended.is_set() or source.emit("push-buffer", Gst.Buffer.new_wrapped(frame)) != Gst.FlowReturn.OK:
                return
            due += 1 / FPS
            time.sleep(max(0, due - time.monotonic()))


def camera(source: str) -> Camera:
    if source == "timecode":
        caps = f"video/x-raw,format=I420,width={WIDTH},height={HEIGHT},framerate={FPS}/1"
        coding = "! x264enc tune=zerolatency speed-preset=ultrafast bitrate=1500 key-int-max=25"
        return Camera(caps, coding, timecode_frames, shared=True)
    caps = f"video/x-h264,stream-format=byte-stream,alignment=au,framerate={FPS}/1"
    return Camera(caps, "", lambda: clip_frames(source), shared=False)


def main() -> None:
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    mounts = server.get_mount_points()
    for argument in sys.argv[1:]:
        source, path = argument.rsplit("=", 1)
        mounts.add_factory(path, camera(source))
    server.attach(None)
    print(json.dumps({"port": server.get_bound_port()}), flush=True)
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    loop.run()


if __name__ == "__main__":
    main()
