import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./child.mjs";
import { findProgram } from "./find.mjs";
import { root } from "./root.mjs";
import { say } from "./say.mjs";

const electronFolder = join(root, "node_modules", "electron");
const ffmpegFolder = join(root, "node_modules", "ffmpeg-static");
const ffmpegStatic = join(ffmpegFolder, process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg");

/** Electron's program, or null where its binary was never fetched; looking does not fetch it. */
export function findElectron() {
  const pathFile = join(electronFolder, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "electron";
  return findProgram(
    join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, "dist"), name.trim()),
  );
}

function hasPython(code) {
  const python = findProgram("/usr/bin/python3", "python3");
  return (
    python !== null && spawnSync(python, ["-c", code], { stdio: "ignore", timeout: 20_000 }).status === 0
  );
}

function hasDebianPackages(names) {
  const { status, stdout } = spawnSync("dpkg-query", ["-W", "-f", "${db:Status-Status}\n", ...names], {
    encoding: "utf8",
  });
  return (
    status === 0 &&
    stdout
      .trim()
      .split("\n")
      .every((line) => line === "installed")
  );
}

const rtspPackages = [
  "gir1.2-gst-rtsp-server-1.0",
  "gstreamer1.0-plugins-base",
  "gstreamer1.0-plugins-good",
  "gstreamer1.0-plugins-bad",
  "gstreamer1.0-plugins-ugly",
  "gstreamer1.0-libav",
  "gstreamer1.0-tools",
  "python3-gi",
];
const webServerPackages = ["nginx-light", "libnginx-mod-rtmp"];
const webRtcPackages = ["gstreamer1.0-nice", "gir1.2-gst-plugins-bad-1.0"];
const compositorPackages = ["gstreamer1.0-tools", "gstreamer1.0-plugins-base", "gstreamer1.0-x"];

/**
 * What the product and its tests call outside node_modules: how each is found, Debian's packages that bring it,
 * and its purpose as the person at the terminal reads it.
 */
export const programs = {
  ffmpeg: {
    present: () => findProgram(process.env.FFMPEG_PATH || ffmpegStatic, ffmpegStatic, "ffmpeg") !== null,
    debian: ["ffmpeg"],
    purpose: "ffmpeg, which reads the cameras",
    elsewhere: "Install ffmpeg 5 or newer, or set FFMPEG_PATH to it.",
  },
  ffprobe: {
    present: () => findProgram("ffmpeg") !== null && findProgram("ffprobe") !== null,
    debian: ["ffmpeg"],
    purpose: "ffmpeg and ffprobe, which the tests make and measure pictures with",
    elsewhere: "Install ffmpeg and ffprobe 5 or newer.",
  },
  chromium: {
    present: () =>
      findProgram(
        ...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []),
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
        "microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
        "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
      ) !== null,
    debian: ["chromium"],
    purpose: "Chromium, which shows the wall",
    elsewhere: "Install Chromium or Chrome, or set CHROMIUM_PATH to it.",
  },
  rtspServer: {
    present: () =>
      findProgram("dpkg-query") !== null
        ? hasDebianPackages(rtspPackages)
        : hasPython(
            "import gi; gi.require_version('GstRtspServer','1.0'); from gi.repository import GstRtspServer",
          ),
    debian: rtspPackages,
    purpose: "GStreamer's RTSP server, the cameras of the tests",
    elsewhere:
      "Install gst-rtsp-server with its Python bindings and GStreamer's plugins (base, good, bad, ugly, libav).",
  },
  webRtc: {
    present: () =>
      findProgram("dpkg-query") !== null
        ? hasDebianPackages(webRtcPackages)
        : hasPython(
            "import gi; gi.require_version('GstWebRTC','1.0'); from gi.repository import Gst, GstWebRTC; Gst.init(None); assert Gst.ElementFactory.find('nicesink')",
          ),
    debian: webRtcPackages,
    purpose: "GStreamer's WebRTC, the WHEP server of the tests",
    elsewhere: "Install libnice's plugin for GStreamer and the Python bindings of GstWebRTC.",
  },
  xvfb: {
    present: () => findProgram("Xvfb") !== null,
    debian: ["xvfb"],
    purpose: "Xvfb, the display of the tests",
    elsewhere: "Install Xvfb.",
  },
  displayTools: {
    present: () => findProgram("xdpyinfo") !== null && findProgram("xrandr") !== null,
    debian: ["x11-utils", "x11-xserver-utils"],
    purpose: "xrandr and xdpyinfo, which name the displays",
    elsewhere: "Install xrandr and xdpyinfo.",
  },
  compositor: {
    present: () =>
      findProgram("gst-launch-1.0") !== null &&
      (findProgram("dpkg-query") === null || hasDebianPackages(compositorPackages)),
    debian: compositorPackages,
    purpose: "GStreamer's compositor, the peer of the bench",
    elsewhere: "Install gst-launch-1.0 with the elements compositor and ximagesink.",
  },
  webServer: {
    present: () =>
      findProgram("nginx", "/usr/sbin/nginx") !== null &&
      (findProgram("dpkg-query") === null || hasDebianPackages(webServerPackages)),
    debian: webServerPackages,
    purpose: "nginx, the web and RTMP server of the tests",
    elsewhere: "Install nginx with its RTMP module.",
  },
  broker: {
    present: () => findProgram("mosquitto", "/usr/sbin/mosquitto") !== null,
    debian: ["mosquitto"],
    purpose: "mosquitto, the MQTT broker of the tests",
    elsewhere: "Install mosquitto.",
  },
  perlServer: {
    present: () => {
      const perl = findProgram("perl");
      const load = ["-MRTSP::Server", "-e", "1"];
      return perl !== null && spawnSync(perl, load, { stdio: "ignore", timeout: 20_000 }).status === 0;
    },
    debian: ["librtsp-server-perl"],
    purpose: "rtsp-server-perl, the second RTSP server of the tests",
    elsewhere: "Install the Perl module RTSP::Server.",
  },
  openssl: {
    present: () => findProgram("openssl") !== null,
    debian: ["openssl"],
    purpose: "openssl, which makes the certificates of the tests",
    elsewhere: "Install openssl.",
  },
  setpriv: {
    present: () => findProgram("setpriv") !== null,
    debian: ["util-linux"],
    purpose: "setpriv, which ends children with their parent",
    elsewhere: "Install setpriv (util-linux).",
  },
};

function mayInstall(systemPackages) {
  return (
    systemPackages &&
    process.platform === "linux" &&
    process.getuid?.() === 0 &&
    findProgram("apt-get") !== null
  );
}

async function aptInstall(packages) {
  const apt = (...args) =>
    run("apt-get", args, {
      quiet: true,
      seconds: 900,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  const install = () => apt("install", "-y", "--no-install-recommends", ...packages);
  let result = await install();
  if (result.code !== 0) {
    await apt("update");
    result = await install();
  }
  if (result.code !== 0) {
    process.stderr.write(result.output.split("\n").slice(-8).join("\n"));
  }
}

/**
 * Brings the named programs of the table here, or says in a sentence each what to install by hand. Resolves to
 * the names that are still missing.
 */
export async function ensurePrograms(names, systemPackages) {
  const missing = names.filter((name) => !programs[name].present());
  if (missing.length > 0 && mayInstall(systemPackages)) {
    for (const name of missing) {
      const { debian, purpose } = programs[name];
      say(`installing ${purpose}: apt-get install ${debian.join(" ")}`);
    }
    await aptInstall([...new Set(missing.flatMap((name) => programs[name].debian))]);
  }
  const still = missing.filter((name) => !programs[name].present());
  for (const name of still) {
    say(`${programs[name].purpose}, is missing. ${programs[name].elsewhere}`);
  }
  return still;
}

/**
 * Runs a package's own download once, announced and bounded; a failure is remembered beside it so that the next
 * start does not wait for it again. Resolves to whether `present` holds afterwards.
 */
async function fetchOnce(folder, what, seconds, present) {
  const mark = join(folder, ".dinding-fetch-failed");
  if (present() || !existsSync(folder) || existsSync(mark)) {
    return present();
  }
  say(`fetching ${what} (once, at most ${seconds} s)`);
  await run(process.execPath, ["install.js"], { quiet: true, seconds, env: process.env, cwd: folder });
  if (!present()) {
    writeFileSync(mark, "Remove this file to let npm start try the download again.\n");
    say(`${what} could not be fetched; going on without it`);
  }
  return present();
}

/** ffmpeg-static's binary, which a package of Dinding carries with it. Resolves to whether it is there. */
export function fetchFfmpeg() {
  return fetchOnce(ffmpegFolder, "ffmpeg-static's ffmpeg", 90, () => findProgram(ffmpegStatic) !== null);
}

/** ffmpeg for a start: what is there, else ffmpeg-static's download, else the system's package. */
export async function ensureFfmpeg(systemPackages) {
  if (programs.ffmpeg.present()) {
    return;
  }
  if (await fetchFfmpeg()) {
    return;
  }
  await ensurePrograms(["ffmpeg"], systemPackages);
}

/** Electron's binary, fetched where it is asked for. Resolves to whether it is there. */
export function ensureElectron() {
  return fetchOnce(electronFolder, "Electron's binary", 180, () => findElectron() !== null);
}
