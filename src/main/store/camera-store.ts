import type { Camera, CameraInput, CameraPatch } from "../../protocol/camera.ts";
import type { Format } from "../../protocol/format.ts";
import type { ImportChange } from "../../protocol/import.ts";
import type { DeviceAddress } from "../base/device-address.ts";
import type { Fault } from "../base/fault.ts";
import type { StreamAddress } from "../base/stream-address.ts";
import type { Expected, Versioned } from "./versioned.ts";

/** What became of one camera of a file. */
export interface ImportOutcome {
  readonly outcome: "added" | "changed" | "unchanged" | "refused";
  readonly cameraId: string | null;
  readonly changes: readonly ImportChange[];
  /** Why it was refused. */
  readonly fault: { readonly kind: Fault["kind"]; readonly detail: Fault["detail"] } | null;
}

export interface ImportResult {
  readonly applied: boolean;
  readonly outcomes: readonly ImportOutcome[];
}

/** A dry run keeps nothing; what is refused keeps the others out unless `skipRefused`. */
export interface ImportHow {
  readonly dryRun: boolean;
  readonly skipRefused: boolean;
}

/** Cameras, with what they sent last. */
export interface CameraStore {
  readonly cameras: {
    list(): Promise<Camera[]>;
    get(id: string): Promise<Versioned<Camera>>;
    add(input: CameraInput): Promise<Versioned<Camera>>;
    /**
     * A stream without a password keeps the stored one only while its scheme, host, port and user name stay as
     * they were, so that a stored password never goes to a machine it was not given for.
     */
    edit(id: string, patch: CameraPatch, expected: Expected): Promise<Versioned<Camera>>;
    remove(id: string, expected: Expected): Promise<void>;
    /**
     * Adds and changes cameras in one transaction, or tells what that would do. `others`: how many more were refused
     * already. Never faults for a camera that does not fit: its outcome says so.
     */
    import(inputs: readonly CameraInput[], others: number, how: ImportHow): Promise<ImportResult>;
    /** With the passwords decrypted: for the picture plane alone. */
    addresses(): Promise<StreamAddress[]>;
    /**
     * Where the camera answers by ONVIF, or null, with its own login decrypted, or that of a stream on the same
     * host. Faults with `notFound`.
     */
    device(id: string): Promise<DeviceAddress | null>;
    /** What the camera sent last on each of its streams. */
    formats(): Promise<{ cameraId: string; stream: "main" | "sub"; format: Format }[]>;
    learnFormat(cameraId: string, stream: "main" | "sub", format: Format): Promise<void>;
  };
}
