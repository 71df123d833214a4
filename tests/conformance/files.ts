import { CORS_BASIC } from "./files/cors-basic.ts";
import { CORS_COOKIES } from "./files/cors-cookies.ts";
import { CORS_ORIGIN } from "./files/cors-origin.ts";
import { CORS_PREFLIGHT } from "./files/cors-preflight.ts";
import { CORS_REDIRECT } from "./files/cors-redirect.ts";
import { CORS_TOP_HEADERS } from "./files/cors-top-headers.ts";
import { CORS_TOP_REDIRECTS } from "./files/cors-top-redirects.ts";
import { CORS_TOP_STATUS } from "./files/cors-top-status.ts";
import { FETCH_BASIC } from "./files/fetch-basic.ts";
import { FETCH_BASIC_REQUESTS } from "./files/fetch-basic-requests.ts";
import { FETCH_CREDENTIALS } from "./files/fetch-credentials.ts";
import { FETCH_HEADERS } from "./files/fetch-headers.ts";
import { FETCH_POLICIES } from "./files/fetch-policies.ts";
import { REDIRECT_BASICS } from "./files/redirect-basics.ts";
import { REDIRECT_REFERRER } from "./files/redirect-referrer.ts";
import { XHR_ACCESS_CONTROL } from "./files/xhr-access-control.ts";
import { XHR_OTHER } from "./files/xhr-other.ts";
import { XHR_PREFLIGHT } from "./files/xhr-preflight.ts";
import { XHR_REDIRECTS } from "./files/xhr-redirects.ts";
import type { WptFile } from "./wpt-file.ts";

/** Every file of web-platform-tests that was gone through. */
export const FILES: readonly WptFile[] = [
  ...CORS_BASIC,
  ...CORS_PREFLIGHT,
  ...CORS_REDIRECT,
  ...CORS_COOKIES,
  ...REDIRECT_BASICS,
  ...REDIRECT_REFERRER,
  ...FETCH_CREDENTIALS,
  ...FETCH_BASIC,
  ...FETCH_BASIC_REQUESTS,
  ...FETCH_HEADERS,
  ...FETCH_POLICIES,
  ...CORS_ORIGIN,
  ...CORS_TOP_HEADERS,
  ...CORS_TOP_REDIRECTS,
  ...CORS_TOP_STATUS,
  ...XHR_ACCESS_CONTROL,
  ...XHR_PREFLIGHT,
  ...XHR_REDIRECTS,
  ...XHR_OTHER,
];
