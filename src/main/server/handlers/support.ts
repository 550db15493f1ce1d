import { type Section, supportBundle } from "../../support/bundle.ts";
import { addressWithoutSecrets, keysInPath } from "../../support/without-secrets.ts";
import type { Clock } from "../../base/clock.ts";
import type { Handlers } from "../api.ts";
import { MediaContent } from "../media.ts";
import type { Rooms } from "../rooms.ts";

/** `logs`: the folder in which the log is kept. */
export function supportHandlers(rooms: Rooms, clock: Clock, logs: string): Pick<Handlers, "supportBundle"> {
  const { store, walls, feeds, outputs, machine, map, glass } = rooms;
  const sections: readonly Section[] = [
    { name: "machine", make: () => machine.look() },
    { name: "database", make: () => store.upkeep.check() },
    { name: "site", make: () => walls.storedSite },
    { name: "walls", make: () => walls.site.walls.map(({ id }) => walls.state(id)) },
    { name: "outputs", make: () => walls.site.outputs.map(({ id }) => outputs.state(id)) },
    { name: "feeds", make: () => feeds.list() },
    {
      name: "cameras",
      make: () =>
        glass.cameras.map(({ streams, onvif, ...camera }) => ({
          ...camera,
          onvif: onvif && addressWithoutSecrets(onvif.url),
          streams: streams.map(({ url, ...stream }) => ({
            ...stream,
            url: addressWithoutSecrets(url),
          })),
        })),
    },
    { name: "settings", make: () => ({ map: map.settings }) },
  ];
  const keys = () => {
    const addresses = glass.cameras.flatMap(({ streams, onvif }) => [
      ...streams.map(({ url }) => url),
      ...(onvif === undefined ? [] : [onvif.url]),
    ]);
    const { settings } = map;
    return [...addresses, ...("url" in settings ? [settings.url] : [])].flatMap(keysInPath);
  };
  return {
    supportBundle: () => {
      const time = new Date(clock.now()).toISOString().slice(0, 16).replace(/[-:]/g, "");
      return {
        body: new MediaContent(supportBundle(sections, logs, keys()), {
          "content-disposition": `attachment; filename="dinding-${walls.storedSite.id}-${time}.zip"`,
        }),
      };
    },
  };
}
