import type { StreamRole } from "../protocol/camera.ts";
import type { StreamAddress } from "./feeds/source.ts";
import type { Store } from "./store/store.ts";

/** Where every stream is read, with its password: the store's rows in memory, because the picture plane never waits. */
export class AddressBook {
  readonly #store: Store;
  #addresses = new Map<string, StreamAddress>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Reads the store anew; who changed a camera calls this before the feeds are told. */
  async load(): Promise<void> {
    const addresses = await this.#store.cameras.addresses();
    this.#addresses = new Map(addresses.map((one) => [keyOf(one.cameraId, one.stream), one]));
  }

  find(cameraId: string, stream: StreamRole): StreamAddress | null {
    return this.#addresses.get(keyOf(cameraId, stream)) ?? null;
  }
}

function keyOf(cameraId: string, stream: StreamRole): string {
  return `${cameraId}/${stream}`;
}
