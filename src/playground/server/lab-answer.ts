import type { HeaderLine } from "./wire-entry.ts";

/** An answer that somebody wrote by hand: it may be as wrong as they like. */
export interface LabAnswer {
  /** Three digits, whatever they mean. */
  readonly status: number;
  /** Lines as they are sent, in this order, doubled ones too. `{origin}` in a value stands for the request's `Origin`. */
  readonly headers: readonly HeaderLine[];
  /** Default: a short text. */
  readonly body?: string;
  /** Milliseconds before the answer. Default 0. */
  readonly delay?: number;
  /** Whether the connection is closed in place of an answer. */
  readonly silent?: boolean;
}

/** What the lab answers under one path. */
export interface LabPlace {
  readonly path: string;
  readonly preflight: LabAnswer;
  readonly actual: LabAnswer;
}
