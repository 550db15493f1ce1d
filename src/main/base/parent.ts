/** The process that started the core and speaks with it: Node's IPC channel, or Electron's port of a utility process. */
export interface ParentLine {
  send(message: object): void;
  /** Calls `closed` when the parent is gone. */
  onClosed(closed: () => void): void;
}

/** As much of Electron's `ParentPort` as is used here (electronjs.org/docs/latest/api/parent-port). */
interface ParentPort {
  postMessage(message: unknown): void;
}

function isParentPort(value: unknown): value is ParentPort {
  return (
    value !== null &&
    typeof value === "object" &&
    "postMessage" in value &&
    typeof value.postMessage === "function"
  );
}

/** Null where the core was started by hand or by a service manager. */
export function parentLine(): ParentLine | null {
  const port: unknown = Reflect.get(process, "parentPort");
  if (isParentPort(port))
    return {
      send: (message) => port.postMessage(message),
      // Electron ends its utility processes itself when it goes.
      onClosed: () => {},
    };
  if (process.send === undefined) return null;
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onClosed: (closed) => {
      process.once("disconnect", closed);
    },
  };
}
