import type { Connection } from "./connection.ts";
import { Deadline } from "./deadline.ts";

/** Idle connections kept for one server: as many as browsers open. */
const MOST_FOR_ONE = 6;

/** Milliseconds that an idle connection is kept: less than servers commonly wait (Node.js: 5 seconds). */
const IDLE_TIME = 4000;

interface Idle {
  readonly connection: Connection;
  readonly deadline: Deadline;
}

/** Connections that wait for their next request. None of them keeps the process alive. */
export class ConnectionPool {
  readonly #idle = new Map<string, Idle[]>();

  /** The one that was used last, if there is any that is still good. */
  take(key: string): Connection | undefined {
    for (;;) {
      const idle = this.#idle.get(key)?.at(-1);
      if (idle === undefined) return undefined;
      this.#remove(key, idle);
      if (idle.connection.isQuiet) {
        idle.connection.keepProcess(true);
        return idle.connection;
      }
      idle.connection.break(undefined);
    }
  }

  /** Keeps a connection for the next request, for a while, and until anything comes on it that nobody has asked for. */
  give(key: string, connection: Connection): void {
    if (!connection.isQuiet) return connection.break(undefined);
    connection.keepProcess(false);
    const drop = (): void => {
      this.#remove(key, idle);
      connection.break(undefined);
    };
    const idle: Idle = { connection, deadline: new Deadline(IDLE_TIME, drop) };
    idle.deadline.restart();
    connection.watch(drop);
    const others = this.#idle.get(key) ?? [];
    this.#idle.set(key, [...others, idle]);
    const [oldest] = others;
    if (others.length < MOST_FOR_ONE || oldest === undefined) return;
    this.#remove(key, oldest);
    oldest.connection.break(undefined);
  }

  /** Closes them all. */
  clear(): void {
    for (const [key, idles] of this.#idle) {
      for (const idle of idles) {
        this.#remove(key, idle);
        idle.connection.break(undefined);
      }
    }
  }

  #remove(key: string, idle: Idle): void {
    idle.deadline.stop();
    idle.connection.watch(undefined);
    const others = (this.#idle.get(key) ?? []).filter((other) => other !== idle);
    if (others.length === 0) this.#idle.delete(key);
    else this.#idle.set(key, others);
  }
}
