export type { BrowserOptions } from "./browser-options.ts";
export type { EmbedderPolicy } from "./client.ts";
export type { XhrInit } from "./construct-xhr.ts";
export type { CookieJar, JarCookie, JarOptions } from "./cookies.ts";
export { CorsError, isCorsError } from "./cors-error.ts";
export type { ProfileName } from "./departures.ts";
export type { Exchange, Step, WireEntry } from "./exchange.ts";
export type { Page, PageOptions } from "./page.ts";
export { PROFILES } from "./profile.ts";
export { REASONS, type ReasonCode } from "./reason-registry.ts";
export type { Phase } from "./reason.ts";
export type {
  BodySource,
  CacheMode,
  CredentialsMode,
  FetchInit,
  HeadersSource,
  Mode,
  RedirectMode,
  ReferrerPolicyName,
} from "./init-types.ts";
export type { RequestInput } from "./request-input.ts";
export type { PublicSuffixOf } from "./site.ts";
export { STEPS, type StepName } from "./step-registry.ts";
export type {
  HeaderLine,
  Transport,
  TransportFailure,
  TransportFailureCode,
  WireRequest,
  WireResponse,
} from "./wire.ts";
