export type {
  HeaderLine,
  Transport,
  TransportFailure,
  TransportFailureCode,
  WireRequest,
  WireResponse,
} from "../browser/wire.ts";
export type { ClosableTransport } from "./closable-transport.ts";
export { handler, type FetchHandler } from "./handler.ts";
export { listener, type ListenerOptions } from "./listener.ts";
export type {
  CallbackTarget,
  InitializableTarget,
  ListenerTarget,
  ReadyTarget,
  ServerTarget,
} from "./listener-target.ts";
export { network } from "./network.ts";
export type { NetworkOptions, NetworkTlsOptions } from "./network-options.ts";
export { TransportError } from "./transport-error.ts";
